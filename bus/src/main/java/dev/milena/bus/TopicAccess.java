package dev.milena.bus;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Whether this process may write to topics that are not the hub's own: those that routes name. */
@ApplicationScoped
public class TopicAccess {
  private final TopicSetup setup;

  TopicAccess(TopicSetup setup) {
    this.setup = setup;
  }

  /**
   * What keeps this process from writing to topics that routes lead to, in words and by topic;
   * nothing stands there for those that can be written to. Topics that are missing are made, if
   * asked for; those that are there stay as they are, whatever their settings. Does its work on a
   * worker thread, and answers on the Vert.x context of whoever asks, as {@link Appender} does.
   *
   * <p>Fails when Kafka cannot be reached; may then be tried again.
   */
  public Uni<Map<String, String>> obstacles(Collection<String> topics, boolean make) {
    List<String> all = List.copyOf(topics);
    return Uni.createFrom()
        .deferred(() ->
            Uni.createFrom()
                .item(() -> look(all, make))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .emitOn(Appender.callersExecutor()));
  }

  private Map<String, String> look(List<String> topics, boolean make) {
    Map<String, String> obstacles = new HashMap<>();
    try (Admin admin = setup.admin()) {
      admin
          .describeTopics(topics, new DescribeTopicsOptions().includeAuthorizedOperations(true))
          .topicNameValues()
          .forEach((name, answer) ->
              obstacle(name, answer, make).ifPresent(why -> obstacles.put(name, why)));
    }
    return Map.copyOf(obstacles);
  }

  private Optional<String> obstacle(
      String topic, KafkaFuture<TopicDescription> answer, boolean make) {
    try {
      Set<AclOperation> may = TopicSetup.wait(answer).authorizedOperations();
      return may == null || may.isEmpty() || may.contains(AclOperation.WRITE)
          ? Optional.empty()
          : Optional.of("Kafka does not let this process write to it");
    } catch (UnknownTopicOrPartitionException e) {
      return make ? make(topic) : Optional.of("it is not there");
    } catch (ApiException e) {
      return refusal(e);
    }
  }

  private Optional<String> make(String topic) {
    try {
      setup.ensure(List.of(setup.routed(topic)));
      return Optional.empty();
    } catch (ApiException e) {
      return refusal(e);
    }
  }

  /** What Kafka refuses for good; the rest passes, and is thrown. */
  private static Optional<String> refusal(ApiException e) {
    if (e instanceof RetriableException) {
      throw e;
    }
    return Optional.of("Kafka says: " + e.getMessage());
  }
}
