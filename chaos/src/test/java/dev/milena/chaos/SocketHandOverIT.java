package dev.milena.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.bus.AccountTable;
import dev.milena.bus.Records;
import dev.milena.model.AccountRecord;
import dev.milena.model.AccountRef;
import dev.milena.model.Envelopes;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Topics;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.SimulatorFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Two ingress processes, and the sockets of every platform that has any. */
class SocketHandOverIT {
  /** What operators are promised: sockets of a replica that is told to stop are elsewhere. */
  private static final Duration HAND_OVER_MAX = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Each platform has some, so that each process has one of each in all likelihood. */
  private static final int ACCOUNTS = 3;

  /** An id beyond 32 bits, as platforms have them. */
  private static final long CHAT = 5_600_000_002L;

  private static final String CONNECTED = "connected";

  /** A try is under way, or the pause before the next. */
  private static final Set<String> CONNECTING = Set.of("connecting", "waiting");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private final Map<Place, List<String>> written = new LinkedHashMap<>();
  private final List<Place> away = new ArrayList<>();
  private final List<PlatformSimulator> simulators = new ArrayList<>();
  private Hub hub;
  private volatile boolean over;

  @BeforeEach
  void open() throws Exception {
    hub = Hub.open(Path.of("..").toAbsolutePath().normalize(), folder);
    for (SimulatorFactory factory : SimulatorFactory.all()) {
      PlatformSimulator simulator = factory.start();
      simulators.add(simulator);
      if (!simulator.closeCodes().isEmpty()) {
        places(simulator).forEach(place -> written.put(place, new ArrayList<>()));
        away.add(onAPlatformThatIsAway(factory));
      }
    }
  }

  private static Place onAPlatformThatIsAway(SimulatorFactory factory) {
    try (PlatformSimulator simulator = factory.start()) {
      AccountRef account = new AccountRef(simulator.platform(), "away");
      return new Place(simulator, account, simulator.openStream(account).orElseThrow());
    }
  }

  private static Stream<Place> places(PlatformSimulator simulator) {
    return IntStream.range(0, ACCOUNTS)
        .mapToObj(n -> new AccountRef(simulator.platform(), "socket" + n))
        .map(account -> new Place(simulator, account, simulator.openStream(account).orElseThrow()));
  }

  @AfterEach
  void close() {
    hub.close();
    simulators.forEach(PlatformSimulator::close);
  }

  @Test
  void socketsOfAReplicaThatIsToldToStopMoveInTimeWithNothingLostOrDoubled() throws Exception {
    // Given
    Replica first = start("ingress-1");
    Replica second = start("ingress-2");
    first.awaitReady();
    second.awaitReady();
    publish(Stream.concat(written.keySet().stream(), away.stream()).toList());
    List<String> all = written.keySet().stream().map(p -> p.account().toString()).toList();
    Facts.await("each has a share", PATIENCE, () -> shared(all, first, second));
    Facts.await(
        "the others are tried",
        PATIENCE,
        () -> healthOfThoseAway(first, second).size() == away.size());
    assertThat(healthOfThoseAway(first, second)).allMatch(CONNECTING::contains);
    Thread people = Thread.ofPlatform().daemon().start(this::write);

    // When
    Duration once = handOver(first, second, all);
    first.start();
    first.awaitReady();
    Facts.await("each has a share again", PATIENCE, () -> shared(all, first, second));
    Duration twice = handOver(second, first, all);
    over = true;
    people.join();

    // Then
    System.out.printf("sockets moved within %d and %d ms%n", once.toMillis(), twice.toMillis());
    assertThat(List.of(once, twice)).allSatisfy(t -> assertThat(t).isLessThan(HAND_OVER_MAX));
    Facts.holds(PATIENCE, () -> heard().equals(written));
    assertThat(heard()).isEqualTo(written);
  }

  private Replica start(String name) throws Exception {
    Replica replica = hub.replica(Stage.INGRESS, name);
    hub.add(replica);
    replica.start();
    return replica;
  }

  private static boolean shared(List<String> all, Replica one, Replica other) {
    List<String> here = connected(all, one);
    List<String> there = connected(all, other);
    return !here.isEmpty() && !there.isEmpty() && here.size() + there.size() == all.size();
  }

  private static List<String> connected(List<String> all, Replica replica) {
    Map<String, String> streams = replica.streams();
    return all.stream().filter(account -> CONNECTED.equals(streams.get(account))).toList();
  }

  private List<String> healthOfThoseAway(Replica... replicas) {
    return Stream.of(replicas)
        .map(Replica::streams)
        .flatMap(s -> away.stream().flatMap(p -> Stream.ofNullable(s.get(p.account().key()))))
        .toList();
  }

  /** How long until all sockets are open at the other one, from when the first is told to stop. */
  private static Duration handOver(Replica from, Replica to, List<String> all) {
    long began = System.nanoTime();
    CompletableFuture<Boolean> stopping =
        CompletableFuture.supplyAsync(() -> {
          try {
            return from.stop();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    Facts.holds(PATIENCE, () -> connected(all, to).size() == all.size());
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertThat(stopping.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join()).isTrue();
    return took;
  }

  /** People do not wait for anybody. */
  private void write() {
    while (!over) {
      written.forEach((place, texts) -> {
        String text = "n" + texts.size();
        texts.add(text);
        place.simulator().write(place.account(), place.simulator().conversation(CHAT), text);
      });
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private void publish(List<Place> places) throws Exception {
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                hub.kafka().bootstrapServers(),
                "partitioner.class",
                "dev.milena.bus.TopicPartitioner"),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (Place place : places) {
        ObjectNode settings = place.settings();
        producer
            .send(
                AccountTable.toRecord(
                    AccountRecord.of(
                        place.account(), 1, AccountRecord.Source.API, settings, hub.sealer())))
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    }
  }

  /**
   * What is on the topic of each account, in its order. A record that came twice under one id is
   * one event: whoever reads knows it by that.
   */
  private Map<Place, List<String>> heard() {
    Map<Place, List<String>> heard = new LinkedHashMap<>();
    written.keySet().forEach(place -> heard.put(place, new ArrayList<>()));
    Set<String> ids = new LinkedHashSet<>();
    for (ConsumerRecord<String, byte[]> record : records()) {
      Event event = Envelopes.event(Records.fromRecord(record));
      if (event.what() instanceof Happening.MessageCreated(var message, var _)
          && ids.add(event.id())) {
        heard.forEach((place, texts) -> {
          if (record.key().startsWith(place.account().key() + "/")) {
            texts.add(message.text().orElse(""));
          }
        });
      }
    }
    return heard;
  }

  private List<ConsumerRecord<String, byte[]>> records() {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", hub.kafka().bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.EVENTS).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }
}
