package dev.milena.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milena.backing.testing.TestKafka;
import dev.milena.model.Priority;
import dev.milena.model.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class TopicSetupIT {
  private final String platform = TestBus.randomAccount().platform();
  private final TopicSetup setup = setup(TestBus.config());

  @Test
  void missingTopicsAreMadeAsTheyMustBe() throws Exception {
    // When
    setup.ensure(setup.core());
    setup.ensureOutbound(List.of(platform)).await().atMost(Duration.ofSeconds(30));

    // Then
    for (Priority priority : Priority.values()) {
      String commands = Topics.outbound(platform, priority);
      assertThat(describe(commands).partitions()).hasSize(TestBus.PARTITIONS);
      assertThat(configs(commands))
          .containsEntry("cleanup.policy", "delete")
          .containsEntry("retention.ms", "86400000")
          .containsEntry("segment.ms", "3600000")
          .containsEntry("message.timestamp.type", "LogAppendTime")
          .containsEntry("unclean.leader.election.enable", "false");
    }
    assertThat(configs(Topics.ACCOUNTS))
        .containsEntry("cleanup.policy", "compact")
        .containsEntry("segment.ms", "600000")
        .containsEntry("min.cleanable.dirty.ratio", "0.01")
        .containsEntry("max.compaction.lag.ms", "3600000");
    assertThat(configs(Topics.PARKED))
        .containsEntry("cleanup.policy", "compact,delete")
        .containsEntry("retention.ms", "1209600000");
    assertThat(Stream.of(Topics.EVENTS, Topics.ACCEPTED, Topics.DELIVERIES, Topics.CURSORS))
        .allSatisfy(topic -> assertThat(describe(topic).partitions()).isNotEmpty());
  }

  @Test
  void topicOfARouteIsMadeWhereThatIsAskedFor() throws Exception {
    // Given
    String topic = Topics.ROUTED_PREFIX + platform;

    // When
    Map<String, String> notMade = obstacles(topic, false);
    Map<String, String> made = obstacles(topic, true);
    Map<String, String> there = obstacles(topic, false);

    // Then
    assertThat(notMade).containsExactly(Map.entry(topic, "it is not there"));
    assertThat(made).isEmpty();
    assertThat(there).isEmpty();
    assertThat(configs(topic)).containsEntry("retention.ms", "86400000");
    assertThat(obstacles("no/name", true)).containsKey("no/name");
  }

  private Map<String, String> obstacles(String topic, boolean make) {
    return new TopicAccess(setup)
        .obstacles(List.of(topic), make)
        .await()
        .atMost(Duration.ofSeconds(30));
  }

  @Test
  void doingItAgainChangesNothing() throws Exception {
    // Given
    setup.ensure(setup.outbound(List.of(platform)));
    TopicDescription before = describe(Topics.outbound(platform, Priority.BULK));

    // When
    setup.ensure(setup.outbound(List.of(platform)));

    // Then
    assertThat(describe(Topics.outbound(platform, Priority.BULK)).topicId())
        .isEqualTo(before.topicId());
  }

  @Test
  void processesThatStartAtOnceDoNotStandInEachOthersWay() throws Exception {
    // Given
    Callable<Void> start =
        () -> {
          setup(TestBus.config()).ensure(setup.outbound(List.of(platform)));
          return null;
        };

    // When
    try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> one : together.invokeAll(List.of(start, start, start, start))) {
        // Then
        assertThatCode(one::get).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void anotherPartitionCountOfTopicsThatBelongTogetherIsRefusedByName() {
    // Given
    setup.ensure(setup.outbound(List.of(platform)));
    TopicSetup larger = setup(TestBus.config("milena.topics.partitions", "6"));

    // When / Then
    assertThatThrownBy(() -> larger.ensure(larger.outbound(List.of(platform))))
        .isInstanceOf(TopicMismatchException.class)
        .hasMessageContaining(Topics.outbound(platform, Priority.REPLY) + " has 4")
        .hasMessageContaining("6 by milena.topics.partitions");
  }

  @Test
  void otherTopicsKeepTheCountThatTheyHave() {
    // Given
    String name = TestKafka.shared().createTopic("other", 2);
    TopicSpec spec = new TopicSpec(name, 4, (short) 1, false, Map.of());

    // When / Then
    assertThatCode(() -> setup.ensure(List.of(spec))).doesNotThrowAnyException();
  }

  @Test
  void moreCopiesThanBrokersAreRefusedByKafka() {
    // Given
    TopicSetup many = setup(TestBus.config("milena.topics.replication", "3"));

    // When / Then
    assertThatThrownBy(() -> many.ensure(many.outbound(List.of(platform))))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("replication");
  }

  @Test
  void threeCopiesMeanThatTwoMustBeInSync() {
    // Given
    TopicSetup many = setup(TestBus.config("milena.topics.replication", "3"));

    // When / Then
    assertThat(many.core())
        .allSatisfy(spec -> assertThat(spec.configs()).containsEntry("min.insync.replicas", "2"));
    assertThat(setup.core())
        .allSatisfy(spec -> assertThat(spec.configs()).containsEntry("min.insync.replicas", "1"));
  }

  private static TopicSetup setup(TestBus.Settings config) {
    return new TopicSetup(TestBus.kafka(), config.topics());
  }

  private static TopicDescription describe(String topic) throws Exception {
    try (Admin admin = Admin.create(TestBus.kafka())) {
      return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
    }
  }

  private static Map<String, String> configs(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = Admin.create(TestBus.kafka())) {
      Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
      return config.entries().stream()
          .filter(e -> e.value() != null)
          .collect(Collectors.toMap(e -> e.name(), e -> e.value()));
    }
  }
}
