package dev.milena.bus;

import dev.milena.model.Account;
import dev.milena.model.AccountRecord;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.model.Sealer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Keeps accounts by what records of {@code milena.accounts} say. One thread writes, any thread
 * asks.
 */
final class AccountBook {
  private static final Logger LOG = Logger.getLogger(AccountBook.class);

  /**
   * How many complaints are remembered, and so made at all: whoever has that many has read the
   * first.
   */
  private static final int COMPLAINTS_MAX = 1_000;

  private final Sealer sealer;
  private final AccountFilter filter;
  private final Map<AccountRef, Account> accounts = new ConcurrentHashMap<>();

  /** Accounts that other processes serve. */
  private final Map<AccountRef, Account> others = new ConcurrentHashMap<>();

  private final Map<String, AccountRef> paths = new ConcurrentHashMap<>();

  /** The latest version seen of each account, deleted ones too. The writer's own. */
  private final Map<AccountRef, Long> versions = new ConcurrentHashMap<>();

  /**
   * What could not be read, so that each is told once. The writer's own; as many as there are
   * accounts.
   */
  private final Set<String> complaints = ConcurrentHashMap.newKeySet();

  private final List<Consumer<AccountTable.Change>> listeners = new CopyOnWriteArrayList<>();

  /**
   * Whether listeners hear of changes as they come. Before that the table is being read for the
   * first time.
   */
  private boolean telling;

  AccountBook(Sealer sealer, AccountFilter filter) {
    this.sealer = sealer;
    this.filter = filter;
  }

  boolean serves(AccountRef ref) {
    return filter.serves(ref);
  }

  Optional<Account> find(AccountRef ref) {
    return Optional.ofNullable(accounts.get(ref));
  }

  Optional<Account> findAnywhere(AccountRef ref) {
    return find(ref).or(() -> Optional.ofNullable(others.get(ref)));
  }

  Optional<Account> findByPath(String path) {
    return Optional.ofNullable(paths.get(path)).flatMap(this::find);
  }

  Collection<Account> all() {
    return List.copyOf(accounts.values());
  }

  void onChange(Consumer<AccountTable.Change> listener) {
    listeners.add(listener);
  }

  /** Tells what is there, once; from now on changes are told as they come. */
  void tellFirst() {
    if (!telling) {
      telling = true;
      all().forEach(account -> tell(account.ref(), Optional.empty(), Optional.of(account)));
    }
  }

  /** Takes in one record. One that cannot be read changes nothing. */
  void read(ConsumerRecord<String, byte[]> record) {
    try {
      if (record.value() == null) {
        // Whoever overwrites an account with nothing wants it gone; its version stays known.
        replace(AccountRef.parse(record.key()), Optional.empty());
      } else {
        read(Json.read(Json.tree(record.value()), AccountRecord.class));
      }
    } catch (Json.UnreadableException | IllegalArgumentException e) {
      String place = record.topic() + "-" + record.partition() + "@" + record.offset();
      complain(
          place, "The record at " + place + " is no account and is passed over: " + e.getMessage());
    }
  }

  private void read(AccountRecord record) {
    AccountRef ref = record.ref();
    if (record.version() <= versions.getOrDefault(ref, Long.MIN_VALUE)) {
      return;
    }
    try {
      Optional<Account> now = record.deleted() ? Optional.empty() : record.open(sealer);
      versions.put(ref, record.version());
      complaints.remove(ref.key());
      replace(ref, now);
    } catch (Sealer.CannotOpenException e) {
      if (!filter.serves(ref)) {
        return;
      }
      complain(
          ref.key(),
          "Account "
              + ref
              + " cannot be opened and stays as it was: "
              + e.getMessage()
              + ". Give this process the router's milena.sealing-key, or save the account again");
    }
  }

  private void replace(AccountRef ref, Optional<Account> now) {
    if (!filter.serves(ref)) {
      now.ifPresentOrElse(account -> others.put(ref, account), () -> others.remove(ref));
      return;
    }
    Optional<Account> before =
        Optional.ofNullable(now.isPresent() ? accounts.put(ref, now.get()) : accounts.remove(ref));
    before.flatMap(this::path).ifPresent(path -> paths.remove(path, ref));
    now.flatMap(this::path).ifPresent(path -> claim(path, ref));
    if (telling && (before.isPresent() || now.isPresent())) {
      tell(ref, before, now);
    }
  }

  private void claim(String path, AccountRef ref) {
    AccountRef other = paths.putIfAbsent(path, ref);
    if (other != null && !other.equals(ref)) {
      complain(
          path,
          "Both " + other + " and " + ref + " have the path " + path + "; the first one keeps it");
    }
  }

  private Optional<String> path(Account account) {
    try {
      return account.common().path();
    } catch (Json.UnreadableException e) {
      complain(account.toString(), account + " has no path: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void tell(AccountRef ref, Optional<Account> before, Optional<Account> now) {
    AccountTable.Change change = new AccountTable.Change(ref, before, now);
    for (Consumer<AccountTable.Change> listener : listeners) {
      try {
        listener.accept(change);
      } catch (RuntimeException e) {
        LOG.errorf(e, "A listener failed on a change of account %s; the others are told", ref);
      }
    }
  }

  private void complain(String about, String message) {
    if (complaints.size() < COMPLAINTS_MAX && complaints.add(about)) {
      LOG.error(message);
    }
  }
}
