package dev.milena.platform.vk;

import dev.milena.platform.Payload;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the Long Poll is read: {@code 1042@1790000000}.
 *
 * @param ts VK's own word for it
 * @param at when that was, by our clock: what is newer has to be looked for where VK has forgotten
 *     what came behind {@code ts}. Absent in what an older hub has written
 */
record VkPosition(String ts, Optional<Instant> at) {
  private static final char BETWEEN = '@';

  static VkPosition parse(String text) {
    int end = text.lastIndexOf(BETWEEN);
    String seconds = text.substring(end + 1);
    return end < 0 || !seconds.matches("[0-9]{1,12}")
        ? new VkPosition(text, Optional.empty())
        : new VkPosition(text.substring(0, end), Payload.seconds(Long.parseLong(seconds)));
  }

  static VkPosition now(String ts) {
    return new VkPosition(ts, Optional.of(Instant.now()));
  }

  String text() {
    return ts + at.map(when -> BETWEEN + Long.toString(when.getEpochSecond())).orElse("");
  }
}
