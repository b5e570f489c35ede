package dev.milena.router.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.Tables;
import dev.milena.backing.testing.TestKafka;
import dev.milena.model.AccountRef;
import dev.milena.model.Command;
import dev.milena.model.Event;
import dev.milena.model.Topics;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Partitions that go to another member of the group and come back, in the middle of a burst. The
 * other member is a plain consumer that takes its share and does nothing: the worst neighbour there
 * is.
 */
@QuarkusTest
@QuarkusTestResource(Backing.class)
class RebalanceIT {
  private static final AccountRef SHOP = new AccountRef("chat", "shop");
  private static final int CHATS = 20;
  private static final int MESSAGES = 25;

  @Inject Tables tables;

  @Test
  void nothingIsLostDoubledOrMixedUpWhilePartitionsGoAndComeBack() {
    try (Hub hub = new Hub()) {
      List<String> chats = IntStream.range(0, CHATS).mapToObj(i -> Hub.randomChat()).toList();
      Map<String, List<String>> written = new HashMap<>();

      write(hub, chats, written);
      try (Rival rival = new Rival()) {
        write(hub, chats, written);
        rival.awaitItsShare();
        write(hub, chats, written);
      }
      write(hub, chats, written);

      hub.awaitCommands(c -> chats.contains(c.to().conversation()), CHATS * MESSAGES * 4);
      Map<String, List<String>> arrived = new HashMap<>();
      for (Command c : hub.commands(c -> chats.contains(c.to().conversation()))) {
        List<String> causes =
            arrived.computeIfAbsent(c.to().conversation(), chat -> new ArrayList<>());
        if (c.again().isEmpty() || !causes.contains(c.cause().orElseThrow())) {
          causes.add(c.cause().orElseThrow());
        }
      }
      assertThat(arrived).isEqualTo(written);
    }
  }

  private static void write(Hub hub, List<String> chats, Map<String, List<String>> written) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      for (String chat : chats) {
        Event event = Hub.event(SHOP, chat, "u" + chat, Hub.text("m" + i, "text " + i));
        written.computeIfAbsent(chat, c -> new ArrayList<>()).add(event.id());
        events.add(event);
      }
    }
    hub.appendAll(events);
  }

  /**
   * Kafka's offsets are gone or a backup was restored: what is done lies far ahead of the start.
   */
  @Test
  void startFarBehindWhatWasDoneStopsLoudlyUntilSomebodyActs() {
    try (Hub hub = new Hub()) {
      Event before = Hub.event(SHOP, Hub.randomChat(), "u1", Hub.text("1", "before"));
      hub.append(before);
      hub.awaitAccepted(before);
      Awaitility.await().atMost(Hub.PATIENCE).until(() -> !rows().isEmpty());
      List<Event> waiting = new ArrayList<>();
      try {
        tables.run(
            "UPDATE progress SET next_offset = next_offset + 1000000 WHERE topic = 'milena.events'");
        try (Rival rival = new Rival()) {
          rival.awaitItsShare();
        }

        Awaitility.await().atMost(Hub.PATIENCE).until(() -> isTold(hub, waiting));
      } finally {
        tables.run(
            "UPDATE progress SET next_offset = next_offset - 1000000 WHERE topic = 'milena.events' AND next_offset >= 1000000");
      }
      waiting.forEach(hub::awaitAccepted);
      Awaitility.await().atMost(Hub.PATIENCE).until(() -> ready().equals("UP"));
    }
  }

  /** One event after the other, until one meets a partition that has just come back. */
  private static boolean isTold(Hub hub, List<Event> waiting) {
    if (ready().contains("accept-rewind")) {
      return true;
    }
    waiting.add(Hub.event(SHOP, Hub.randomChat(), "u1", Hub.text("2", "waiting")));
    hub.append(waiting.getLast());
    return false;
  }

  private static String ready() {
    var answer = RestAssured.get("/q/health/ready").jsonPath();
    return answer.getString("status").equals("UP") ? "UP" : answer.prettify();
  }

  private List<String> rows() {
    return tables.column("SELECT next_offset FROM progress WHERE topic = 'milena.events'");
  }

  /** Joins the router's group, takes its share of the partitions, and does nothing with it. */
  private static final class Rival implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", TestKafka.shared().bootstrapServers(),
                "group.id", "milena-router",
                "enable.auto.commit", "false",
                "session.timeout.ms", "10000",
                "partition.assignment.strategy", CooperativeStickyAssignor.class.getName()),
            new StringDeserializer(),
            new ByteArrayDeserializer());

    Rival() {
      consumer.subscribe(List.of(Topics.EVENTS));
    }

    void awaitItsShare() {
      Awaitility.await()
          .pollInSameThread()
          .pollInterval(Duration.ofMillis(1))
          .atMost(Hub.PATIENCE)
          .until(() -> {
            consumer.poll(Duration.ofMillis(100));
            return !consumer.assignment().isEmpty();
          });
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
