package dev.milena.bus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.CloudEvent;
import dev.milena.model.ConversationRef;
import dev.milena.model.Json;
import dev.milena.model.Topics;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What people see whose programs connect to the hub, as {@code milena.feed} has it: the latest of
 * every conversation in memory, and whatever comes. Belongs to no group: each process that holds
 * connections reads all of it, so that a program may connect anywhere.
 *
 * <p>Reads nothing until somebody asks. Thread-safe.
 */
@ApplicationScoped
public class Feeds {
  private static final String TYPE = "dev.milena.feed";

  /** There if only those see it who are there now. */
  private static final String PASSING = "passing";

  private final FeedWindow window;
  private final ErasedTable erased;
  private final TopicFollower follower;

  Feeds(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      FeedConfig config,
      ErasedTable erased) {
    this.erased = erased;
    this.window = new FeedWindow(config);
    this.follower =
        new TopicFollower(
            kafka,
            Topics.FEED,
            "feed",
            () -> TopicReader.From.time(Clock.systemUTC().instant().minus(config.window())),
            this::read,
            () -> {});
  }

  /**
   * The record of an entry that is made now.
   *
   * @param id names it in its conversation
   * @param data what the programs of people read
   * @param lasting whether who comes later sees it too
   */
  public static ProducerRecord<String, byte[]> toRecord(
      ConversationRef conversation, String id, JsonNode data, boolean lasting) {
    return Records.toRecord(
        Topics.FEED,
        conversation.key(),
        new CloudEvent(
            id,
            "/" + conversation.key(),
            TYPE,
            Optional.empty(),
            Optional.of(Instant.now()),
            lasting ? Map.of() : Map.of(PASSING, "true"),
            Json.bytes(data)));
  }

  /** Done when what was said before this process came is known; begins to read if need be. */
  public Uni<Void> whenReady() {
    follower.start();
    return follower.whenReady();
  }

  /**
   * Shows what is remembered of a conversation behind {@code after}, or all of it, then whatever
   * comes, each entry once and in order.
   *
   * @param reader is called on the caller's thread, then on the feed's: it must be quick
   * @return ends it
   */
  public Runnable follow(String key, OptionalLong after, Consumer<FeedWindow.Shown> reader) {
    return window.follow(
        key,
        after,
        shown -> {
          if (!erased.now().covers(key, shown.at())) {
            reader.accept(shown);
          }
        });
  }

  private void read(ConsumerRecord<String, byte[]> record) {
    Records.find(record.headers(), Records.ATTRIBUTE_PREFIX + "id")
        .filter(_ -> record.value() != null)
        .ifPresent(id ->
            window.add(
                record.key(),
                id,
                Records.find(record.headers(), Records.ATTRIBUTE_PREFIX + PASSING).isEmpty(),
                new FeedWindow.Shown(
                    FeedWindow.place(record.partition(), record.offset()),
                    false,
                    Instant.ofEpochMilli(record.timestamp()),
                    record.value())));
  }

  @PreDestroy
  void close() {
    follower.close();
  }
}
