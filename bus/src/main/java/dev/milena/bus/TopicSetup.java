package dev.milena.bus;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;

/**
 * Makes the topics that are not there yet. Those that are stay as they are: a different setting is
 * a warning, a partition count that would tear an account apart is a {@link
 * TopicMismatchException}. Any number of processes may do this at once.
 */
@ApplicationScoped
public class TopicSetup {
  private static final Logger LOG = Logger.getLogger(TopicSetup.class);

  /** Bound for one question to Kafka. */
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /**
   * How long a new topic may take until the brokers show it. It takes a moment: metadata spreads
   * after the answer.
   */
  private static final Duration VISIBLE = Duration.ofSeconds(10);

  private static final long VISIBLE_AGAIN_MS = 50;

  private final Map<String, Object> kafka;
  private final TopicsConfig settings;

  TopicSetup(@Identifier("default-kafka-broker") Map<String, Object> kafka, TopicsConfig settings) {
    this.kafka = kafka;
    this.settings = settings;
  }

  /**
   * Makes the topics of commands for platforms, where they are missing. Does its work on a worker
   * thread.
   *
   * <p>Fails with {@link TopicMismatchException} or what Kafka says; may then be tried again.
   */
  public Uni<Void> ensureOutbound(Collection<String> platforms) {
    List<String> all = List.copyOf(platforms);
    return Uni.createFrom()
        .voidItem()
        .invoke(() -> ensure(outbound(all)))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  /** The topics that every hub has. */
  List<TopicSpec> core() {
    return TopicSpec.core(settings);
  }

  /** A topic that a route leads to. */
  TopicSpec routed(String topic) {
    return TopicSpec.routed(topic, settings);
  }

  List<TopicSpec> outbound(Collection<String> platforms) {
    return platforms.stream()
        .distinct()
        .sorted()
        .flatMap(p -> TopicSpec.outbound(p, settings))
        .toList();
  }

  /**
   * Makes what is missing and looks at what is there. Blocks, for about half a minute at most.
   *
   * @throws TopicMismatchException when a topic cannot be used
   * @throws KafkaException when Kafka cannot be reached or refuses; may be tried again
   */
  void ensure(List<TopicSpec> specs) {
    if (specs.isEmpty()) {
      return;
    }
    try (Admin admin = admin()) {
      Map<String, TopicDescription> there = describe(admin, specs);
      List<TopicSpec> missing = specs.stream().filter(s -> !there.containsKey(s.name())).toList();
      List<TopicSpec> old = specs.stream().filter(s -> there.containsKey(s.name())).toList();
      create(admin, missing);
      Map<String, TopicDescription> made = awaitVisible(admin, missing);
      awaitLeaders(admin, made.values());
      there.putAll(made);
      refuseOtherCounts(specs, there);
      compareConfigs(admin, old);
    }
  }

  /** To be closed by whoever asks for it. */
  Admin admin() {
    Map<String, Object> admin = new HashMap<>(kafka);
    admin.put(AdminClientConfig.CLIENT_ID_CONFIG, "milena-topics");
    admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
    admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis() / 2);
    return Admin.create(admin);
  }

  private static Map<String, TopicDescription> describe(Admin admin, List<TopicSpec> specs) {
    Map<String, TopicDescription> found = new HashMap<>();
    admin
        .describeTopics(names(specs))
        .topicNameValues()
        .forEach((name, answer) -> {
          try {
            found.put(name, wait(answer));
          } catch (UnknownTopicOrPartitionException e) {
            // It is one of those to be made.
          }
        });
    return found;
  }

  private static void create(Admin admin, List<TopicSpec> missing) {
    admin
        .createTopics(missing.stream().map(TopicSpec::asNew).toList())
        .values()
        .forEach((name, answer) -> {
          try {
            wait(answer);
            LOG.infof("Made topic %s", name);
          } catch (TopicExistsException e) {
            // Another process was faster.
          }
        });
  }

  private static Map<String, TopicDescription> awaitVisible(Admin admin, List<TopicSpec> made) {
    long deadline = System.nanoTime() + VISIBLE.toNanos();
    Map<String, TopicDescription> seen = describe(admin, made);
    while (seen.size() < made.size()) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("Kafka made topics and does not show them; trying again helps");
      }
      pause();
      seen = describe(admin, made);
    }
    return seen;
  }

  /**
   * A broker that is named the leader of a new partition leads it a moment later. A producer's
   * first records must not meet that moment: those behind them may be taken, and then the first
   * never are. Leaders that can be asked for an offset lead.
   */
  private static void awaitLeaders(Admin admin, Collection<TopicDescription> made) {
    Map<TopicPartition, OffsetSpec> all =
        made.stream()
            .flatMap(
                t -> t.partitions().stream().map(p -> new TopicPartition(t.name(), p.partition())))
            .collect(Collectors.toMap(p -> p, _ -> OffsetSpec.latest()));
    long deadline = System.nanoTime() + VISIBLE.toNanos();
    while (!areLed(admin, all)) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("Nobody leads the new topics yet; trying again helps");
      }
      pause();
    }
  }

  private static boolean areLed(Admin admin, Map<TopicPartition, OffsetSpec> all) {
    try {
      wait(admin.listOffsets(all).all());
      return true;
    } catch (UnknownTopicOrPartitionException e) {
      // Not every broker has heard of them.
      return false;
    }
  }

  private static void refuseOtherCounts(
      List<TopicSpec> specs, Map<String, TopicDescription> there) {
    List<String> wrong = new ArrayList<>();
    for (TopicSpec spec : specs) {
      int count = there.get(spec.name()).partitions().size();
      if (count != spec.partitions()) {
        String what = spec.name() + " has " + count;
        if (spec.fixedCount()) {
          wrong.add(what);
        } else {
          LOG.infof(
              "Topic %s partitions, not the %d of milena.topics.partitions, and keeps them",
              what, spec.partitions());
        }
      }
    }
    if (!wrong.isEmpty()) {
      throw new TopicMismatchException(
          "Commands and deliveries of an account must lie under one partition number, so their topics need the same count, "
              + specs.getFirst().partitions()
              + " by milena.topics.partitions; but "
              + String.join(", ", wrong)
              + ". Set milena.topics.partitions to the count that they have, or drain and delete them");
    }
  }

  private static void compareConfigs(Admin admin, List<TopicSpec> old) {
    try {
      warnOfOtherConfigs(admin, old);
    } catch (KafkaException e) {
      // Not everybody may read settings, and nothing depends on it.
      LOG.infof("The settings of topics cannot be compared: %s", e.getMessage());
    }
  }

  private static void warnOfOtherConfigs(Admin admin, List<TopicSpec> old) {
    Map<ConfigResource, TopicSpec> byResource =
        old.stream()
            .collect(
                Collectors.toMap(
                    s -> new ConfigResource(ConfigResource.Type.TOPIC, s.name()), s -> s));
    admin
        .describeConfigs(byResource.keySet())
        .values()
        .forEach((resource, answer) -> {
          Config now = wait(answer);
          byResource
              .get(resource)
              .configs()
              .forEach((name, wanted) -> {
                ConfigEntry entry = now.get(name);
                if (entry != null && !sameSetting(wanted, entry.value())) {
                  LOG.warnf(
                      "Topic %s has %s=%s where the hub wants %s; kafka-configs.sh --alter sets it",
                      resource.name(), name, entry.value(), wanted);
                }
              });
        });
  }

  /** Policies are lists in any order. */
  private static boolean sameSetting(String one, String other) {
    return List.of(one.split(",")).containsAll(List.of(other.split(",")))
        && one.length() == other.length();
  }

  private static List<String> names(List<TopicSpec> specs) {
    return specs.stream().map(TopicSpec::name).toList();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(VISIBLE_AGAIN_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while waiting for topics", e);
    }
  }

  /** What Kafka answers, or throws what it refuses. Blocks for seconds at most. */
  static <T> T wait(KafkaFuture<T> answer) {
    return KafkaAnswer.of(answer, ANSWER.multipliedBy(2));
  }
}
