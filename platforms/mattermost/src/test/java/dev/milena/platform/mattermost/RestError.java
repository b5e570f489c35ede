package dev.milena.platform.mattermost;

import dev.milena.model.Json;
import dev.milena.platform.testkit.SimulatorServer;
import dev.milena.platform.testkit.SimulatorServer.Answer;

/** A refusal in the server's own form. */
final class RestError extends SimulatorServer.Refusal {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String id;

  RestError(int status, String id) {
    super(status + " " + id);
    this.status = status;
    this.id = id;
  }

  static RestError unauthorized() {
    return new RestError(401, "api.context.session_expired.app_error");
  }

  static RestError forbidden() {
    return new RestError(403, "api.context.permissions.app_error");
  }

  static RestError badParameter() {
    return new RestError(400, "api.context.invalid_body_param.app_error");
  }

  static RestError noPost() {
    return new RestError(404, "app.post.get.app_error");
  }

  @Override
  protected Answer answer() {
    return Answer.json(
        status,
        Json.mapper()
            .createObjectNode()
            .put("id", id)
            .put("message", "Some words for people.")
            .put("detailed_error", "")
            .put("request_id", "simu1atedrequest0000000001")
            .put("status_code", status)
            .toString());
  }
}
