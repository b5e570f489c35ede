package dev.milena.platform.vk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.Digests;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Payload;
import dev.milena.platform.Reception;
import dev.milena.platform.Reception.Accepted;
import dev.milena.platform.Reception.Answered;
import dev.milena.platform.Reception.Cause;
import dev.milena.platform.Reception.Refused;
import dev.milena.platform.Redelivery;
import dev.milena.platform.Reply;
import dev.milena.platform.Webhook;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * VK brings one event per call, and repeats it until the answer is {@code ok} and nothing else.
 * What vouches for it is a secret inside the body; there is no signature and no time, so repeats
 * are told by the ids of events.
 *
 * @see <a href="https://dev.vk.com/ru/api/callback/getting-started">Callback API, read
 *     2026-11-21</a>
 */
@ApplicationScoped
class VkWebhook implements Webhook {
  /** The whole of the answer. */
  static final Reply OK = text("ok");

  static final String CONFIRMATION = "confirmation";

  /** VK does not say how long it repeats; so long it follows a {@code Retry-After}. */
  private static final Duration KEPT = Duration.ofHours(3);

  /** VK waits for the answer. */
  private static final Duration TIMEOUT = Duration.ofSeconds(4);

  private final ApiClient http;
  private final VkNames names;
  private final VkWhole whole;

  VkWebhook(ApiClient http, VkNames names) {
    this.http = http;
    this.whole = new VkWhole(http);
    this.names = names;
  }

  @Override
  public String platform() {
    return VkPlatform.KEY;
  }

  @Override
  public Redelivery redelivery() {
    return Redelivery.within(KEPT);
  }

  @Override
  public Reply refusal() {
    return Reply.status(403);
  }

  @Override
  public Uni<Reception> receive(Account account, InboundRequest request) {
    JsonNode body;
    try {
      body = Json.tree(request.body().getBytes());
    } catch (Json.UnreadableException e) {
      return Uni.createFrom().item(new Refused(Cause.UNREADABLE, e.getMessage()));
    }
    return refusal(VkAccount.of(account), body)
        .<Uni<Reception>>map(refused -> Uni.createFrom().item(refused))
        .orElseGet(() -> take(account, body, request));
  }

  private Uni<Reception> take(Account account, JsonNode body, InboundRequest request) {
    return isConfirmation(body)
        ? confirm(VkAccount.of(account))
        : whole
            .of(VkAccount.of(account), body)
            .map(event -> VkEvents.of(account).translate(event, request.receivedAt()))
            .chain(translation -> names.named(account, translation))
            .map(translation -> new Accepted(translation, OK));
  }

  static boolean isConfirmation(JsonNode body) {
    return body.path("type").asText().equals(CONFIRMATION);
  }

  private static Optional<Refused> refusal(VkAccount settings, JsonNode body) {
    if (!VkEvents.isEvent(body)) {
      return Optional.of(new Refused(Cause.UNREADABLE, "The body is JSON, but no event of VK's"));
    }
    if (Payload.id(body, "group_id").filter(settings.groupId()::equals).isEmpty()) {
      return unauthenticated("The event is of another community than the account's group-id");
    }
    Optional<String> said = Payload.text(body, "secret");
    // An address is confirmed before a secret is set, and what confirms it is none.
    if (said.isEmpty() && isConfirmation(body)) {
      return Optional.empty();
    }
    if (settings.secret().isEmpty()) {
      return unauthenticated(
          "The account has no secret, so nobody can prove to be VK. Set one, and give it to VK as the secret key of the"
              + " Callback API server");
    }
    if (said.isEmpty()) {
      return unauthenticated(
          "The call carries no secret; has the Callback API server a secret key?");
    }
    return Digests.isSame(said.get(), settings.secret().get())
        ? Optional.empty()
        : unauthenticated("The call carries another secret than the account's");
  }

  private static Optional<Refused> unauthenticated(String why) {
    return Optional.of(new Refused(Cause.UNAUTHENTICATED, why));
  }

  /** The code changes whenever the server's entry does, so it is not remembered. */
  private Uni<Reception> confirm(VkAccount settings) {
    return settings
        .confirmation()
        .<Uni<Reception>>map(code -> Uni.createFrom().item(new Answered(text(code))))
        .orElseGet(() -> fetchCode(settings));
  }

  private Uni<Reception> fetchCode(VkAccount settings) {
    return http.send(
            VkCall.of(
                settings,
                "groups.getCallbackConfirmationCode",
                Map.of("group_id", settings.groupId())),
            settings.secrets(),
            TIMEOUT)
        .map(VkWebhook::code)
        .onFailure()
        .recoverWithItem(Optional.empty())
        .map(code ->
            new Answered(
                code.map(VkWebhook::text)
                    // VK's administrator tries again, and may set 'confirmation' meanwhile.
                    .orElseGet(() -> Reply.status(503))));
  }

  private static Optional<String> code(ApiAnswer answer) {
    return Payload.words(answer.json().path("response"), "code");
  }

  private static Reply text(String text) {
    return new Reply(200, Map.of("content-type", "text/plain"), Buffer.buffer(text));
  }
}
