package dev.milena.platform.slack;

import dev.milena.platform.Toll;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How often Slack lets an app call: each method has its tier, which counts in each workspace by
 * itself; messages count in their channel too. What Slack counts by the minute is said in six
 * seconds here, so that nobody waits a minute who takes an account over. Pure.
 *
 * @param workspace where the calls go, if not to the account's first one
 * @see <a href="https://docs.slack.dev/apis/web-api/rate-limits">Rate limits, read 2026-11-21</a>
 */
record SlackLimits(Optional<String> workspace) {
  private static final Duration TENTH_OF_MINUTE = Duration.ofSeconds(6);

  /** One a second in a channel, with short bursts; some hundred a minute in the workspace. */
  List<Toll> message(String channel) {
    return List.of(
        new Toll(in("chat.postMessage"), 5, Duration.ofSeconds(1), 5),
        new Toll(in("channel/" + channel), 3, Duration.ofSeconds(3), 3));
  }

  /** Tier 2: 20 a minute. */
  List<Toll> tier2(String method) {
    return List.of(new Toll(in(method), 2, TENTH_OF_MINUTE, 2));
  }

  /** Tier 3: 50 a minute. */
  List<Toll> tier3(String method) {
    return List.of(new Toll(in(method), 5, TENTH_OF_MINUTE, 5));
  }

  /** Tier 4: 100 a minute. */
  List<Toll> tier4(String method) {
    return List.of(new Toll(in(method), 10, TENTH_OF_MINUTE, 10));
  }

  /** Answers to presses and commands: about one a second. */
  List<Toll> hook() {
    return List.of(new Toll(in("hooks"), 3, Duration.ofSeconds(3), 3));
  }

  private String in(String bucket) {
    return workspace.map(w -> w + "/" + bucket).orElse(bucket);
  }
}
