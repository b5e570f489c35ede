package dev.milena.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.milena.model.Account;
import dev.milena.model.AccountRecord;
import dev.milena.model.AccountRef;
import dev.milena.model.Sealer;
import dev.milena.model.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountTableIT {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Sealer sealer = TestBus.sealer(TestBus.sealingKey());
  private final AccountRef ref = TestBus.randomAccount();
  private final List<AccountTable> tables = new ArrayList<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final Handler ear = new Ear(complaints);
  private Appender appender;

  @BeforeAll
  static void makeTopics() {
    TopicSetup setup = new TopicSetup(TestBus.kafka(), TestBus.config().topics());
    setup.ensure(setup.core());
  }

  @BeforeEach
  void open() {
    appender = TestBus.appender(TestBus.config(), Topics.ACCOUNTS);
    Logger.getLogger(AccountBook.class.getName()).addHandler(ear);
  }

  @AfterEach
  void close() {
    Logger.getLogger(AccountBook.class.getName()).removeHandler(ear);
    tables.forEach(AccountTable::close);
    appender.close();
  }

  @Test
  void whatIsThereAtTheStartIsKnownWhenTheTableIsReady() {
    // Given
    publish(1);
    publish(2);

    // When
    AccountTable table = table();

    // Then
    assertThat(version(table)).contains(2L);
    assertThat(table.findByPath(path(2))).map(Account::ref).contains(ref);
    assertThat(table.findByPath(path(1))).isEmpty();
    assertThat(table.all()).extracting(Account::ref).contains(ref);
  }

  @Test
  void changeIsSeenWithinASecond() {
    // Given
    AccountTable table = table();
    Queue<AccountTable.Change> changes = listen(table);
    publish(1);
    await().atMost(LONG).until(() -> version(table).equals(Optional.of(1L)));

    // When
    publish(2);

    // Then
    await()
        .atMost(Duration.ofSeconds(1))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> version(table).equals(Optional.of(2L)));
    await().atMost(LONG).until(() -> changes.size() == 2);
    assertThat(changes)
        .extracting(c -> c.before().map(Account::version), c -> c.now().map(Account::version))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Optional.empty(), Optional.of(1L)),
            org.assertj.core.groups.Tuple.tuple(Optional.of(1L), Optional.of(2L)));
    assertThat(table.findByPath(path(1))).isEmpty();
    assertThat(table.findByPath(path(2))).map(Account::ref).contains(ref);
  }

  @Test
  void lowerAndEqualVersionsAreIgnored() {
    // Given
    AccountTable table = table();
    Queue<AccountTable.Change> changes = listen(table);
    publish(5);

    // When
    publish(4);
    publish(5);
    publish(6);

    // Then
    await().atMost(LONG).until(() -> version(table).equals(Optional.of(6L)));
    assertThat(changes)
        .extracting(c -> c.now().map(Account::version).orElse(-1L))
        .containsExactly(5L, 6L);
  }

  @Test
  void deletedAccountIsGoneAndAnOlderRecordDoesNotBringItBack() {
    // Given
    AccountTable table = table();
    Queue<AccountTable.Change> changes = listen(table);
    publish(1);

    // When
    send(AccountTable.toRecord(AccountRecord.deleted(ref, 3, AccountRecord.Source.API)));
    publish(2);
    AccountRef marker = publishMarker();

    // Then
    await().atMost(LONG).until(() -> table.find(marker).isPresent());
    assertThat(table.find(ref)).isEmpty();
    assertThat(table.findByPath(path(1))).isEmpty();
    assertThat(changes)
        .filteredOn(c -> c.ref().equals(ref))
        .extracting(c -> c.now().isPresent())
        .containsExactly(true, false);
    assertThat(table().find(ref)).isEmpty();
  }

  @Test
  void tombstoneRemovesAnAccount() {
    // Given
    AccountTable table = table();
    publish(1);

    // When
    send(new ProducerRecord<>(Topics.ACCOUNTS, ref.key(), null));

    // Then
    AccountRef marker = publishMarker();
    await().atMost(LONG).until(() -> table.find(marker).isPresent());
    assertThat(table.find(ref)).isEmpty();
  }

  @Test
  void recordUnderAnotherKeyIsReportedOnceByNameAndChangesNothing() {
    // Given
    Sealer foreign = TestBus.sealer(TestBus.sealingKey());
    AccountTable table = table();
    publish(1);

    // When
    send(TestBus.published(ref, 2, foreign));
    send(TestBus.published(ref, 3, foreign));

    // Then
    AccountRef marker = publishMarker();
    await().atMost(LONG).until(() -> table.find(marker).isPresent());
    assertThat(version(table)).contains(1L);
    assertThat(complaints)
        .filteredOn(c -> c.contains(ref.key()))
        .hasSize(1)
        .allMatch(c -> c.contains("milena.sealing-key"));
  }

  @Test
  void sameVersionUnderTheRightKeyIsTakenAfterAWrongOne() {
    // Given
    AccountTable table = table();
    send(TestBus.published(ref, 2, TestBus.sealer(TestBus.sealingKey())));

    // When
    publish(2);

    // Then
    await().atMost(LONG).until(() -> version(table).equals(Optional.of(2L)));
  }

  @Test
  void recordThatIsNoAccountIsPassedOver() {
    // Given
    AccountTable table = table();
    String secret = "hunter2";

    // When
    send(new ProducerRecord<>(Topics.ACCOUNTS, ref.key(), ("{\"" + secret).getBytes()));
    publish(1);

    // Then
    await().atMost(LONG).until(() -> version(table).equals(Optional.of(1L)));
    assertThat(complaints)
        .anyMatch(c -> c.contains(Topics.ACCOUNTS))
        .noneMatch(c -> c.contains(secret));
  }

  @Test
  void accountsThatTheFilterLeavesOutAreNotThere() {
    // Given
    publish(1);

    // When
    AccountTable elsewhere = table("milena.accounts.filter", "nowhere/*");
    AccountTable here = table("milena.accounts.filter", "nowhere/*," + ref.platform() + "/*");

    // Then
    assertThat(elsewhere.all()).isEmpty();
    assertThat(elsewhere.findByPath(path(1))).isEmpty();
    assertThat(here.all()).extracting(Account::ref).containsExactly(ref);
  }

  @Test
  void listenerBeforeTheStartHearsOfEachAccountOnce() {
    // Given
    publish(1);
    publish(2);
    AccountTable table = closed("milena.accounts.filter", ref.platform() + "/*");
    Queue<AccountTable.Change> changes = listen(table);

    // When
    table.start();
    table.whenReady().await().atMost(LONG);

    // Then
    assertThat(changes).hasSize(1);
    assertThat(changes.element().before()).isEmpty();
    assertThat(changes.element().now().map(Account::version)).contains(2L);
  }

  @Test
  void failingListenerKeepsNobodyElseFromHearing() {
    // Given
    AccountTable table = table();
    table.onChange(change -> {
      throw new IllegalStateException("a listener's own fault");
    });
    Queue<AccountTable.Change> changes = listen(table);

    // When
    publish(1);
    publish(2);

    // Then
    await().atMost(LONG).until(() -> changes.size() == 2);
  }

  @Test
  void twoAccountsWithOnePathAreReportedAndTheFirstKeepsIt() {
    // Given
    AccountTable table = table();
    publish(1);
    AccountRef second = new AccountRef(ref.platform(), "second");

    // When
    send(TestBus.published(second, 1, sealer));

    // Then
    await().atMost(LONG).until(() -> table.find(second).isPresent());
    assertThat(table.findByPath(path(1))).map(Account::ref).contains(ref);
    assertThat(complaints).anyMatch(c -> c.contains(path(1)));
  }

  private AccountTable closed(String... settings) {
    AccountTable table =
        new AccountTable(TestBus.kafka(), TestBus.config(settings).accounts(), sealer);
    tables.add(table);
    return table;
  }

  private AccountTable table(String... settings) {
    AccountTable table = closed(settings);
    assertThat(table.ready()).isFalse();
    table.start();
    table.whenReady().await().atMost(LONG);
    assertThat(table.ready()).isTrue();
    return table;
  }

  private Queue<AccountTable.Change> listen(AccountTable table) {
    Queue<AccountTable.Change> changes = new ConcurrentLinkedQueue<>();
    table.onChange(changes::add);
    return changes;
  }

  private Optional<Long> version(AccountTable table) {
    return table.find(ref).map(Account::version);
  }

  private String path(long version) {
    return "/" + ref.platform() + "-" + version;
  }

  private void publish(long version) {
    send(TestBus.published(ref, version, sealer));
  }

  /** A later record of the same partition: once it is seen, everything before it has been. */
  private AccountRef publishMarker() {
    int partition = TopicPartitioner.partitionOf(ref, TestBus.PARTITIONS);
    AccountRef marker = TestBus.randomAccount();
    while (TopicPartitioner.partitionOf(marker, TestBus.PARTITIONS) != partition) {
      marker = TestBus.randomAccount();
    }
    send(TestBus.published(marker, 1, sealer));
    return marker;
  }

  private void send(ProducerRecord<String, byte[]> record) {
    appender.append(record).await().atMost(LONG);
  }

  /** Hears what is logged. */
  private static final class Ear extends Handler {
    private final Queue<String> heard;

    Ear(Queue<String> heard) {
      this.heard = heard;
    }

    @Override
    public void publish(LogRecord record) {
      heard.add(record.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
