package dev.milena.platform.discord;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.milena.model.AccountRef;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Limits as Discord's answers tell them: which calls share one is Discord's to say and may change,
 * so nothing is known but what the last answer said. Of a limit that is used up, calls are held
 * back before Discord would refuse them. Thread-safe.
 *
 * @see <a href="https://discord.com/developers/docs/topics/rate-limits">Rate limits, read
 *     2026-11-21</a>
 */
final class DiscordBuckets {
  /** Limits are forgotten within seconds: more than these are not used up at once. */
  private static final int REMEMBERED_MAX = 10_000;

  /**
   * Calls that a bot may have refused in ten minutes before its whole address is shut out for an
   * hour (10,000), less what other processes on the address may add.
   */
  private static final int REFUSED_MAX = 5_000;

  private static final Duration REFUSED_WITHIN = Duration.ofMinutes(10);

  /** What a limit belongs to: a channel, a guild, or a webhook with its token. */
  private static final Pattern MAJOR =
      Pattern.compile("(/(?:channels|guilds)/[^/]+|/(?:webhooks|interactions)/[^/]+/[^/]+)(.*)");

  /** Ids and emoji inside an address do not tell limits apart. */
  private static final Pattern MINOR = Pattern.compile("/(?:[0-9]{1,20}|reactions/[^/]+)(?=/|$)");

  private final LongSupplier nanos;
  private final Cache<String, String> bucketOf = bounded();
  private final Cache<String, Long> shutUntil = bounded();
  private long refusedSince;
  private int refused;

  /**
   * @param nanos the monotonic clock
   */
  DiscordBuckets(LongSupplier nanos) {
    this.nanos = nanos;
    this.refusedSince = nanos.getAsLong();
  }

  private static <T> Cache<String, T> bounded() {
    return Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).build();
  }

  /** A call's limit: where it belongs, and which of the limits there it is. */
  private record Route(String place, String template) {
    static Route of(AccountRef account, ApiRequest request, String baseUrl) {
      String path = request.url().substring(baseUrl.length());
      Matcher major = MAJOR.matcher(path);
      String place = major.matches() ? major.group(1) : "";
      String rest = major.matches() ? major.group(2) : path;
      return new Route(
          account.key() + place,
          request.method()
              + place.replaceFirst("^(/[a-z]+).*", "$1")
              + MINOR.matcher(rest).replaceAll("/*"));
    }
  }

  /** How long a call must wait; empty: it may be made, or nobody knows yet where it goes. */
  synchronized Optional<Duration> closed(AccountRef account, ApiRequest request, String baseUrl) {
    if (request.url().contains("{")) {
      return Optional.empty();
    }
    Route route = Route.of(account, request, baseUrl);
    Long until = shutUntil.getIfPresent(key(route));
    long left = until == null ? 0 : until - nanos.getAsLong();
    return left > 0 ? Optional.of(Duration.ofNanos(left)) : Optional.empty();
  }

  /** How long everything must wait, lest the whole address be shut out; empty: nothing must. */
  synchronized Optional<Duration> shunned() {
    long age = nanos.getAsLong() - refusedSince;
    if (age > REFUSED_WITHIN.toNanos()) {
      refusedSince = nanos.getAsLong();
      refused = 0;
    }
    return refused < REFUSED_MAX ? Optional.empty() : Optional.of(REFUSED_WITHIN.minusNanos(age));
  }

  private String key(Route route) {
    String bucket = bucketOf.getIfPresent(route.template());
    return route.place() + " " + (bucket == null ? route.template() : bucket);
  }

  /** Learns from an answer. */
  synchronized void learn(
      AccountRef account, ApiRequest request, String baseUrl, ApiAnswer answer) {
    Route route = Route.of(account, request, baseUrl);
    String bucket = answer.headers().get("X-RateLimit-Bucket");
    if (bucket != null && bucket.length() <= 100) {
      bucketOf.put(route.template(), bucket);
    }
    if (!request.url().contains("{") && "0".equals(answer.headers().get("X-RateLimit-Remaining"))) {
      resetAfter(answer)
          .ifPresent(after -> shutUntil.put(key(route), nanos.getAsLong() + after.toNanos()));
    }
    boolean shared = "shared".equalsIgnoreCase(answer.headers().get("X-RateLimit-Scope"));
    if (answer.status() == 401 || answer.status() == 403 || answer.status() == 429 && !shared) {
      refused++;
    }
  }

  private static Optional<Duration> resetAfter(ApiAnswer answer) {
    return Optional.ofNullable(answer.headers().get("X-RateLimit-Reset-After"))
        .filter(text -> text.matches("[0-9]{1,6}(\\.[0-9]{1,6})?"))
        .map(Double::parseDouble)
        .map(DiscordAnswers::seconds);
  }
}
