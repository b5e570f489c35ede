package dev.milena.router.changes;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A value that is read once and kept until told to forget it. Thread-safe; never keeps what was
 * read before a forgetting.
 */
public final class Reloaded<T> {
  private final Supplier<Uni<T>> read;
  private final AtomicLong forgotten = new AtomicLong();
  private final AtomicReference<Kept<T>> kept = new AtomicReference<>();

  private record Kept<T>(T value, long asOf) {}

  public Reloaded(Supplier<Uni<T>> read) {
    this.read = read;
  }

  public void forget() {
    forgotten.incrementAndGet();
  }

  /** The kept value, else one freshly read. */
  public Uni<T> get() {
    Kept<T> now = kept.get();
    long asOf = forgotten.get();
    return now != null && now.asOf() == asOf
        ? Uni.createFrom().item(now.value())
        : read.get().invoke(value -> kept.set(new Kept<>(value, asOf)));
  }
}
