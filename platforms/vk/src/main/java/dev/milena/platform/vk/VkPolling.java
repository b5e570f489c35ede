package dev.milena.platform.vk;

import dev.milena.model.Account;
import dev.milena.platform.ApiClient;
import dev.milena.platform.EventStream;
import dev.milena.platform.Redelivery;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Listens to a community by the Bots Long Poll. The cursor is VK's {@code ts}: whoever comes next
 * goes on there with a key of its own.
 *
 * @see <a href="https://dev.vk.com/ru/api/bots-long-poll/getting-started">Bots Long Poll, read
 *     2026-11-21</a>
 */
@ApplicationScoped
class VkPolling implements EventStream {
  /**
   * VK keeps what nobody asked for, and does not say for how long: it tells when something is gone.
   * Messages then stand in the conversations.
   */
  private static final Redelivery KEPT = new Redelivery(Duration.ofHours(1), true);

  private final ApiClient http;
  private final VkNames names;

  VkPolling(ApiClient http, VkNames names) {
    this.http = http;
    this.names = names;
  }

  @Override
  public String platform() {
    return VkPlatform.KEY;
  }

  @Override
  public Redelivery redelivery() {
    return KEPT;
  }

  @Override
  public boolean wantedBy(Account account) {
    return VkAccount.of(account).mode() == VkAccount.Mode.POLLING;
  }

  @Override
  public Multi<Batch> open(Account account, Optional<String> cursor) {
    return Multi.createFrom()
        .deferred(() -> {
          VkLongPoll poll = new VkLongPoll(http, names, account, cursor);
          return Multi.createBy().repeating().uni(poll::next).indefinitely();
        });
  }
}
