package dev.milena.bus;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The latest entries of every conversation, and who reads along. Bounded by entries of one
 * conversation, by bytes and by age over all. Thread-safe: the lock is held for no longer than it
 * takes to hand entries to their readers, which only note them.
 */
public final class FeedWindow {
  /**
   * More partitions than a topic of the hub has: an offset and its partition fit into one number.
   */
  private static final int PARTITIONS_MAX = 1024;

  /** What an entry weighs beside its bytes: its id, its place in two queues and a set. */
  private static final int OVERHEAD_BYTES = 200;

  private final FeedConfig config;
  private final Map<String, Line> lines = new HashMap<>();

  /** All that is remembered, by place, the oldest first. */
  private final SequencedMap<Long, Kept> oldest = new LinkedHashMap<>();

  /** By partition: the last offset that was read, and the last that is remembered no more. */
  private final Map<Integer, Long> read = new HashMap<>();

  private final Map<Integer, Long> forgotten = new HashMap<>();
  private long bytes;

  FeedWindow(FeedConfig config) {
    this.config = config;
  }

  /**
   * An entry as a reader sees it.
   *
   * @param place where it lies, see {@link #place}
   * @param gap whether something between the reader's place and this is remembered no more
   * @param at when Kafka took it
   */
  public record Shown(long place, boolean gap, Instant at, byte[] data) {
    private Shown afterGap() {
      return new Shown(place, true, at, data);
    }

    /** Nothing of the words, which belong to people. */
    @Override
    public String toString() {
      return "Shown[" + place + "]";
    }
  }

  private record Kept(String key, String id, Shown shown) {
    private long bytes() {
      return OVERHEAD_BYTES + shown.data().length;
    }
  }

  /** One conversation. */
  private static final class Line {
    private final Deque<Kept> entries = new ArrayDeque<>();
    private final Set<String> ids = new HashSet<>();
    private final List<Consumer<Shown>> readers = new ArrayList<>();

    /** The last place that was given up for newer ones. */
    private long givenUp = -1;

    private boolean isIdle() {
      return entries.isEmpty() && readers.isEmpty();
    }
  }

  /** Grows along a conversation, and tells of two conversations whether they share a partition. */
  static long place(int partition, long offset) {
    return offset * PARTITIONS_MAX + partition;
  }

  private static int partition(long place) {
    return (int) (place % PARTITIONS_MAX);
  }

  synchronized void add(String key, String id, boolean lasting, Shown shown) {
    int partition = partition(shown.place());
    if (shown.place() <= read.getOrDefault(partition, -1L)) {
      return;
    }
    forgotten.computeIfAbsent(partition, _ -> shown.place() - PARTITIONS_MAX);
    read.put(partition, shown.place());
    Line line = lines.computeIfAbsent(key, _ -> new Line());
    if (!line.ids.contains(id)) {
      if (lasting) {
        keep(line, new Kept(key, id, shown));
      }
      List.copyOf(line.readers).forEach(reader -> reader.accept(shown));
    }
    forgetOld(shown.at().minus(config.window()));
    if (line.isIdle()) {
      lines.remove(key);
    }
  }

  private void keep(Line line, Kept entry) {
    line.entries.add(entry);
    line.ids.add(entry.id());
    oldest.put(entry.shown().place(), entry);
    bytes += entry.bytes();
    if (line.entries.size() > config.entriesMax()) {
      line.givenUp = forgetFirst(line).shown().place();
    }
  }

  private Kept forgetFirst(Line line) {
    Kept first = line.entries.remove();
    line.ids.remove(first.id());
    oldest.remove(first.shown().place());
    bytes -= first.bytes();
    return first;
  }

  private void forgetOld(Instant since) {
    while (!oldest.isEmpty()) {
      Kept first = oldest.firstEntry().getValue();
      if (bytes <= config.bytesMax() && !first.shown().at().isBefore(since)) {
        return;
      }
      // The oldest of all is the oldest of its conversation.
      Line line = lines.get(first.key());
      forgetFirst(line);
      forgotten.put(partition(first.shown().place()), first.shown().place());
      if (line.isIdle()) {
        lines.remove(first.key());
      }
    }
  }

  /** Entries that are held in memory. */
  synchronized int entries() {
    return oldest.size();
  }

  /** Bytes that are remembered. */
  synchronized long bytes() {
    return bytes;
  }

  synchronized Runnable follow(String key, OptionalLong after, Consumer<Shown> reader) {
    Line line = lines.computeIfAbsent(key, _ -> new Line());
    long from = after.orElse(-1);
    Consumer<Shown> own = new Reader(reader, after.isPresent() && from < lost(line, from));
    line.entries.stream().map(Kept::shown).filter(s -> s.place() > from).forEach(own);
    line.readers.add(own);
    return () -> leave(key, own);
  }

  /** Up to where something of what a reader has not seen may be gone. */
  private long lost(Line line, long from) {
    return Math.max(line.givenUp, forgotten.getOrDefault(partition(from), -1L));
  }

  /** Tells once that something is missing. */
  private static final class Reader implements Consumer<Shown> {
    private final Consumer<Shown> reader;
    private boolean gap;

    Reader(Consumer<Shown> reader, boolean gap) {
      this.reader = reader;
      this.gap = gap;
    }

    @Override
    public void accept(Shown shown) {
      boolean first = gap;
      gap = false;
      reader.accept(first ? shown.afterGap() : shown);
    }
  }

  private synchronized void leave(String key, Consumer<Shown> reader) {
    Line line = lines.get(key);
    if (line != null) {
      line.readers.remove(reader);
      if (line.isIdle()) {
        lines.remove(key);
      }
    }
  }
}
