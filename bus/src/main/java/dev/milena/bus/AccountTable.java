package dev.milena.bus;

import dev.milena.model.Account;
import dev.milena.model.AccountRecord;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.model.Sealer;
import dev.milena.model.Topics;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The accounts that this process serves, as {@code milena.accounts} has them: read to the end that
 * the topic has at the start, then kept up to date within a fraction of a second. Needs no database
 * and belongs to no group.
 *
 * <p>Thread-safe; questions are answered from memory. When Kafka is away, what was read last
 * stands.
 */
@Singleton
public class AccountTable {
  private final AccountBook book;
  private final TopicFollower follower;

  AccountTable(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      AccountsConfig config,
      Sealer sealer) {
    this.book = new AccountBook(sealer, new AccountFilter(config.filter()));
    this.follower =
        new TopicFollower(kafka, Topics.ACCOUNTS, "accounts", book::read, book::tellFirst);
  }

  /**
   * An account appeared, has other settings, or is gone.
   *
   * @param before absent: it was not there
   * @param now absent: it is gone
   */
  public record Change(AccountRef ref, Optional<Account> before, Optional<Account> now) {}

  /** The record in which the router publishes an account. */
  public static ProducerRecord<String, byte[]> toRecord(AccountRecord account) {
    return new ProducerRecord<>(Topics.ACCOUNTS, account.ref().key(), Json.bytes(account));
  }

  /** Whether this process would serve an account of that name, be it known by now or not. */
  public boolean serves(AccountRef ref) {
    return book.serves(ref);
  }

  /** An account that this process serves. */
  public Optional<Account> find(AccountRef ref) {
    return book.find(ref);
  }

  /**
   * An account of the hub, served by this process or by another: for what any process can do in its
   * name without getting into another's way, such as fetching a file.
   */
  public Optional<Account> findAnywhere(AccountRef ref) {
    return book.findAnywhere(ref);
  }

  /** The account whose own web address this is, see {@link Account.Common#path()}. */
  public Optional<Account> findByPath(String path) {
    return book.findByPath(path);
  }

  /** All accounts that this process serves, at this moment. */
  public Collection<Account> all() {
    return book.all();
  }

  /**
   * Has every later change told, in order, on the table's own thread: be quick, and block nothing.
   * What the topic holds at the start is told as well, each account once, to those who ask before
   * the table is ready; later listeners look at {@link #all()} after they have asked. Listeners
   * stay for the life of the process.
   */
  public void onChange(java.util.function.Consumer<Change> listener) {
    book.onChange(listener);
  }

  /** Whether the topic has been read to the end that it had at the start. Stays true. */
  public boolean ready() {
    return follower.ready();
  }

  /** Done when {@link #ready()}. Never fails. */
  public Uni<Void> whenReady() {
    return follower.whenReady();
  }

  /** Begins to read. Returns at once; again: does nothing. */
  void start() {
    follower.start();
  }

  /** Blocks until {@link #ready()}; throws Kafka's TimeoutException when that takes too long. */
  void awaitReady(Duration within) {
    follower.awaitReady(within);
  }

  /** Stops reading; when it returns, listeners hear of nothing more. */
  @PreDestroy
  void close() {
    follower.close();
  }

  /** The platforms that this process has accounts of. */
  List<String> platforms() {
    return book.all().stream().map(a -> a.ref().platform()).distinct().sorted().toList();
  }
}
