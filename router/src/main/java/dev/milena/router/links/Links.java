package dev.milena.router.links;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.milena.router.changes.Changes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Finds where a message goes on. What is linked is remembered; what is not is asked for each time,
 * for a link may appear.
 */
@ApplicationScoped
public class Links {
  /** Entries of about 300 bytes: 60 MB. Who is not among them costs a row in a query. */
  private static final int CACHED_MAX = 200_000;

  private final Cache<Corner, List<Far>> linked =
      Caffeine.newBuilder().maximumSize(CACHED_MAX).build();
  private final AtomicLong thrownAway = new AtomicLong();
  private final LinkRows rows;

  /**
   * @param asOf counts how often such knowledge had been thrown away when this was read
   */
  public record Found(Map<Corner, List<Far>> far, long asOf) {
    public List<Far> from(Corner corner) {
      return far.getOrDefault(corner, List.of());
    }
  }

  Links(LinkRows rows, Changes changes) {
    this.rows = rows;
    changes.onChange("links", this::forget);
  }

  /** Forgets what is linked: a link was made by hand, moved or taken away. */
  public void forget() {
    thrownAway.incrementAndGet();
    linked.invalidateAll();
  }

  /** All other ends of what is linked to these corners, directly or through others, each once. */
  public Uni<Found> find(SqlConnection connection, Collection<Corner> corners) {
    long asOf = thrownAway.get();
    Map<Corner, List<Far>> found = new HashMap<>();
    Set<Corner> unknown = new HashSet<>();
    for (Corner corner : corners) {
      List<Far> cached = linked.getIfPresent(corner);
      if (cached == null) {
        unknown.add(corner);
      } else {
        found.put(corner, cached);
      }
    }
    return rows.reach(connection, unknown)
        .invoke(found::putAll)
        .map(done -> new Found(found, asOf));
  }

  /**
   * Opens links that routes ask for; where one is there already, it stays. The same opening at the
   * same moment by another router gives one link.
   */
  public Uni<Void> open(SqlConnection connection, List<Opening> openings) {
    return openings.isEmpty()
        ? Uni.createFrom().voidItem()
        : rows.open(connection, openings, 0)
            .chain(() -> rows.unopened(connection, openings))
            .chain(left ->
                left.isEmpty() ? Uni.createFrom().voidItem() : rows.open(connection, left, 1));
  }

  /** Moves the links of a conversation to where the platform has moved the chat. */
  public Uni<Void> move(SqlConnection connection, Move move) {
    return rows.move(connection, move);
  }

  /** Remembers what a committed batch has found, unless it may have been changed meanwhile. */
  public void keep(Found found) {
    if (found.asOf() == thrownAway.get()) {
      found.far().forEach((corner, far) -> keep(corner, far));
    }
  }

  private void keep(Corner corner, List<Far> far) {
    if (!far.isEmpty()) {
      linked.put(corner, far);
    }
  }
}
