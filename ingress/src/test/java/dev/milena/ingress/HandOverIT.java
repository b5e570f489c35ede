package dev.milena.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.Tape;
import dev.milena.backing.testing.TestKafka;
import dev.milena.bus.AccountTable;
import dev.milena.bus.Appender;
import dev.milena.model.AccountRef;
import dev.milena.model.Topics;
import dev.milena.platform.InboundConnector;
import dev.milena.platform.Platform;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** Two processes and the streams between them. The second is another keeper beside the first. */
@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class HandOverIT {
  /** What a hand-over may take: a rebalance, and a machine that does other things as well. */
  private static final Duration HAND_OVER_MAX = Duration.ofSeconds(10);

  private static final int ACCOUNTS = 6;

  private final List<InboundConnector> connectors;
  private final List<Platform> platforms;
  private final AccountTable table;
  private final Appender appender;
  private final Intake intake;
  private final Backlog backlog;
  private final IngressTracing tracing;
  private final IngressMetrics metrics;
  private final IngressConfig config;
  private final Vertx vertx;
  private final Map<String, Object> kafka;
  private final StreamKeeper first;
  private final Accounts accounts;

  HandOverIT(
      @All List<InboundConnector> connectors,
      @All List<Platform> platforms,
      AccountTable table,
      Appender appender,
      Intake intake,
      Backlog backlog,
      IngressTracing tracing,
      IngressMetrics metrics,
      IngressConfig config,
      Vertx vertx,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      StreamKeeper first,
      Accounts accounts) {
    this.connectors = connectors;
    this.platforms = platforms;
    this.table = table;
    this.appender = appender;
    this.intake = intake;
    this.backlog = backlog;
    this.tracing = tracing;
    this.metrics = metrics;
    this.config = config;
    this.vertx = vertx;
    this.kafka = kafka;
    this.first = first;
    this.accounts = accounts;
  }

  @Test
  void streamsMoveToASecondProcessAndBackWithNothingLost() throws InterruptedException {
    List<AccountRef> streams = open(ACCOUNTS);
    List<String> said = new ArrayList<>();
    say(streams, said);
    StreamKeeper second = another(config.streams().group());
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> {
          say(streams, said);
          return !second.states().isEmpty() && shared(streams, second);
        });
    say(streams, said);

    second.stop(new ShutdownEvent());

    Awaitility.await()
        .atMost(HAND_OVER_MAX)
        .until(() -> {
          say(streams, said);
          return running(first, streams) == streams.size();
        });
    assertThat(second.states()).isEmpty();
    await()
        .untilAsserted(
            () -> assertThat(texts(streams)).allSatisfy((a, t) -> assertThat(t).isEqualTo(said)));
  }

  @Test
  void laterClaimOfAnotherDeploymentMakesTheFormerOwnerYield() throws InterruptedException {
    AccountRef account = open(1).getFirst();
    say(List.of(account), new ArrayList<>(List.of()));
    StreamKeeper other = another(TestKafka.randomName("other-deployment"));
    try {
      await()
          .until(() ->
              other.states().containsKey(account.toString())
                  && !first.states().containsKey(account.toString()));
    } finally {
      other.stop(new ShutdownEvent());
    }

    await().until(() -> first.states().containsKey(account.toString()));
  }

  private List<AccountRef> open(int many) {
    List<AccountRef> opened = IntStream.range(0, many).mapToObj(i -> accounts.open(true)).toList();
    await().until(() -> running(first, opened) == many);
    return opened;
  }

  private boolean shared(List<AccountRef> streams, StreamKeeper second) {
    return running(first, streams) + running(second, streams) == streams.size()
        && running(second, streams) > 0;
  }

  private static long running(StreamKeeper keeper, List<AccountRef> streams) {
    return streams.stream().filter(a -> keeper.states().containsKey(a.toString())).count();
  }

  /** One more message on every line. */
  private static void say(List<AccountRef> streams, List<String> said) {
    String text = "n" + (said.size() + 1);
    said.add(text);
    streams.forEach(a ->
        ProbePlatform.Line.line(a.name())
            .add(
                "{\"chat\":\"%s\",\"id\":\"%d\",\"text\":\"%s\"}"
                    .formatted(a.name(), said.size(), text)));
  }

  /** What was appended of each account, without the repeats that its id gives away. */
  private static Map<AccountRef, List<String>> texts(List<AccountRef> streams) {
    Map<AccountRef, LinkedHashSet<String>> ids = new HashMap<>();
    streams.forEach(a -> ids.put(a, new LinkedHashSet<>()));
    for (ConsumerRecord<String, byte[]> record : Tape.read(Topics.EVENTS)) {
      streams.stream()
          .filter(a -> record.key().startsWith(a.key() + "/"))
          .forEach(a -> ids.get(a).add(id(record)));
    }
    Map<AccountRef, List<String>> texts = new HashMap<>();
    ids.forEach((a, seen) -> texts.put(a, seen.stream().map(HandOverIT::text).toList()));
    return texts;
  }

  private static String id(ConsumerRecord<String, byte[]> record) {
    return new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
  }

  private static String text(String id) {
    return "n" + id.split("/")[3];
  }

  private StreamKeeper another(String group) {
    StreamKeeper keeper =
        new StreamKeeper(
            connectors,
            platforms,
            table,
            appender,
            intake,
            backlog,
            tracing,
            metrics,
            new OtherGroup(config, group),
            vertx,
            kafka);
    keeper.start(new StartupEvent());
    return keeper;
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(40));
  }

  /** The same settings in another group. */
  private record OtherGroup(IngressConfig same, String group)
      implements IngressConfig, IngressConfig.Streams {
    @Override
    public long bodyBytesInFlightMax() {
      return same.bodyBytesInFlightMax();
    }

    @Override
    public Duration retryAfter() {
      return same.retryAfter();
    }

    @Override
    public int refusalsLoggedPerSecond() {
      return same.refusalsLoggedPerSecond();
    }

    @Override
    public IngressConfig.Streams streams() {
      return this;
    }

    @Override
    public IngressConfig.Media media() {
      return same.media();
    }

    @Override
    public IngressConfig.Connections connections() {
      return same.connections();
    }

    @Override
    public IngressConfig.Backlog backlog() {
      return same.backlog();
    }

    @Override
    public Duration sessionTimeout() {
      return same.streams().sessionTimeout();
    }

    @Override
    public Duration retryMin() {
      return same.streams().retryMin();
    }

    @Override
    public Duration retryMax() {
      return same.streams().retryMax();
    }

    @Override
    public Duration conflictPause() {
      return same.streams().conflictPause();
    }

    @Override
    public Duration yieldFor() {
      return same.streams().yieldFor();
    }

    @Override
    public Duration handOver() {
      return same.streams().handOver();
    }
  }
}
