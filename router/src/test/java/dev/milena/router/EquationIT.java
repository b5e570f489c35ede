package dev.milena.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.TestKafka;
import dev.milena.bus.Records;
import dev.milena.model.AccountRef;
import dev.milena.model.Command;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationRef;
import dev.milena.model.ConversationType;
import dev.milena.model.Envelopes;
import dev.milena.model.Event;
import dev.milena.model.Participant;
import dev.milena.model.Topics;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What went in is what came out and what was dropped by name; one trace leads through. */
@QuarkusTest
@QuarkusTestResource(Backing.class)
class EquationIT {
  private static final AccountRef SHOP = new AccountRef("chat", "shop");
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  @Inject MeterRegistry meters;

  @Test
  void everyEventThatIsReadIsCountedOnceUnderWhatBecameOfIt() {
    try (Hub hub = new Hub()) {
      Awaitility.await().atMost(Hub.PATIENCE).until(EquationIT::allIsDone);
      Map<String, Double> before = outcomes();
      double commandsBefore = sum("milena.router.commands");
      double unroutedBefore = sum("milena.router.unrouted");
      Event linked = Hub.event(SHOP, Hub.randomChat(), "u1", Hub.text("1", "to the desk"));
      Event unrouted =
          Hub.event(
              new AccountRef("chat", "unrouted"), Hub.randomChat(), "u1", Hub.text("1", "hm"));
      Event denied =
          Hub.event(new AccountRef("chat", "guarded"), Hub.randomChat(), "bad", Hub.text("1", "x"));
      Event stranger =
          Hub.event(new AccountRef("desk", "main"), Hub.randomChat(), "op", Hub.text("1", "who?"));

      hub.append(linked);
      hub.append(linked);
      hub.append(linked);
      hub.append(unrouted);
      hub.append(denied);
      hub.append(stranger);
      hub.append(poison());
      hub.append(
          new ProducerRecord<>(
              Topics.EVENTS, "chat/shop/1", "no json".getBytes(StandardCharsets.UTF_8)));

      Awaitility.await()
          .atMost(Hub.PATIENCE)
          .untilAsserted(() ->
              assertThat(since(before))
                  .isEqualTo(
                      Map.of(
                          "accepted", 2.0,
                          "duplicate", 2.0,
                          "denied", 1.0,
                          "unknown_visitor", 1.0,
                          "poison", 1.0,
                          "unreadable", 1.0)));
      assertThat(sum("milena.router.commands") - commandsBefore)
          .as("one to the desk, one that tells the denied")
          .isEqualTo(2);
      assertThat(sum("milena.router.unrouted") - unroutedBefore).isEqualTo(1);
    }
  }

  /** Whatever other tests have left to the router is committed, and was counted before. */
  private static boolean allIsDone() throws ExecutionException, InterruptedException {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers()))) {
      Map<TopicPartition, OffsetAndMetadata> done =
          admin.listConsumerGroupOffsets("milena-router").partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      done.keySet().forEach(p -> latest.put(p, OffsetSpec.latest()));
      return admin.listOffsets(latest).all().get().entrySet().stream()
          .allMatch(e -> done.get(e.getKey()).offset() == e.getValue().offset());
    }
  }

  /** An id that no index of Postgres can hold. */
  private static Event poison() {
    String id =
        new Random(7)
            .ints(20_000, 0, 36)
            .mapToObj(i -> Integer.toString(i, 36))
            .collect(Collectors.joining());
    return Hub.event(
        SHOP,
        Conversation.of(Hub.randomChat(), ConversationType.DIRECT),
        Optional.of(Participant.of(id)),
        Hub.text("1", "poison"));
  }

  @Test
  void traceOfAnEventGoesOnInItsCommandsAndInTheAcceptedEvent() {
    try (Hub hub = new Hub()) {
      Event traced = Hub.event(SHOP, Hub.randomChat(), "u1", Hub.text("1", "followed"));
      ProducerRecord<String, byte[]> record =
          Records.toRecord(Topics.EVENTS, traced.key(), Envelopes.wrap(traced));
      Records.set(record.headers(), "traceparent", "00-" + TRACE + "-" + SPAN + "-01");

      hub.append(record);

      String accepted = traceparent(hub.awaitAccepted(traced)).orElseThrow();
      Command command = hub.awaitCausedBy(traced, 1).getFirst();
      String sent =
          traceparent(hub.awaitRecord(Topics.outbound("desk", command.priority()), command.id()))
              .orElseThrow();
      assertThat(sent).startsWith("00-" + TRACE + "-").endsWith("-01").isEqualTo(accepted);
      assertThat(sent).as("a span of the router's own").doesNotContain(SPAN);
    }
  }

  @Test
  void eventOutsideOfATraceBelongsToNone() {
    try (Hub hub = new Hub()) {
      Event event = Hub.event(SHOP, Hub.randomChat(), "u1", Hub.text("1", "on its own"));

      hub.append(event);

      assertThat(traceparent(hub.awaitAccepted(event))).isEmpty();
    }
  }

  @Test
  void keyOfCommandsIsTheConversationTheyGoTo() {
    try (Hub hub = new Hub()) {
      Event event = Hub.event(SHOP, Hub.randomChat(), "u1", Hub.text("1", "hello"));

      hub.append(event);

      Command command = hub.awaitCausedBy(event, 1).getFirst();
      assertThat(hub.awaitRecord(Topics.outbound("desk", command.priority()), command.id()).key())
          .isEqualTo(
              ConversationRef.of(new AccountRef("desk", "main"), command.to().conversation())
                  .key());
    }
  }

  private static Optional<String> traceparent(ConsumerRecord<String, byte[]> record) {
    return Records.find(record.headers(), "traceparent");
  }

  private Map<String, Double> since(Map<String, Double> before) {
    Map<String, Double> grown = new HashMap<>();
    outcomes()
        .forEach((outcome, now) -> grown.put(outcome, now - before.getOrDefault(outcome, 0.0)));
    grown.values().removeIf(growth -> growth == 0);
    return grown;
  }

  private Map<String, Double> outcomes() {
    Map<String, Double> sums = new HashMap<>();
    counters("milena.router.events")
        .forEach(c -> sums.merge(c.getId().getTag("outcome"), c.count(), Double::sum));
    return sums;
  }

  private double sum(String name) {
    return counters(name).stream().mapToDouble(Counter::count).sum();
  }

  private List<Counter> counters(String name) {
    return List.copyOf(meters.find(name).counters());
  }
}
