package dev.milena.platform.vk;

import dev.milena.platform.ApiRequest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A call of one method, as a form. The token is one of its fields, so that it is in no address.
 *
 * @see <a href="https://dev.vk.com/ru/api/api-requests">Requests, read 2026-11-21</a>
 */
final class VkCall {
  /** Of events and answers alike: what an event holds depends on it. */
  static final String VERSION = "5.199";

  /** The placeholder of the token. */
  static final String TOKEN = "token";

  private static final String TOKEN_FIELD = "access_token";

  private VkCall() {}

  static ApiRequest of(VkAccount settings, String method, Map<String, String> parameters) {
    return of(settings, method, parameters, Set.of());
  }

  /**
   * @param filled parameters that hold what earlier calls brought
   */
  static ApiRequest of(
      VkAccount settings, String method, Map<String, String> parameters, Set<String> filled) {
    Map<String, String> fields = new LinkedHashMap<>(parameters);
    fields.put(TOKEN_FIELD, "{" + TOKEN + "}");
    fields.put("v", VERSION);
    Set<String> all = new HashSet<>(filled);
    all.add(TOKEN_FIELD);
    return new ApiRequest(
        "POST", settings.baseUrl() + "/" + method, Map.of(), new ApiRequest.FormBody(fields, all));
  }

  /** Whether it is a call of a method, and not an upload to an address of its own. */
  static boolean isMethod(ApiRequest request) {
    return request.body() instanceof ApiRequest.FormBody form
        && form.fields().containsKey(TOKEN_FIELD);
  }

  /** Whether it stands for itself: nothing in it but the token is still to be filled in. */
  static boolean isComplete(ApiRequest request) {
    return isMethod(request) && ((ApiRequest.FormBody) request.body()).filled().size() == 1;
  }

  static String method(ApiRequest request) {
    return request.url().substring(request.url().lastIndexOf('/') + 1);
  }

  /** Its parameters without what every call has. */
  static Map<String, String> parameters(ApiRequest request) {
    Map<String, String> fields =
        new LinkedHashMap<>(((ApiRequest.FormBody) request.body()).fields());
    fields.remove(TOKEN_FIELD);
    fields.remove("v");
    return fields;
  }
}
