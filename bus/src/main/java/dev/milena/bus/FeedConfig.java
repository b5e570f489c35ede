package dev.milena.bus;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much of the feed a process remembers that holds connections of people's programs. */
@ConfigMapping(prefix = "milena.feed")
public interface FeedConfig {
  /**
   * How far back a program that comes anew is shown what was said. Default 4 h: who left a page for
   * lunch finds it as it was. No further than {@code milena.topics.retention}.
   */
  @WithDefault("4h")
  Duration window();

  /**
   * Entries of one conversation that are remembered. Default 200: more than a page of a chat shows.
   */
  @WithDefault("200")
  int entriesMax();

  /**
   * Bytes of entries that are remembered, over all conversations; the oldest go first. Default 64
   * MiB: a hundred thousand messages.
   */
  @WithDefault("67108864")
  long bytesMax();
}
