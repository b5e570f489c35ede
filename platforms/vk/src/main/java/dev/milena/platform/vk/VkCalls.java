package dev.milena.platform.vk;

import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.platform.ApiClient;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Step;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The line on which the calls of each account go out. Thread-safe. */
@ApplicationScoped
class VkCalls {
  private final ApiClient http;

  /** As many as there are accounts. */
  private final Map<AccountRef, VkLine> lines = new ConcurrentHashMap<>();

  VkCalls(ApiClient http) {
    this.http = http;
  }

  /**
   * Makes a call of a method, alone or with others.
   *
   * @param values what stands for its placeholders
   * @param timeout bound on the call itself, once it goes
   */
  Uni<DeliveryResult> call(
      Account account, Step step, Map<String, String> values, Duration timeout) {
    return lines
        .computeIfAbsent(account.ref(), _ -> new VkLine(http, System::nanoTime))
        .call(VkAccount.of(account), step, values, timeout);
  }
}
