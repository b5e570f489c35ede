package dev.milena.router.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the unknown keys that came from each address within a minute. */
@ApplicationScoped
class WrongKeys {
  static final Duration WINDOW = Duration.ofMinutes(1);

  /**
   * A few MB. Who has more addresses than this pushes out their own counts; each guess is one among
   * 2^256 all the same.
   */
  private static final int ADDRESSES_MAX = 50_000;

  /** In IPv6 one subscriber has 2^64 addresses that begin alike. */
  private static final int V6_GROUPS_OF_A_NET = 4;

  private final Cache<String, AtomicInteger> counts =
      Caffeine.newBuilder().maximumSize(ADDRESSES_MAX).expireAfterWrite(WINDOW).build();
  private final int max;

  WrongKeys(ApiConfig config) {
    this.max = config.wrongKeysPerMinute();
  }

  boolean tooMany(String address) {
    AtomicInteger count = counts.getIfPresent(net(address));
    return count != null && count.get() >= max;
  }

  void count(String address) {
    counts.get(net(address), a -> new AtomicInteger()).incrementAndGet();
  }

  static String net(String address) {
    String[] groups = address.split(":", -1);
    return groups.length <= V6_GROUPS_OF_A_NET
        ? address
        : String.join(":", java.util.Arrays.copyOf(groups, V6_GROUPS_OF_A_NET));
  }
}
