package dev.milena.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.milena.backing.testing.TestKafka;
import dev.milena.model.AccountRef;
import dev.milena.model.ConversationRef;
import dev.milena.model.Priority;
import dev.milena.model.Topics;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AppenderIT {
  /** Longer than any append may take; what takes longer is broken. */
  private static final Duration LONG = Duration.ofSeconds(20);

  private final List<Appender> opened = new ArrayList<>();
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeAll() {
    opened.forEach(Appender::close);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void appendedRecordIsThereWithKeyValueAndHeadersWhenItIsAcknowledged() {
    // Given
    String topic = TestKafka.shared().createTopic("events", 4);
    Appender appender = open(TestBus.config(), topic);
    ProducerRecord<String, byte[]> record = record(topic, "telegram/support/789", "hello");
    record.headers().add("ce_id", "e-1".getBytes(UTF_8));

    // When
    RecordMetadata place = appender.append(record).await().atMost(LONG);

    // Then
    assertThat(place.partition())
        .isEqualTo(TopicPartitioner.partitionOf(topic, "telegram/support/789", 4));
    List<ConsumerRecord<String, byte[]>> there = TestBus.read(topic, place.partition());
    assertThat(there).hasSize(1);
    assertThat(there.getFirst().offset()).isEqualTo(place.offset());
    assertThat(there.getFirst().key()).isEqualTo("telegram/support/789");
    assertThat(there.getFirst().value()).isEqualTo("hello".getBytes(UTF_8));
    assertThat(there.getFirst().headers()).extracting(Header::key).containsExactly("ce_id");
    assertThat(appender.inFlightBytes()).isZero();
  }

  @Test
  void everythingOfOneAccountLandsUnderOneNumberAndParkedRecordsToo() {
    // Given
    AccountRef account = TestBus.randomAccount();
    List<String> topics = new ArrayList<>();
    for (Priority priority : Priority.values()) {
      topics.add(Topics.outbound(account.platform(), priority));
    }
    topics.add(Topics.DELIVERIES);
    topics.add(Topics.PARKED);
    TestBus.Settings config = TestBus.config();
    TopicSetup setup = new TopicSetup(TestBus.kafka(), config.topics());
    setup.ensure(setup.core());
    setup.ensure(setup.outbound(List.of(account.platform())));
    Appender appender = open(config, topics.toArray(String[]::new));

    // When
    List<Integer> numbers = new ArrayList<>();
    for (String topic : topics) {
      for (int chat = 0; chat < 20; chat++) {
        boolean parked = topic.equals(Topics.PARKED);
        String key = parked ? "record-" + chat : ConversationRef.of(account, "c" + chat).key();
        ProducerRecord<String, byte[]> record = record(topic, key, "x");
        if (parked) {
          Records.setAccount(record.headers(), account);
        }
        numbers.add(appender.append(record).await().atMost(LONG).partition());
      }
    }

    // Then
    assertThat(numbers)
        .hasSize(100)
        .containsOnly(TopicPartitioner.partitionOf(account, TestBus.PARTITIONS));
  }

  @Test
  void recordsOfOneKeyLieInTheOrderInWhichTheyWereAppended() throws Exception {
    // Given
    String topic = ledTopic("order");
    // What fails is sent again by whoever asked for it, and then behind what came later.
    Appender appender = open(TestBus.config("milena.kafka.delivery-timeout", "10s"), topic);
    int count = 5_000;
    CountDownLatch answered = new CountDownLatch(count);
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    // When
    for (int n = 0; n < count; n++) {
      appender
          .append(record(topic, "telegram/a/1", "" + n))
          .subscribe()
          .with(
              place -> answered.countDown(),
              failure -> {
                failures.add(failure);
                answered.countDown();
              });
    }

    // Then
    assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(failures).isEmpty();
    int partition = TopicPartitioner.partitionOf(topic, "telegram/a/1", TestBus.PARTITIONS);
    assertThat(TestBus.read(topic, partition))
        .extracting(r -> new String(r.value(), UTF_8))
        .containsExactlyElementsOf(IntStream.range(0, count).mapToObj(n -> "" + n).toList());
  }

  @Test
  void resultComesOnTheContextOfTheCaller() throws Exception {
    // Given
    String topic = TestKafka.shared().createTopic("context", 1);
    Appender appender = open(TestBus.config(), topic);
    Context caller = vertx.getOrCreateContext();
    CompletableFuture<Context> told = new CompletableFuture<>();

    // When
    caller.runOnContext(ignored ->
        appender
            .append(record(topic, "telegram/a/1", "x"))
            .subscribe()
            .with(place -> told.complete(Vertx.currentContext()), told::completeExceptionally));

    // Then
    assertThat(told.get(20, TimeUnit.SECONDS)).isSameAs(caller);
  }

  @Test
  void withoutBrokerAnAppendFailsWithinItsTimeoutAndNeverHoldsUpTheEventLoop() throws Exception {
    // Given
    String topic = TestKafka.shared().createTopic("down", 2);
    Appender appender = open(TestBus.config(), topic);
    appender.append(record(topic, "telegram/a/1", "x")).await().atMost(LONG);
    Queue<Long> calls = new ConcurrentLinkedQueue<>();
    Queue<Long> waits = new ConcurrentLinkedQueue<>();
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    int count = 200;

    // When
    TestKafka.shared().stop();
    try {
      Context eventLoop = vertx.getOrCreateContext();
      for (int n = 0; n < count; n++) {
        eventLoop.runOnContext(ignored -> appendMeasured(appender, topic, calls, waits, failures));
      }
      await().atMost(LONG).until(() -> waits.size() == count);
    } finally {
      TestKafka.shared().start();
    }

    // Then
    assertThat(failures).hasSize(count).allMatch(KafkaException.class::isInstance);
    assertThat(waits).allMatch(wait -> wait < Duration.ofMillis(3_000).toNanos());
    // A send that waited for metadata or memory would take a second.
    assertThat(calls).allMatch(call -> call < Duration.ofMillis(700).toNanos());
    assertThat(appender.inFlightBytes()).isZero();
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .until(
            () -> appender.append(record(topic, "telegram/a/1", "y")).await().atMost(LONG) != null);
  }

  private static void appendMeasured(
      Appender appender,
      String topic,
      Queue<Long> calls,
      Queue<Long> waits,
      Queue<Throwable> failures) {
    long begun = System.nanoTime();
    appender
        .append(record(topic, "telegram/a/1", "x"))
        .subscribe()
        .with(
            place -> waits.add(System.nanoTime() - begun),
            failure -> {
              failures.add(failure);
              waits.add(System.nanoTime() - begun);
            });
    calls.add(System.nanoTime() - begun);
  }

  @Test
  void whatDoesNotFitIntoTheBoundIsRefusedAtOnceAndFitsLater() {
    // Given
    String topic = TestKafka.shared().createTopic("bound", 1);
    Appender appender =
        open(
            TestBus.config(
                "milena.kafka.in-flight-bytes-max", "10000", "milena.kafka.linger", "1s"),
            topic);
    AtomicInteger acknowledged = new AtomicInteger();
    appender
        .append(record(topic, "telegram/a/1", "x".repeat(6_000)))
        .subscribe()
        .with(place -> acknowledged.incrementAndGet());

    // When
    long begun = System.nanoTime();
    assertThatThrownBy(() ->
            appender.append(record(topic, "telegram/a/1", "x".repeat(6_000))).await().atMost(LONG))
        .isInstanceOf(OverloadedException.class)
        .hasMessageContaining("10000");
    long refusedAfter = System.nanoTime() - begun;

    // Then
    assertThat(refusedAfter).isLessThan(Duration.ofMillis(700).toNanos());
    assertThat(acknowledged).hasValue(0);
    await().atMost(LONG).until(() -> appender.inFlightBytes() == 0);
    appender.append(record(topic, "telegram/a/1", "x".repeat(6_000))).await().atMost(LONG);
    assertThat(TestBus.read(topic, 0)).hasSize(2);
  }

  @Test
  void listLargerThanTheBoundPassesWhenNothingElseIsOnItsWay() {
    // Given
    String topic = TestKafka.shared().createTopic("large", 1);
    Appender appender = open(TestBus.config("milena.kafka.in-flight-bytes-max", "10000"), topic);
    List<ProducerRecord<String, byte[]>> many =
        IntStream.range(0, 50)
            .mapToObj(n -> record(topic, "telegram/a/1", "x".repeat(1_000)))
            .toList();

    // When
    appender.appendAll(many).await().atMost(LONG);

    // Then
    assertThat(TestBus.read(topic, 0)).hasSize(50);
  }

  @Test
  void listFailsWhenOneOfItFailsAndOnlyAfterTheRestIsDone() {
    // Given
    String topic = TestKafka.shared().createTopic("partly", 1);
    Appender appender = open(TestBus.config("milena.kafka.record-bytes-max", "5000"), topic);
    List<ProducerRecord<String, byte[]>> records =
        List.of(
            record(topic, "telegram/a/1", "first"),
            record(topic, "telegram/a/1", "x".repeat(6_000)),
            record(topic, "telegram/a/1", "last"));

    // When / Then
    assertThatThrownBy(() -> appender.appendAll(records).await().atMost(LONG))
        .isInstanceOf(RecordTooLargeException.class);
    assertThat(appender.inFlightBytes()).isZero();
    assertThat(TestBus.read(topic, 0))
        .extracting(r -> new String(r.value(), UTF_8))
        .containsExactly("first", "last");
  }

  @Test
  void emptyListIsDoneAtOnce() {
    // Given
    Appender unconnected = new Appender(TestBus.kafka(), TestBus.config().kafka());

    // When / Then
    assertThat(unconnected.appendAll(List.of()).await().atMost(LONG)).isNull();
  }

  @Test
  void missingTopicFailsItsOwnRecordsAndHoldsUpNoOthers() {
    // Given
    String topic = TestKafka.shared().createTopic("there", 1);
    String missing = TestKafka.randomName("missing");
    Appender appender =
        open(
            TestBus.config(
                "milena.kafka.request-timeout", "4s", "milena.kafka.delivery-timeout", "8s"),
            topic);
    CompletableFuture<RecordMetadata> lost =
        appender.append(record(missing, "telegram/a/1", "x")).subscribeAsCompletionStage();

    // When
    Uni<RecordMetadata> other = appender.append(record(topic, "telegram/a/1", "x"));

    // Then
    assertThat(other.await().atMost(Duration.ofSeconds(3))).isNotNull();
    assertThat(lost).isNotDone();
    assertThat(lost)
        .failsWithin(LONG)
        .withThrowableThat()
        .withCauseInstanceOf(TimeoutException.class);
    assertThat(appender.inFlightBytes()).isZero();
  }

  @Test
  void recordsForATopicThatIsNewToItKeepTheirOrder() throws Exception {
    // Given
    String fresh = ledTopic("fresh");
    Appender appender = open(TestBus.config());
    CountDownLatch acknowledged = new CountDownLatch(300);

    // When
    for (int n = 0; n < 300; n++) {
      appender
          .append(record(fresh, "telegram/a/1", "" + n))
          .subscribe()
          .with(place -> acknowledged.countDown());
    }

    // Then
    assertThat(acknowledged.await(20, TimeUnit.SECONDS)).isTrue();
    int partition = TopicPartitioner.partitionOf(fresh, "telegram/a/1", TestBus.PARTITIONS);
    assertThat(TestBus.read(fresh, partition))
        .extracting(r -> new String(r.value(), UTF_8))
        .containsExactlyElementsOf(IntStream.range(0, 300).mapToObj(n -> "" + n).toList());
  }

  @Test
  void beforeKafkaWasReachedItIsNotReadyAndRefuses() {
    // Given
    Appender appender = new Appender(TestBus.kafka(), TestBus.config().kafka());

    // When / Then
    assertThat(appender.ready()).isFalse();
    assertThatThrownBy(
            () -> appender.append(record("any", "telegram/a/1", "x")).await().atMost(LONG))
        .isInstanceOf(NotReadyException.class);
    assertThat(appender.inFlightBytes()).isZero();
  }

  @Test
  void readyMeansThatTheTopicsOfTheStartAreKnown() {
    // Given
    String topic = TestKafka.shared().createTopic("warm", 1);
    Appender appender = new Appender(TestBus.kafka(), TestBus.config().kafka());
    opened.add(appender);

    // When
    assertThatThrownBy(() -> appender.warm(List.of(topic, TestKafka.randomName("missing"))))
        .isInstanceOf(KafkaException.class);

    // Then
    assertThat(appender.ready()).isFalse();
    Appender other = open(TestBus.config(), topic);
    assertThat(other.ready()).isTrue();
  }

  @Test
  void topicOfTheStartThatIsGoneIsAskedForUntilItIsThere() throws Exception {
    // Given
    String topic = TestKafka.shared().createTopic("back", 1);
    Appender appender = open(TestBus.config(), topic);
    try (Admin admin = Admin.create(TestBus.kafka())) {
      admin.deleteTopics(List.of(topic)).all().get(20, TimeUnit.SECONDS);
    }
    await()
        .atMost(LONG)
        .until(() -> {
          appender
              .append(record(topic, "telegram/a/1", "x"))
              .onFailure()
              .recoverWithNull()
              .await()
              .atMost(LONG);
          return !appender.ready();
        });

    // When
    TestKafka.shared().createTopic(topic, 1, Map.of());

    // Then
    await().atMost(LONG).until(appender::ready);
    assertThat(appender.inFlightBytes()).isZero();
  }

  @Test
  void closingSendsWhatWasAdmittedAndRefusesTheRest() {
    // Given
    String topic = TestKafka.shared().createTopic("closing", 1);
    Appender appender = open(TestBus.config("milena.kafka.linger", "500ms"), topic);
    List<CompletableFuture<RecordMetadata>> admitted =
        IntStream.range(0, 100)
            .mapToObj(n -> appender.append(record(topic, "telegram/a/1", "" + n)))
            .map(Uni::subscribeAsCompletionStage)
            .toList();

    // When
    appender.close();

    // Then
    assertThat(admitted).allSatisfy(result -> assertThat(result).succeedsWithin(LONG));
    assertThatThrownBy(
            () -> appender.append(record(topic, "telegram/a/1", "x")).await().atMost(LONG))
        .isInstanceOf(NotReadyException.class);
    assertThat(appender.ready()).isFalse();
    assertThat(TestBus.read(topic, 0)).hasSize(100);
  }

  /** As the hub makes one. */
  private static String ledTopic(String prefix) {
    String topic = Topics.ROUTED_PREFIX + TestKafka.randomName(prefix);
    TopicSetup setup = new TopicSetup(TestBus.kafka(), TestBus.config().topics());
    setup.ensure(List.of(setup.routed(topic)));
    return topic;
  }

  private Appender open(TestBus.Settings config, String... topics) {
    Appender appender = TestBus.appender(config, topics);
    opened.add(appender);
    return appender;
  }

  private static ProducerRecord<String, byte[]> record(String topic, String key, String value) {
    return new ProducerRecord<>(topic, key, value.getBytes(UTF_8));
  }
}
