package dev.milena.platform.slack;

import dev.milena.model.Account;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reception;
import dev.milena.platform.Reception.Accepted;
import dev.milena.platform.Reception.Cause;
import dev.milena.platform.Reception.Refused;
import dev.milena.platform.Redelivery;
import dev.milena.platform.Webhook;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Slack calls: one address for events, presses and slash commands. Events that are not taken come
 * again at once, after a minute and after five; presses and commands never do.
 *
 * @see <a href="https://docs.slack.dev/apis/events-api">Events API, read 2026-11-21</a>
 */
@ApplicationScoped
class SlackWebhook implements Webhook {
  /** The last of three repetitions comes six minutes after the first try. */
  private static final Duration REPEATED = Duration.ofMinutes(6);

  private static final Duration DEADLINE = Duration.ofSeconds(3);

  private final SlackNames names;

  SlackWebhook(SlackNames names) {
    this.names = names;
  }

  @Override
  public String platform() {
    return SlackPlatform.KEY;
  }

  @Override
  public Redelivery redelivery() {
    return Redelivery.within(REPEATED);
  }

  @Override
  public Duration answerWithin() {
    return DEADLINE;
  }

  @Override
  public Uni<Reception> receive(Account account, InboundRequest request) {
    return refusal(account, request)
        .<Uni<Reception>>map(refused -> Uni.createFrom().item(refused))
        .orElseGet(() ->
            named(
                account, SlackDoor.read(account, request.body().getBytes(), request.receivedAt())));
  }

  private Uni<Reception> named(Account account, Reception reception) {
    return reception instanceof Accepted accepted
        ? names
            .named(account, accepted.translation())
            .map(translation -> new Accepted(translation, accepted.reply()))
        : Uni.createFrom().item(reception);
  }

  private static Optional<Refused> refusal(Account account, InboundRequest request) {
    Optional<String> secret = SlackAccount.of(account).signingSecret();
    if (secret.isEmpty()) {
      return Optional.of(
          new Refused(
              Cause.UNAUTHENTICATED,
              "The account has no signing-secret, so nobody can prove to be Slack. It stands on the app's page Basic"
                  + " Information"));
    }
    Optional<Refused> unsigned = SlackSignature.refusal(secret.get(), request);
    if (unsigned.isEmpty() && !request.method().equals("POST")) {
      return Optional.of(new Refused(Cause.NOT_SERVED, "Slack calls with POST"));
    }
    return unsigned;
  }
}
