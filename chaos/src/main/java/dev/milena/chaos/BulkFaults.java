package dev.milena.chaos;

import dev.milena.bus.Records;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Envelopes;
import dev.milena.model.Priority;
import dev.milena.model.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A campaign, and one answer behind it. The campaign has a deadline, as campaigns have: what has
 * not left by then is dropped and reported, so that a run of minutes can hold one that would take
 * an hour. What did leave must have left once and in order.
 */
final class BulkFaults {
  /** How many chats it goes to; each is written to first by its visitor, as platforms demand. */
  private static final int CHATS = 10;

  /** Messages of the campaign for each minute of the run, and at most. */
  private static final int PER_MINUTE = 10_000;

  private static final int MOST = 100_000;

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  /** An answer waits for the calls before it at most, not for the campaign. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  private BulkFaults() {}

  /**
   * @param time of the run, by which the campaign is scaled: 100 000 from ten minutes on
   */
  static List<Fault> all(Duration time) {
    int messages = Math.clamp(time.toSeconds() * PER_MINUTE / 60, PER_MINUTE, MOST);
    return List.of(new Fault("reply-behind-bulk", arena -> play(arena, messages)));
  }

  private static void play(Arena arena, int messages) throws Exception {
    Pair pair = arena.anyOf(arena.cast().aside());
    List<Lane> answers = new ArrayList<>();
    for (int i = 0; i < CHATS; i++) {
      answers.add(arena.acquaint(pair));
    }
    announce(arena, pair, answers, messages);
    Lane answer = arena.anyOf(answers);
    long from = System.nanoTime();
    answer.write(1, arena.ledger().during());
    if (!Facts.holds(ANSWER_MAX, () -> answer.pending() == 0)) {
      arena
          .ledger()
          .find("an answer waited longer than " + ANSWER_MAX.toSeconds() + " s behind a campaign");
    }
    Arena.pause(DEADLINE.minusNanos(System.nanoTime() - from));
  }

  /** As the router writes it. */
  private static void announce(Arena arena, Pair pair, List<Lane> answers, int messages) {
    List<Lane> lanes =
        answers.stream()
            .map(a -> arena.ledger().openExpiring(pair, Pair.Way.TO_VISITOR, a.conversation()))
            .toList();
    Instant deadline = Instant.now().plus(DEADLINE);
    String topic = Topics.outbound(pair.visitors().account().platform(), Priority.BULK);
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                arena.hub().kafka().bootstrapServers(),
                "partitioner.class",
                "dev.milena.bus.TopicPartitioner",
                "linger.ms",
                "20"),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < messages; i++) {
        Lane lane = lanes.get(i % lanes.size());
        Command command = command(lane, lane.announce(1, arena.ledger().during()), deadline);
        producer.send(Records.toRecord(topic, command.key(), Envelopes.wrap(command)));
      }
    }
  }

  private static Command command(Lane lane, String text, Instant deadline) {
    return new Command(
        "campaign-" + UUID.randomUUID(),
        Address.of(lane.ref()),
        Action.Send.of(Content.plain(text)),
        Priority.BULK,
        Optional.of(deadline),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
