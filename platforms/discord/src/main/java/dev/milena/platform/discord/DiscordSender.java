package dev.milena.platform.discord;

import dev.milena.model.Account;
import dev.milena.model.Command;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.Capability;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.HttpConnector;
import dev.milena.platform.Plan;
import dev.milena.platform.Step;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * The way out to Discord: {@link DiscordPlan} says what to send, {@link DiscordBuckets} whether
 * Discord would take it now, {@link DiscordAnswers} what came of it.
 */
@ApplicationScoped
class DiscordSender implements HttpConnector {
  /** Ten files of 10 MiB may go with one call, 25 MiB together: at 15 Mbit/s that takes 14 s. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

  /**
   * Bots cannot tell that they have read, nobody closes a channel or hands it on, and nobody is
   * asked before a form closes.
   */
  private static final Set<Capability> CAPABILITIES =
      Set.of(
          Capability.SEND,
          Capability.MARKS,
          Capability.REPLY,
          Capability.EDIT,
          Capability.DELETE,
          Capability.REACT,
          Capability.BUTTONS,
          Capability.MENU,
          Capability.INTERACTION_ANSWER,
          Capability.FORM,
          Capability.TYPING,
          Capability.FILES,
          Capability.ALBUM,
          Capability.THREADS);

  private final ApiClient http;
  private final DiscordBuckets buckets = new DiscordBuckets(System::nanoTime);

  DiscordSender(ApiClient http) {
    this.http = http;
  }

  /** What stands for the placeholders of a call. */
  static Map<String, String> secrets(DiscordAccount settings) {
    return Map.of("token", settings.token());
  }

  @Override
  public String platform() {
    return DiscordPlatform.KEY;
  }

  @Override
  public Set<Capability> capabilities(Account account) {
    DiscordAccount.of(account);
    return CAPABILITIES;
  }

  @Override
  public Plan plan(Account account, Command command) {
    return DiscordPlan.of(account, command);
  }

  @Override
  public ApiClient http() {
    return http;
  }

  @Override
  public Map<String, String> secrets(Account account) {
    return secrets(DiscordAccount.of(account));
  }

  @Override
  public DeliveryResult classify(ApiAnswer answer) {
    return DiscordAnswers.classify(answer);
  }

  /** What Discord would refuse now is not asked of it. */
  @Override
  public Uni<DeliveryResult> deliver(Account account, Step step, Map<String, String> earlier) {
    String base = DiscordAccount.of(account).baseUrl().toString();
    return buckets
        .shunned()
        .map(wait -> held(wait, DeliveryResult.Scope.ACCOUNT))
        .or(() ->
            buckets
                .closed(account.ref(), step.request(), base)
                .map(wait -> held(wait, DeliveryResult.Scope.CONVERSATION)))
        .orElseGet(() -> HttpConnector.super.deliver(account, step, earlier));
  }

  private static Uni<DeliveryResult> held(Duration wait, DeliveryResult.Scope scope) {
    return Uni.createFrom().item(new DeliveryResult.Throttled(wait, scope));
  }

  @Override
  public DeliveryResult read(Account account, Step step, ApiAnswer answer) {
    String base = DiscordAccount.of(account).baseUrl().toString();
    buckets.learn(account.ref(), step.request(), base, answer);
    if (step.request().method().equals("DELETE") && DiscordAnswers.isGone(answer)) {
      return DeliveryResult.Delivered.unnamed();
    }
    return DiscordPlan.opensForm(step.request()) ? DiscordAnswers.opened(answer) : classify(answer);
  }

  @Override
  public Duration callTimeout() {
    return CALL_TIMEOUT;
  }
}
