package dev.milena.platform.whatsapp;

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
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The way out to WhatsApp: {@link WhatsAppPlan} says what to send, {@link WhatsAppAnswers} what
 * came of it.
 */
@ApplicationScoped
class WhatsAppSender implements HttpConnector {
  /** Files go with some calls: a document of 100 MB at 15 Mbit/s takes 54 s. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

  private static final Set<Capability> CAPABILITIES =
      EnumSet.of(
          Capability.SEND,
          Capability.MARKS,
          Capability.REPLY,
          Capability.READ,
          Capability.REACT,
          Capability.BUTTONS,
          Capability.MENU,
          Capability.INTERACTION_ANSWER,
          Capability.TYPING,
          Capability.FILES);

  private final ApiClient http;

  WhatsAppSender(ApiClient http) {
    this.http = http;
  }

  @Override
  public String platform() {
    return WhatsAppPlatform.KEY;
  }

  @Override
  public Set<Capability> capabilities(Account account) {
    return CAPABILITIES;
  }

  @Override
  public Plan plan(Account account, Command command) {
    return WhatsAppPlan.of(account, command);
  }

  @Override
  public ApiClient http() {
    return http;
  }

  @Override
  public Map<String, String> secrets(Account account) {
    return WhatsAppAccount.of(account).secrets();
  }

  @Override
  public DeliveryResult classify(ApiAnswer answer) {
    return WhatsAppAnswers.classify(answer);
  }

  @Override
  public Duration tellsWithin(Account account) {
    return WhatsAppAccount.of(account).statusWithin();
  }

  @Override
  public Duration callTimeout() {
    return CALL_TIMEOUT;
  }
}
