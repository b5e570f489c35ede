package dev.milena.platform.webim;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.webim.OutboundMapping.Auth;
import dev.milena.platform.webim.OutboundMapping.Place;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Calls of the Custom Channel about one visitor: the address and the access token's place, as the
 * mapping says. Pure.
 *
 * @param settings the account's
 * @param visitorId may stand in the address
 */
record ChannelCall(WebimSettings settings, String visitorId) {

  /** A call with a JSON body, which becomes part of it. */
  ApiRequest json(String method, String path, ObjectNode body) {
    Auth auth = auth();
    Set<String> filled = Set.of();
    if (auth.in() == Place.BODY) {
      ChannelBody.put(body, JsonPointer.compile(auth.name()), new TextNode(auth.format()));
      filled = Set.of(auth.name());
    }
    return new ApiRequest(
        method.toUpperCase(Locale.ROOT),
        url(path),
        headers(),
        new ApiRequest.JsonBody(body, filled));
  }

  /** A call with a form; a token in the body is a field named like the last part of its pointer. */
  ApiRequest form(String path, Map<String, String> fields, ApiRequest.FilePart file) {
    Map<String, String> all = new TreeMap<>(fields);
    Set<String> filled = Set.of();
    if (auth().in() == Place.BODY) {
      String field = JsonPointer.compile(auth().name()).last().getMatchingProperty();
      all.put(field, auth().format());
      filled = Set.of(field);
    }
    ApiRequest.Body body = new ApiRequest.MultipartBody(all, List.of(file), filled);
    return new ApiRequest("POST", url(path), headers(), body);
  }

  private Auth auth() {
    return settings.channel().outbound().auth();
  }

  private Map<String, String> headers() {
    return auth().in() == Place.HEADER ? Map.of(auth().name(), auth().format()) : Map.of();
  }

  private String url(String path) {
    String filled =
        path.replace("{channelId}", ApiRequest.inUrl(settings.channel().id()))
            .replace("{visitorId}", ApiRequest.inUrl(visitorId));
    if (auth().in() != Place.QUERY) {
      return settings.baseUrl() + filled;
    }
    String sign = filled.indexOf('?') < 0 ? "?" : "&";
    return settings.baseUrl() + filled + sign + auth().name() + "=" + auth().format();
  }
}
