package dev.milena.platform.vk;

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
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The way out to VK: {@link VkPlan} says what to send, {@link VkLine} takes it there, {@link
 * VkAnswers} says what came of it.
 */
@ApplicationScoped
class VkSender implements HttpConnector {
  /** A file of 100 MB goes with some calls: at 15 Mbit/s it takes 56 s. */
  static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

  private static final Set<Capability> CAPABILITIES =
      Set.copyOf(
          EnumSet.of(
              Capability.SEND,
              Capability.REPLY,
              Capability.EDIT,
              Capability.DELETE,
              Capability.READ,
              Capability.REACT,
              Capability.BUTTONS,
              Capability.INTERACTION_ANSWER,
              Capability.TYPING,
              Capability.FILES,
              Capability.ALBUM));

  private final ApiClient http;
  private final VkCalls calls;

  VkSender(ApiClient http, VkCalls calls) {
    this.http = http;
    this.calls = calls;
  }

  @Override
  public String platform() {
    return VkPlatform.KEY;
  }

  @Override
  public Set<Capability> capabilities(Account account) {
    return CAPABILITIES;
  }

  @Override
  public Plan plan(Account account, Command command) {
    return VkPlan.of(account, command);
  }

  @Override
  public ApiClient http() {
    return http;
  }

  @Override
  public Map<String, String> secrets(Account account) {
    return VkAccount.of(account).secrets();
  }

  @Override
  public Uni<DeliveryResult> deliver(Account account, Step step, Map<String, String> earlier) {
    if (!VkCall.isMethod(step.request())) {
      return HttpConnector.super.deliver(account, step, earlier);
    }
    Map<String, String> values = new HashMap<>(earlier);
    values.putAll(secrets(account));
    return calls.call(account, step, values, callTimeout(step));
  }

  @Override
  public DeliveryResult classify(ApiAnswer answer) {
    return VkAnswers.classify(answer);
  }

  @Override
  public DeliveryResult read(Account account, Step step, ApiAnswer answer) {
    return read(VkAccount.of(account), step, answer);
  }

  static DeliveryResult read(VkAccount settings, Step step, ApiAnswer answer) {
    return numbered(settings, step, VkAnswers.classify(answer));
  }

  /** One message may have several files: what VK gives for each is told apart by its step. */
  static DeliveryResult numbered(VkAccount settings, Step step, DeliveryResult result) {
    if (!(result instanceof Delivered(var _, var brought)) || brought.isEmpty()) {
      return result;
    }
    if (brought.containsKey(VkAnswers.UPLOAD_URL)
        && !settings.mayCall(brought.get(VkAnswers.UPLOAD_URL))) {
      return Rejected.because(Reasons.ADDRESS_NOT_ALLOWED);
    }
    Map<String, String> named = new HashMap<>();
    brought.forEach((name, value) -> named.put(name + "." + step.number(), value));
    return new Delivered(List.of(), named);
  }

  @Override
  public Duration callTimeout() {
    return CALL_TIMEOUT;
  }
}
