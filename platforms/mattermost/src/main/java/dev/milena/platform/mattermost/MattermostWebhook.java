package dev.milena.platform.mattermost;

import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reception;
import dev.milena.platform.Redelivery;
import dev.milena.platform.Reply;
import dev.milena.platform.Webhook;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * One address for all that the server calls: slash commands, outgoing webhooks, buttons, forms.
 * What a call is its shape says. Nothing comes twice: what cannot be taken is lost, and whoever
 * typed or pressed sees that it failed.
 *
 * @see <a href="https://developers.mattermost.com/integrate/webhooks/outgoing/">Outgoing webhooks,
 *     read 2026-11-21</a>
 */
@ApplicationScoped
class MattermostWebhook implements Webhook {
  /** The pages ask for three seconds; the server itself waits 30. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

  private static final Reply NO_CHANGE = Reply.json(200, "{}");
  private static final Reply NOTHING_TO_CHOOSE = Reply.json(200, "{\"items\":[]}");

  @Override
  public String platform() {
    return MattermostPlatform.KEY;
  }

  @Override
  public Redelivery redelivery() {
    return Redelivery.NONE;
  }

  @Override
  public Duration answerWithin() {
    return ANSWER_WITHIN;
  }

  @Override
  public Uni<Reception> receive(Account account, InboundRequest request) {
    return Uni.createFrom().item(() -> reception(account, request));
  }

  private static Reception reception(Account account, InboundRequest request) {
    if (!request.rest().isEmpty()) {
      return new Reception.Refused(
          Reception.Cause.NOT_SERVED, "Mattermost has one address here for everything");
    }
    MattermostCallback call;
    try {
      call = MattermostCallback.read(request.body().getBytes(), request.query());
    } catch (Json.UnreadableException e) {
      return new Reception.Refused(Reception.Cause.UNREADABLE, e.getMessage());
    }
    Optional<Reception.Refused> refused =
        new MattermostGuard(MattermostAccount.of(account))
            .refusal(call, request.headers(), request.receivedAt());
    return refused.isPresent()
        ? refused.get()
        : taken(MattermostInput.of(account, request.receivedAt()), call);
  }

  /**
   * What the caller is told never depends on what becomes of it; a form that was filled in wrongly
   * is not taken.
   */
  static Reception taken(MattermostInput input, MattermostCallback call) {
    return switch (call.kind()) {
      case LOOKUP -> new Reception.Answered(NOTHING_TO_CHOOSE);
      case PRESS -> new Reception.Accepted(MattermostCallbacks.translate(input, call), NO_CHANGE);
      case DIALOG ->
          MattermostForm.refusal(call.body())
              .<Reception>map(errors -> new Reception.Answered(Reply.json(200, errors.toString())))
              .orElseGet(() ->
                  new Reception.Accepted(MattermostCallbacks.translate(input, call), Reply.OK));
      case COMMAND, OUTGOING, UNKNOWN ->
          new Reception.Accepted(MattermostCallbacks.translate(input, call), Reply.OK);
    };
  }
}
