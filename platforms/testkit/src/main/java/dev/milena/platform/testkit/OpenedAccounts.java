package dev.milena.platform.testkit;

import dev.milena.model.AccountRef;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The accounts of a simulator, and what the platform has for each. Thread-safe.
 *
 * @param <A> a bot, an app
 */
public final class OpenedAccounts<A> {
  private final Map<AccountRef, A> all = new ConcurrentHashMap<>();

  /** The one of that name, made if it is not there yet. */
  public A open(AccountRef ref, Function<AccountRef, A> made) {
    return all.computeIfAbsent(ref, made);
  }

  /** Opens one anew: whatever had that name is gone. */
  public A replace(AccountRef ref, A opened) {
    all.put(ref, opened);
    return opened;
  }

  /**
   * The one of that name.
   *
   * @throws IllegalStateException when nobody opened it
   */
  public A get(AccountRef ref) {
    return Optional.ofNullable(all.get(ref))
        .orElseThrow(() -> new IllegalStateException("Nobody opened " + ref));
  }

  /** The one that is meant. */
  public Optional<A> find(Predicate<A> meant) {
    return stream().filter(meant).findFirst();
  }

  public Stream<A> stream() {
    return all.values().stream();
  }
}
