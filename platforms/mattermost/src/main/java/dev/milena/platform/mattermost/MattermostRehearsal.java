package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.Payload;
import dev.milena.platform.Reception;
import dev.milena.platform.Rehearsal;
import dev.milena.platform.Reply;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
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
  public Reading readBody(Account account, byte[] body) {
    MattermostInput context = MattermostInput.of(account, Instant.now());
    JsonNode frame = Payload.tree(body);
    if (MattermostFrames.isFrame(frame)) {
      return frame(context, frame);
    }
    MattermostCallback call = MattermostCallback.read(body, MultiMap.caseInsensitiveMultiMap());
    return call.kind() == MattermostCallback.Kind.UNKNOWN && !call.body().has("token")
        ? Reading.unreadable("The input is nothing that Mattermost sends")
        : new Reading.Received(MattermostWebhook.taken(context, call));
  }

  private static Reading frame(MattermostInput input, JsonNode frame) {
    return MattermostFrames.isControl(frame)
        ? new Reading.Control(frame.path("event").asText("reply"))
        : new Reading.Received(
            new Reception.Accepted(
                new MattermostFrames(input, "rehearsal").translate(frame), Reply.OK));
  }
}
