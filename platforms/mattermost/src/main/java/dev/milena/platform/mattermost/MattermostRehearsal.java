package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.Reception;
import dev.milena.platform.Rehearsal;
import dev.milena.platform.Reply;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Reads a frame of the socket, or what the server would call us with. */
@ApplicationScoped
class MattermostRehearsal implements Rehearsal {
  private static final String ANYBODY = "rehearsa1rehearsa1rehearsa";

  @Override
  public String platform() {
    return MattermostPlatform.KEY;
  }

  @Override
  public Account stage(AccountRef ref, String ownId) {
    ObjectNode settings =
        Json.mapper()
            .createObjectNode()
            .put("url", "https://mattermost.invalid")
            .put("token", "rehearsal")
            .put("user-id", ownId.matches("[a-z0-9]{26}") ? ownId : ANYBODY)
            .put("callback-url", "https://hub.invalid/in/mattermost/" + ref.name())
            .put("callback-secret", "rehearsal-rehearsal");
    return new Account(ref, 1, settings);
  }

  @Override
  public Reading read(Account account, byte[] input) {
    MattermostInput context = MattermostInput.of(account, Instant.now());
    JsonNode body = MattermostFields.lenient(input);
    JsonNode frame = body.has("content_type") ? unwrapped(body) : body;
    if (MattermostFrames.isFrame(frame)) {
      return frame(context, frame);
    }
    try {
      byte[] sent =
          body.has("content_type")
              ? body.path("body").asText().getBytes(StandardCharsets.UTF_8)
              : input;
      MattermostCallback call = MattermostCallback.read(sent, MultiMap.caseInsensitiveMultiMap());
      return new Reading.Received(
          call.kind() == MattermostCallback.Kind.UNKNOWN && !call.body().has("token")
              ? unreadable("The input is nothing that Mattermost sends")
              : MattermostWebhook.taken(context, call));
    } catch (Json.UnreadableException e) {
      return new Reading.Received(unreadable(e.getMessage()));
    }
  }

  private static JsonNode unwrapped(JsonNode wrapper) {
    JsonNode body = wrapper.path("body");
    return body.isTextual()
        ? MattermostFields.lenient(body.textValue().getBytes(StandardCharsets.UTF_8))
        : MissingNode.getInstance();
  }

  private static Reading frame(MattermostInput input, JsonNode frame) {
    return MattermostFrames.isControl(frame)
        ? new Reading.Control(frame.path("event").asText("reply"))
        : new Reading.Received(
            new Reception.Accepted(
                new MattermostFrames(input, "rehearsal").translate(frame), Reply.OK));
  }

  private static Reception unreadable(String why) {
    return new Reception.Refused(Reception.Cause.UNREADABLE, why);
  }
}
