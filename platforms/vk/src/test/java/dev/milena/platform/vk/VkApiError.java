package dev.milena.platform.vk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.testkit.SimulatorServer;
import dev.milena.platform.testkit.SimulatorServer.Answer;

/** VK says no: with status 200, and a number. */
final class VkApiError extends SimulatorServer.Refusal {
  private static final long serialVersionUID = 1L;

  private final int code;

  private VkApiError(int code, String message) {
    super(message);
    this.code = code;
  }

  static VkApiError of(int code, String message) {
    return new VkApiError(code, message);
  }

  static VkApiError parameter(String name) {
    return of(100, "One of the parameters specified was missing or invalid: " + name);
  }

  int code() {
    return code;
  }

  /** As a part of {@code execute} that failed. */
  ObjectNode inExecute(String method) {
    return Json.mapper()
        .createObjectNode()
        .put("method", method)
        .put("error_code", code)
        .put("error_msg", getMessage());
  }

  /** As one recipient of several. */
  ObjectNode ofRecipient() {
    return Json.mapper().createObjectNode().put("code", code).put("description", getMessage());
  }

  @Override
  protected Answer answer() {
    ObjectNode error =
        Json.mapper().createObjectNode().put("error_code", code).put("error_msg", getMessage());
    error.putArray("request_params").addObject().put("key", "v").put("value", VkCall.VERSION);
    return Answer.json(200, Json.mapper().createObjectNode().set("error", error).toString());
  }
}
