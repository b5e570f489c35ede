package dev.milena.platform.vk;

import dev.milena.model.Json;
import dev.milena.platform.ApiRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Several calls as one {@code execute}: a program in VK's own script that makes them one after the
 * other and returns what each gave. Pure.
 *
 * @see <a href="https://dev.vk.com/ru/method/execute">execute, read 2026-11-21</a>
 */
final class VkPacking {
  /** VK names no bound on a program; so much has been seen to be taken by servers of this kind. */
  private static final int CODE_MAX = 64 * 1024;

  private VkPacking() {}

  static ApiRequest request(VkAccount settings, List<ApiRequest> calls) {
    String code =
        calls.stream().map(VkPacking::written).collect(Collectors.joining(",", "return [", "];"));
    return VkCall.of(settings, "execute", Map.of("code", code));
  }

  /** Whether one more call has room beside those that take so many characters. */
  static boolean hasRoom(int taken, ApiRequest call) {
    return taken + written(call).length() <= CODE_MAX;
  }

  static int length(ApiRequest call) {
    return written(call).length();
  }

  private static String written(ApiRequest call) {
    return "API." + VkCall.method(call) + "(" + literal(VkCall.parameters(call)) + ")";
  }

  /** JSON is a literal of the script, but for two signs that end a line there. */
  private static String literal(Map<String, String> parameters) {
    return Json.mapper()
        .valueToTree(parameters)
        .toString()
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }
}
