package dev.milena.router.relay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.router.RouterConfig;
import dev.milena.router.store.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends the talk of two programs that answer each other: counts what programs say in a conversation,
 * minute by minute.
 */
@ApplicationScoped
public class LoopGuard {
  /**
   * Conversations with programs in them, in one minute, on one router. Beyond that the oldest
   * starts from zero.
   */
  private static final int COUNTED_MAX = 50_000;

  private final Cache<UUID, AtomicInteger> said =
      Caffeine.newBuilder()
          .maximumSize(COUNTED_MAX)
          .expireAfterWrite(Duration.ofMinutes(1))
          .build();
  private final int perMinute;

  LoopGuard(RouterConfig config) {
    this.perMinute = config.botMessagesPerMinute();
  }

  /**
   * Counts a message of a program; says whether it is one too many. People may talk as much as they
   * like.
   */
  public boolean isLoop(Event event) {
    boolean program = event.sender().filter(s -> s.bot()).isPresent();
    if (!program
        || event.conversation().isEmpty()
        || !(event.what() instanceof Happening.MessageCreated)) {
      return false;
    }
    UUID id = Ids.conversation(event.conversation().get().ref(event.account()));
    return said.get(id, i -> new AtomicInteger()).incrementAndGet() > perMinute;
  }
}
