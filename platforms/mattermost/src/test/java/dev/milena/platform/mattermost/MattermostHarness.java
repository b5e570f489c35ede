package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.model.Mark;
import dev.milena.model.RichText;
import dev.milena.platform.ApiClient;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Payload;
import dev.milena.platform.SocketClient;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.Posted;
import dev.milena.platform.testkit.Said;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** Mattermost as the contracts hold it. */
final class MattermostHarness implements Harness {
  private static final AccountRef CONTRACT = new AccountRef(MattermostPlatform.KEY, "contract");

  private final MattermostSimulator simulator = MattermostSimulator.withOutgoingWebhooks();
  private final ApiClient http;
  private final SocketClient sockets;

  MattermostHarness(ApiClient http, SocketClient sockets) {
    this.http = http;
    this.sockets = sockets;
  }

  @Override
  public PlatformSimulator simulator() {
    return simulator;
  }

  @Override
  public Beans beans() {
    return new Beans(new MattermostPlatform(), new MattermostSender(http))
        .with(new MattermostWebhook())
        .with(new MattermostSocket(sockets, http))
        .with(new MattermostMedia(http));
  }

  @Override
  public ObjectNode asStream(ObjectNode settings) {
    simulator.listen(CONTRACT);
    return settings.put("mode", "socket");
  }

  /** An outgoing webhook tells of nothing but new messages, and not of threads. */
  @Override
  public Set<Gesture> gestures() {
    return EnumSet.of(Gesture.SEND_FILE, Gesture.PRESS);
  }

  @Override
  public String newConversation() {
    return SimulatedIds.random();
  }

  @Override
  public String newMessage() {
    return SimulatedIds.random();
  }

  @Override
  public InboundRequest authentic(Account account, byte[] body) {
    return Posted.now(
        signed(MattermostAccount.of(account), body), "content-type", "application/json");
  }

  @Override
  public InboundRequest forged(Account account, byte[] body) {
    ObjectNode forged = Json.object(body);
    return Posted.now(
        Json.bytes(forged.put("token", "somebodye1sesomebodye1se00")),
        "content-type",
        "application/json");
  }

  /** Whatever proof the call has is made right; what is no object stays as it is. */
  private static byte[] signed(MattermostAccount settings, byte[] body) {
    if (!(Payload.tree(body) instanceof ObjectNode call)) {
      return body;
    }
    call.put("token", settings.hookTokens().getFirst());
    long expires = Instant.now().plusSeconds(3600).getEpochSecond();
    if (call.path("context") instanceof ObjectNode context) {
      context.put(MattermostSigned.EXPIRES, Long.toString(expires));
      MattermostSignature claim = MattermostSigned.press(call).claim();
      context.put(MattermostSigned.SIGNATURE, claim.by(settings.callbackSecret().orElseThrow()));
    }
    if (call.path("type").asText().matches("dialog_submission|dialog_lookup|refresh")) {
      String remembered = MattermostSigned.remembered(call.path("state").asText(""));
      String unsigned = MattermostSigned.state(Long.toString(expires), "0".repeat(64), remembered);
      MattermostSignature claim = MattermostSigned.dialog(call.put("state", unsigned)).claim();
      call.put(
          "state",
          MattermostSigned.state(
              Long.toString(expires),
              claim.by(settings.callbackSecret().orElseThrow()),
              remembered));
    }
    return Json.bytes(call);
  }

  @Override
  public byte[] message(Account account, Said said) {
    return Json.bytes(
        SimulatedBot.object()
            .put("token", "")
            .put("team_id", "simu1atedteam0000000000001")
            .put("channel_id", said.conversation())
            .put("channel_name", "town-square")
            .put("timestamp", 1_767_225_600_000L)
            .put("user_id", said.sender())
            .put("user_name", "guest")
            .put("post_id", said.message())
            .put("text", markdown(said.text()))
            .put("trigger_word", "")
            .put("file_ids", ""));
  }

  private static String markdown(RichText text) {
    StringBuilder out = new StringBuilder(text.text());
    for (Mark mark : text.marks().reversed()) {
      out.insert(mark.end(), "**").insert(mark.offset(), "**");
    }
    return out.toString();
  }

  @Override
  public byte[] unknown(Account account) {
    JsonNode call = SimulatedBot.object().put("type", "telepathy").put("id", 1);
    return Json.bytes(call);
  }
}
