package dev.milena.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.Tape;
import dev.milena.backing.testing.TestKafka;
import dev.milena.bus.AccountTable;
import dev.milena.bus.Appender;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.RichText;
import dev.milena.model.Topics;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Webhook;
import dev.milena.platform.testkit.Examples;
import dev.milena.platform.testkit.Fuzz;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.LoopbackHttp;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.Said;
import dev.milena.platform.testkit.SimulatorFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Every platform's own payloads, spoilt, over HTTP against the real route, by somebody who knows
 * the secret.
 */
@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class FuzzIT {
  /** As docs/ARCHITECTURE.md has them, beside each platform's own refusal. */
  private static final Set<Integer> DOCUMENTED = Set.of(200, 202, 400, 401, 404, 413);

  /** Enough conversations to meet every partition. */
  private static final int AFTERWARDS = 20;

  /** What the inputs come to is ten times as much: what is kept of each would show. */
  private static final long HEAP_GROWTH_MAX = 48L << 20;

  /**
   * A method, a status and a cause make a series each, and so does an outcome of an account. Fewer
   * than there are addresses in a run: what strangers make up makes none.
   */
  private static final int SERIES_MAX = 60;

  /** A body, how it is called and where it goes, in every fourth call. */
  private static final int STRANGE_EVERY = 4;

  private static final List<String> METHODS =
      List.of("GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "BREW");
  private static final List<String> TYPES =
      List.of(
          "text/plain",
          "application/x-www-form-urlencoded",
          "multipart/form-data",
          "multipart/form-data; boundary=x",
          "application/json; charset=utf-16",
          "application/xml",
          "a/b; c=\"",
          "/",
          "application/octet-stream");
  private static final List<String> RESTS =
      List.of(
          "/",
          "//",
          "/v1",
          "/v2",
          "/v3",
          "/%00",
          "/%2e%2e/%2e%2e/x",
          "/%F0%9F",
          "?a=b&a=c&=&&",
          "?%00",
          "/" + "x".repeat(2000),
          "?" + "x=y&".repeat(500));

  private final Accounts accounts;
  private final AccountTable table;
  private final Appender appender;
  private final BoundedBody bodies;
  private final MeterRegistry meters;
  private final Vertx vertx;
  private final List<Webhook> webhooks;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  FuzzIT(
      Accounts accounts,
      AccountTable table,
      Appender appender,
      BoundedBody bodies,
      MeterRegistry meters,
      Vertx vertx,
      @All List<Webhook> webhooks) {
    this.accounts = accounts;
    this.table = table;
    this.appender = appender;
    this.bodies = bodies;
    this.meters = meters;
    this.vertx = vertx;
    this.webhooks = webhooks;
  }

  @Test
  void spoiltCallsAreAnsweredAsDocumentedAndTheNextGoodOneIsTaken() {
    List<SimulatorFactory> platforms = SimulatorFactory.all();
    assertThat(platforms).isNotEmpty();
    for (SimulatorFactory platform : platforms) {
      platform.harnesses(LoopbackHttp.client(vertx)).forEach(this::fuzz);
    }
  }

  private void fuzz(Harness harness) {
    try (PlatformSimulator simulator = harness.simulator()) {
      if (!isCalled(harness.platform().key())) {
        return;
      }
      AccountRef ref = new AccountRef(harness.platform().key(), TestKafka.randomName("fuzz"));
      accounts.put(ref, 1, simulator.open(ref, RestAssured.baseURI + ":" + RestAssured.port));
      Account account = table.find(ref).orElseThrow();
      fuzz(harness, account);
      if (harness.webhook().isPresent()) {
        goodOnesAreTaken(harness, account);
      }
    }
  }

  /** Some platforms are only listened to. */
  private boolean isCalled(String platform) {
    return webhooks.stream().anyMatch(w -> w.platform().equals(platform));
  }

  private void fuzz(Harness harness, Account account) {
    List<byte[]> examples = Examples.beside(harness.getClass());
    assertThat(examples).as("payloads of %s", account.ref()).isNotEmpty();
    Random random = new Random(1);
    TreeMap<Integer, Integer> answers = new TreeMap<>();
    examples.forEach(body -> post(harness.authentic(account, body), account));
    Set<Integer> documented = new HashSet<>(DOCUMENTED);
    harness.webhook().ifPresent(w -> documented.add(w.refusal().status()));
    Set<String> series = series();
    long heap = heapBytes();

    Fuzz.each(
        examples,
        body -> {
          HttpResponse<String> answer = call(random, harness.authentic(account, body), account);
          assertThat(answer.statusCode()).isIn(documented);
          assertThat(answer.body()).hasSizeLessThan(1000).doesNotContain("Exception", "\tat ");
          answers.merge(answer.statusCode(), 1, Integer::sum);
        });

    assertThat(answers.keySet())
        .as("answers of %s", account.ref())
        .contains(400)
        .containsAnyOf(200, 202);
    Awaitility.await().until(() -> bodies.bytesInFlight() == 0 && appender.inFlightBytes() == 0);
    assertThat(heapBytes() - heap).as("bytes of heap").isLessThan(HEAP_GROWTH_MAX);
    Set<String> grown = series();
    grown.removeAll(series);
    assertThat(grown).as("new series").hasSizeLessThan(SERIES_MAX);
  }

  private void goodOnesAreTaken(Harness harness, Account account) {
    List<String> texts =
        IntStream.range(0, AFTERWARDS).mapToObj(i -> TestKafka.randomName("good")).toList();
    for (String text : texts) {
      String chat = harness.newConversation();
      Said said = new Said(chat, harness.newMessage(), chat, RichText.plain(text));
      byte[] body = harness.message(account, said);
      assertThat(post(harness.authentic(account, body), account).statusCode()).isEqualTo(200);
    }
    List<String> taken =
        Tape.read(Topics.EVENTS).stream()
            .map(r -> new String(r.value(), StandardCharsets.UTF_8))
            .filter(value -> value.length() < 10_000)
            .toList();
    assertThat(texts).allMatch(text -> taken.stream().anyMatch(value -> value.contains(text)));
  }

  private HttpResponse<String> call(Random random, InboundRequest genuine, Account account) {
    if (random.nextInt(STRANGE_EVERY) != 0) {
      return post(genuine, account);
    }
    return switch (random.nextInt(4)) {
      case 0 -> send(genuine, any(random, METHODS), "", account, List.of());
      case 1 ->
          send(genuine, "POST", any(random, RESTS) + random.nextInt(10_000), account, List.of());
      case 2 -> send(genuine, "POST", "", account, List.of("content-type", any(random, TYPES)));
      default ->
          send(
              genuine,
              "POST",
              "",
              account,
              List.of("x-" + "y".repeat(100), "z".repeat(3000), "content-encoding", "gzip"));
    };
  }

  private HttpResponse<String> post(InboundRequest genuine, Account account) {
    return send(genuine, genuine.method(), "", account, List.of());
  }

  private HttpResponse<String> send(
      InboundRequest genuine, String method, String rest, Account account, List<String> more) {
    URI uri =
        URI.create(
            "http://127.0.0.1:%d/in/%s%s%s"
                .formatted(RestAssured.port, account.ref(), genuine.rest(), rest));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(genuine.body().getBytes()));
    genuine.headers().forEach(h -> request.setHeader(h.getKey(), h.getValue()));
    for (int i = 0; i < more.size(); i += 2) {
      request.setHeader(more.get(i), more.get(i + 1));
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("No answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** By name and tags. */
  private Set<String> series() {
    return meters.getMeters().stream().map(m -> m.getId().toString()).collect(Collectors.toSet());
  }

  private static long heapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static <T> T any(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
