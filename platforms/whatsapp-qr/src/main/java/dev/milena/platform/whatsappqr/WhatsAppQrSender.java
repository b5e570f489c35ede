package dev.milena.platform.whatsappqr;

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
 * The way out: {@link WhatsAppQrPlan} says what to send, {@link WhatsAppQrAnswers} what came of it.
 */
@ApplicationScoped
class WhatsAppQrSender implements HttpConnector {
  /**
   * The sidecar waits five seconds for a chat's turn and ten for WhatsApp's receipt, and brings a
   * file of 64 MiB there before: at 25 Mbit/s 22 s.
   */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(45);

  private static final Set<Capability> CAPABILITIES =
      Set.of(
          Capability.SEND,
          Capability.MARKS,
          Capability.REPLY,
          Capability.EDIT,
          Capability.DELETE,
          Capability.READ,
          Capability.REACT,
          Capability.TYPING,
          Capability.FILES);

  private final ApiClient http;

  WhatsAppQrSender(ApiClient http) {
    this.http = http;
  }

  static Map<String, String> secrets(WhatsAppQrAccount settings) {
    return Map.of("token", settings.token());
  }

  @Override
  public String platform() {
    return WhatsAppQrPlatform.KEY;
  }

  @Override
  public Set<Capability> capabilities(Account account) {
    return CAPABILITIES;
  }

  @Override
  public Plan plan(Account account, Command command) {
    return WhatsAppQrPlan.of(account, command);
  }

  @Override
  public ApiClient http() {
    return http;
  }

  @Override
  public Map<String, String> secrets(Account account) {
    return secrets(WhatsAppQrAccount.of(account));
  }

  @Override
  public DeliveryResult classify(ApiAnswer answer) {
    return WhatsAppQrAnswers.classify(answer);
  }

  @Override
  public Duration callTimeout() {
    return CALL_TIMEOUT;
  }
}
