package dev.milena.platform.vk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.platform.ApiClient;
import dev.milena.platform.Translation;
import dev.milena.platform.vk.VkNamed.Name;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What people and chats are called. VK tells no names with its events, so they are asked for, many
 * at once, and remembered for hours. A name is a courtesy: where VK does not say it within the
 * account's {@code names-within}, the event goes on without, and what VK says later is for the next
 * one. Thread-safe.
 */
@ApplicationScoped
class VkNames {
  /** People change their names seldom. */
  private static final Duration KNOWN_FOR = Duration.ofHours(2);

  /** Whom VK does not name is asked for later: the community may become administrator of a chat. */
  private static final Duration UNKNOWN_FOR = Duration.ofMinutes(10);

  /** Some megabytes of names. */
  private static final int REMEMBERED_MAX = 50_000;

  private final ApiClient http;
  private final Cache<Key, Optional<Name>> known =
      Caffeine.newBuilder()
          .maximumSize(REMEMBERED_MAX)
          .expireAfter(
              Expiry.<Key, Optional<Name>>creating(
                  (_, name) -> name.isPresent() ? KNOWN_FOR : UNKNOWN_FOR))
          .build();

  /** As many as there are accounts. */
  private final Map<AccountRef, VkInquiry> inquiries = new ConcurrentHashMap<>();

  private record Key(AccountRef account, String peer) {}

  VkNames(ApiClient http) {
    this.http = http;
  }

  /** The same with names, as far as they are known soon. Never fails. */
  Uni<Translation> named(Account account, Translation translation) {
    Set<String> wanted = new LinkedHashSet<>();
    translation.events().forEach(event -> wanted.addAll(VkNamed.wanted(event)));
    Set<String> unknown = new LinkedHashSet<>(wanted);
    unknown.removeIf(peer -> known.getIfPresent(new Key(account.ref(), peer)) != null);
    if (wanted.isEmpty()) {
      return Uni.createFrom().item(translation);
    }
    return unknown.isEmpty()
        ? Uni.createFrom().item(() -> with(account, translation))
        : inquiry(account).ask(VkAccount.of(account), unknown).map(_ -> with(account, translation));
  }

  private VkInquiry inquiry(Account account) {
    return inquiries.computeIfAbsent(
        account.ref(),
        ref ->
            new VkInquiry(
                http, System::nanoTime, (peer, name) -> known.put(new Key(ref, peer), name)));
  }

  private Translation with(Account account, Translation translation) {
    return new Translation(
        translation.events().stream()
            .map(event -> VkNamed.with(event, peer -> find(account, peer)))
            .toList(),
        translation.skipped());
  }

  private Optional<Name> find(Account account, String peer) {
    Optional<Name> name = known.getIfPresent(new Key(account.ref(), peer));
    return name == null ? Optional.empty() : name;
  }
}
