package dev.milena.platform.telegram;

import dev.milena.model.Account;
import dev.milena.model.Command;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.Capability;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.HttpConnector;
import dev.milena.platform.Plan;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * The way out to Telegram: {@link TelegramPlan} says what to send, {@link TelegramAnswers} what
 * came of it.
 */
@ApplicationScoped
class TelegramSender implements HttpConnector {
  /** A file of 50 MB goes with some calls: at 15 Mbit/s it takes 27 s. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

  /**
   * All but menus and forms, telling that a message was read, which only business accounts can, and
   * what a desk does with its conversations.
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
          Capability.INTERACTION_ANSWER,
          Capability.TYPING,
          Capability.FILES,
          Capability.ALBUM,
          Capability.THREADS);

  private final ApiClient http;

  TelegramSender(ApiClient http) {
    this.http = http;
  }

  /** What stands for the placeholders of an address. */
  static Map<String, String> secrets(TelegramAccount settings) {
    return Map.of("token", settings.token());
  }

  @Override
  public String platform() {
    return TelegramPlatform.KEY;
  }

  @Override
  public Set<Capability> capabilities(Account account) {
    return CAPABILITIES;
  }

  @Override
  public Plan plan(Account account, Command command) {
    return TelegramPlan.of(account, command);
  }

  @Override
  public ApiClient http() {
    return http;
  }

  @Override
  public Map<String, String> secrets(Account account) {
    return secrets(TelegramAccount.of(account));
  }

  @Override
  public DeliveryResult classify(ApiAnswer answer) {
    return TelegramAnswers.classify(answer);
  }

  @Override
  public Duration callTimeout() {
    return CALL_TIMEOUT;
  }
}
