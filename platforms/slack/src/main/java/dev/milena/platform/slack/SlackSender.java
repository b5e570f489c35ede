package dev.milena.platform.slack;

import dev.milena.model.Account;
import dev.milena.model.Command;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.Capability;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.DeliveryResult.Delivered;
import dev.milena.platform.DeliveryResult.Rejected;
import dev.milena.platform.HttpConnector;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The way out to Slack: {@link SlackPlan} says what to send, {@link SlackAnswers} what came of it,
 * {@link SlackHistory} what came of a call whose answer was lost.
 */
@ApplicationScoped
class SlackSender implements HttpConnector {
  /** A file of 100 MB goes with some calls: at 15 Mbit/s it takes 56 s. */
  static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

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
          Capability.FORM,
          Capability.FORM_CHECKS,
          Capability.INTERACTION_ANSWER,
          Capability.FILES,
          Capability.ALBUM,
          Capability.THREADS);

  private final ApiClient http;

  SlackSender(ApiClient http) {
    this.http = http;
  }

  @Override
  public String platform() {
    return SlackPlatform.KEY;
  }

  /** AI apps can also show, in a thread, that they are at it. */
  @Override
  public Set<Capability> capabilities(Account account) {
    Set<Capability> all = EnumSet.copyOf(CAPABILITIES);
    if (SlackAccount.of(account).assistant()) {
      all.add(Capability.TYPING);
    }
    return Set.copyOf(all);
  }

  @Override
  public Plan plan(Account account, Command command) {
    return SlackPlan.of(account, command);
  }

  @Override
  public ApiClient http() {
    return http;
  }

  @Override
  public Map<String, String> secrets(Account account) {
    return SlackAccount.of(account).secrets();
  }

  @Override
  public DeliveryResult classify(ApiAnswer answer) {
    return SlackAnswers.classify(answer);
  }

  @Override
  public DeliveryResult read(Account account, Step step, ApiAnswer answer) {
    return classify(answer) instanceof Delivered delivered && !delivered.brought().isEmpty()
        ? numbered(SlackAccount.of(account), step, delivered)
        : classify(answer);
  }

  /** One message may have several files: what Slack gives for each is told apart by its step. */
  private static DeliveryResult numbered(SlackAccount settings, Step step, Delivered delivered) {
    if (!isOurs(settings, delivered.brought().get(SlackUpload.URL))) {
      return Rejected.because(Reasons.ADDRESS_NOT_ALLOWED);
    }
    Map<String, String> brought = new HashMap<>();
    delivered.brought().forEach((name, value) -> brought.put(name + "." + step.number(), value));
    return new Delivered(List.of(), brought);
  }

  /** Files go nowhere but to Slack, whatever an answer says. */
  private static boolean isOurs(SlackAccount settings, String url) {
    try {
      return settings.isOurs(URI.create(url));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  @Override
  public Optional<Look> look(Account account, Command command, Step step, Instant since) {
    return SlackHistory.request(SlackAccount.of(account), command, step, since)
        .map(request -> new Look(request, answer -> SlackHistory.read(step, answer)));
  }

  @Override
  public Duration callTimeout() {
    return CALL_TIMEOUT;
  }
}
