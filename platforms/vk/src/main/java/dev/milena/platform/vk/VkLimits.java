package dev.milena.platform.vk;

import dev.milena.platform.Toll;
import java.time.Duration;
import java.util.List;

/**
 * How often VK lets a community call: 20 times a second, all methods together. 16 of these are for
 * what goes out, the others for questions about what comes in, since nobody counts both at once.
 *
 * <p>One call of {@code execute} carries 25 others, which {@link VkCalls} packs when calls come
 * faster than that; so the hub may hand them over as fast as they can be carried.
 *
 * @see <a href="https://dev.vk.com/ru/api/api-requests">Requests, limits, read 2026-11-21</a>
 */
final class VkLimits {
  /** Evenly: VK counts where its calls arrive, and they do not arrive evenly. */
  static final Duration BETWEEN_CALLS = Duration.ofSeconds(1).dividedBy(16);

  /** Names of people, and what was missed. */
  static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1).dividedBy(4);

  /** VK's own bound on one {@code execute}. */
  static final int PACKED_MAX = 25;

  private static final Toll PACKED =
      new Toll("packed", 16 * PACKED_MAX, Duration.ofSeconds(1), PACKED_MAX);

  /** What has to be filled in goes alone. */
  private static final Toll ALONE = new Toll("alone", 8, Duration.ofSeconds(1), 4);

  private VkLimits() {}

  static List<Toll> packed() {
    return List.of(PACKED);
  }

  static List<Toll> alone() {
    return List.of(PACKED, ALONE);
  }
}
