package dev.milena.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VertxApiClientTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String TOKEN = "123:s3cret-Token";
  private static final Map<String, String> VALUES = Map.of("token", TOKEN);

  private final LocalServers servers = new LocalServers();
  private final VertxApiClient client = client(HttpSettings.LOCAL);

  private VertxApiClient client(HttpConfig config) {
    return new VertxApiClient(servers.vertx(), config, Optional.empty());
  }

  @AfterEach
  void close() {
    servers.close();
  }

  private record Got(String method, String uri, Map<String, String> headers, String body) {}

  /** Keeps what comes, and answers 200. */
  private String keeping(BlockingQueue<Got> got) {
    return servers.http(request ->
        request
            .body()
            .onSuccess(body -> {
              got.add(
                  new Got(
                      request.method().name(), request.uri(), headers(request), body.toString()));
              request.response().putHeader("x-answer", "yes").end("{\"ok\":true}");
            }));
  }

  private static Map<String, String> headers(HttpServerRequest request) {
    Map<String, String> all = new java.util.HashMap<>();
    request.headers().forEach((k, v) -> all.put(k.toLowerCase(java.util.Locale.ROOT), v));
    return all;
  }

  private static ApiRequest json(String url, int bytes) {
    ObjectNode body = Json.mapper().createObjectNode().put("text", "x".repeat(bytes));
    return ApiRequest.postJson(url, Map.of(), body);
  }

  private DeliveryResult call(ApiRequest request, Duration timeout) {
    return client
        .call(
            request,
            VALUES,
            timeout,
            answer -> DeliveryResult.Delivered.as(Integer.toString(answer.status())))
        .await()
        .atMost(Duration.ofSeconds(20));
  }

  private ApiAnswer send(ApiRequest request) {
    return client.send(request, VALUES, TIMEOUT).await().atMost(Duration.ofSeconds(20));
  }

  @Test
  void fileAtWhatIsNoAddressFailsAtOnce() {
    // Given
    ApiRequest request = new ApiRequest("GET", "http://[", Map.of(), new ApiRequest.NoBody());

    // When
    Throwable failure =
        client
            .open(request, Map.of(), TIMEOUT)
            .onItemOrFailure()
            .transform((_, failed) -> failed)
            .await()
            .atMost(Duration.ofSeconds(5));

    // Then
    assertThat(failure).hasMessage("The address of the call is not an address");
  }

  // What is sent.

  @Test
  void answerComesBackWithStatusHeadersAndBody() throws InterruptedException {
    // Given
    BlockingQueue<Got> got = new LinkedBlockingQueue<>();
    ApiRequest request = json(keeping(got) + "/send", 3);

    // When
    ApiAnswer answer = send(request);

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().get("X-Answer")).isEqualTo("yes");
    assertThat(answer.body().toString()).isEqualTo("{\"ok\":true}");
    Got seen = got.poll(5, TimeUnit.SECONDS);
    assertThat(seen.method()).isEqualTo("POST");
    assertThat(seen.body()).isEqualTo("{\"text\":\"xxx\"}");
    assertThat(seen.headers()).containsEntry("content-type", "application/json");
  }

  @Test
  void foreignCallIntoAPrivateNetworkIsNotMade() {
    // Given
    BlockingQueue<Got> got = new LinkedBlockingQueue<>();
    String address = keeping(got);

    // When
    for (HttpConfig config :
        List.of(HttpSettings.DEFAULTS, HttpSettings.of("private-hosts", "other.test"))) {
      DeliveryResult outcome = foreign(config, json(address, 3));

      // Then
      assertThat(outcome).isEqualTo(new DeliveryResult.Misconfigured(Reasons.ADDRESS_NOT_ALLOWED));
    }
    assertThat(foreign(HttpSettings.DEFAULTS, json("http://169.254.169.254/latest", 3)))
        .isInstanceOf(DeliveryResult.Misconfigured.class);
    assertThat(foreign(HttpSettings.DEFAULTS, json("http://no-such-host.invalid/", 3)))
        .isInstanceOf(DeliveryResult.Unreached.class);
    assertThat(got).isEmpty();
  }

  private DeliveryResult foreign(HttpConfig config, ApiRequest request) {
    return client(config)
        .sendForeign(request, VALUES, TIMEOUT)
        .<DeliveryResult>map(answer -> DeliveryResult.Delivered.as("" + answer.status()))
        .onFailure(CallFailure.class)
        .recoverWithItem(CallFailure::outcome)
        .await()
        .atMost(Duration.ofSeconds(20));
  }

  @Test
  void foreignCallToANamedHostIsMadeWholeAndNoRedirectIsFollowed() throws InterruptedException {
    // Given
    BlockingQueue<Got> got = new LinkedBlockingQueue<>();
    String address = keeping(got);
    String away =
        servers.http(
            request -> request.response().setStatusCode(307).putHeader("location", address).end());
    HttpConfig config = HttpSettings.of("private-hosts", "127.0.0.1");

    // When
    DeliveryResult made = foreign(config, json(address + "/in?a=%20b", 3));
    DeliveryResult redirected = foreign(config, json(away, 3));

    // Then
    assertThat(made).isEqualTo(DeliveryResult.Delivered.as("200"));
    assertThat(redirected).isEqualTo(DeliveryResult.Delivered.as("307"));
    Got seen = got.poll(5, TimeUnit.SECONDS);
    assertThat(seen.method()).isEqualTo("POST");
    assertThat(seen.uri()).isEqualTo("/in?a=%20b");
    assertThat(seen.body()).isEqualTo("{\"text\":\"xxx\"}");
    assertThat(seen.headers()).containsEntry("content-type", "application/json");
    assertThat(got).isEmpty();
  }

  @Test
  void statusOfEveryKindIsAnAnswerAndNoRedirectIsFollowed() {
    // Given
    AtomicInteger calls = new AtomicInteger();
    String base =
        servers.http(request -> {
          calls.incrementAndGet();
          request.response().setStatusCode(302).putHeader("location", "/elsewhere").end();
        });

    // When
    ApiAnswer answer = send(json(base, 1));

    // Then
    assertThat(answer.status()).isEqualTo(302);
    assertThat(calls).hasValue(1);
  }

  @Test
  void secretsAreFilledIntoAddressAndHeadersButNotIntoWords() throws InterruptedException {
    // Given
    BlockingQueue<Got> got = new LinkedBlockingQueue<>();
    ObjectNode body =
        Json.mapper().createObjectNode().put("text", "what is {token}?").put("key", "k={token}");
    ApiRequest request =
        new ApiRequest(
            "POST",
            keeping(got) + "/bot{token}/send",
            Map.of("authorization", "Bearer {token}"),
            new ApiRequest.JsonBody(body, Set.of("/key")));

    // When
    send(request);

    // Then
    Got seen = got.poll(5, TimeUnit.SECONDS);
    assertThat(seen.uri()).isEqualTo("/bot123:s3cret-Token/send");
    assertThat(seen.headers()).containsEntry("authorization", "Bearer " + TOKEN);
    assertThat(seen.body())
        .isEqualTo("{\"text\":\"what is {token}?\",\"key\":\"k=123:s3cret-Token\"}");
    assertThat(body.path("key").asText()).isEqualTo("k={token}");
  }

  @Test
  void formIsSentInItsOrderAndFilledWhereThePlanSays() throws InterruptedException {
    // Given
    BlockingQueue<Got> got = new LinkedBlockingQueue<>();
    Map<String, String> fields = new java.util.LinkedHashMap<>();
    fields.put("text", "a&b={token} ü");
    fields.put("access_token", "{token}");
    ApiRequest request =
        new ApiRequest(
            "POST",
            keeping(got),
            Map.of(),
            new ApiRequest.FormBody(fields, Set.of("access_token")));

    // When
    send(request);

    // Then
    Got seen = got.poll(5, TimeUnit.SECONDS);
    assertThat(seen.headers()).containsEntry("content-type", "application/x-www-form-urlencoded");
    assertThat(seen.body())
        .isEqualTo("text=a%26b%3D%7Btoken%7D+%C3%BC&access_token=123%3As3cret-Token");
  }

  // How far it got.

  @Test
  void refusedConnectionIsUnreached() {
    // When
    DeliveryResult result = call(json(servers.nowhere(), 1), TIMEOUT);

    // Then
    assertThat(result).isEqualTo(new DeliveryResult.Unreached(Reasons.NO_CONNECTION));
  }

  @Test
  void unknownHostIsUnreached() {
    // When
    DeliveryResult result = call(json("http://no-such-host.invalid", 1), TIMEOUT);

    // Then
    assertThat(result).isEqualTo(new DeliveryResult.Unreached(Reasons.NO_CONNECTION));
  }

  @Test
  void resetBeforeReadingIsNotDelivered() {
    // Given
    String base = servers.tcp(socket -> socket.close());

    // When
    DeliveryResult result = call(json(base, 1), TIMEOUT);

    // Then
    assertThat(result)
        .isInstanceOfAny(DeliveryResult.Unreached.class, DeliveryResult.Unconfirmed.class);
  }

  @Test
  void resetInTheMiddleOfALargeRequestIsUnreached() {
    // Given
    String base = servers.tcp(socket -> socket.handler(_ -> socket.close()));

    // When
    DeliveryResult result = call(json(base, 60_000_000), TIMEOUT);

    // Then
    assertThat(result).isEqualTo(new DeliveryResult.Unreached(Reasons.NO_CONNECTION));
  }

  @Test
  void timeoutInTheMiddleOfALargeRequestIsUnreached() {
    // Given
    String base = servers.tcp(socket -> socket.pause());

    // When
    DeliveryResult result = call(json(base, 60_000_000), Duration.ofMillis(1500));

    // Then
    assertThat(result).isEqualTo(new DeliveryResult.Unreached(Reasons.NO_CONNECTION));
  }

  @Test
  void resetAfterReadingIsUnconfirmed() {
    // Given
    String base = servers.tcp(socket -> readWhole(socket, socket::close));

    // When
    DeliveryResult result = call(json(base, 1000), TIMEOUT);

    // Then
    assertThat(result).isEqualTo(new DeliveryResult.Unconfirmed(Reasons.NO_ANSWER));
  }

  /** Runs when the request with its 1000 letters is there. */
  private static void readWhole(io.vertx.core.net.NetSocket socket, Runnable then) {
    Buffer all = Buffer.buffer();
    socket.handler(bytes -> {
      all.appendBuffer(bytes);
      if (all.toString().endsWith("x\"}")) {
        then.run();
      }
    });
  }

  @Test
  void noAnswerInTimeIsUnconfirmed() {
    // Given
    String base = servers.tcp(socket -> readWhole(socket, () -> {}));

    // When
    DeliveryResult result = call(json(base, 1000), SHORT);

    // Then
    assertThat(result).isEqualTo(new DeliveryResult.Unconfirmed(Reasons.NO_ANSWER));
  }

  @Test
  void halfAnAnswerIsUnconfirmed() {
    // Given
    String half = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"ok\":true";
    String base =
        servers.tcp(
            socket -> readWhole(socket, () -> socket.write(half).onComplete(_ -> socket.close())));

    // When
    DeliveryResult result = call(json(base, 1000), TIMEOUT);

    // Then
    assertThat(result).isEqualTo(new DeliveryResult.Unconfirmed(Reasons.NO_ANSWER));
  }

  @Test
  void halfAnAnswerThatStallsIsUnconfirmed() {
    // Given
    String half = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"ok\":true";
    String base = servers.tcp(socket -> readWhole(socket, () -> socket.write(half)));

    // When
    DeliveryResult result = call(json(base, 1000), SHORT);

    // Then
    assertThat(result).isEqualTo(new DeliveryResult.Unconfirmed(Reasons.NO_ANSWER));
  }

  @Test
  void answerThatIsNoHttpIsUnconfirmed() {
    // Given
    String base =
        servers.tcp(socket -> readWhole(socket, () -> socket.write("SSH-2.0-OpenSSH\r\n\r\n")));

    // When
    DeliveryResult result = call(json(base, 1000), SHORT);

    // Then
    assertThat(result).isEqualTo(new DeliveryResult.Unconfirmed(Reasons.NO_ANSWER));
  }

  @Test
  void answerOfNineMebibytesIsUnconfirmedAndCutOff() {
    // Given
    AtomicBoolean cut = new AtomicBoolean();
    String base =
        servers.http(request -> {
          request.connection().closeHandler(_ -> cut.set(true));
          request
              .response()
              .putHeader("content-length", Integer.toString(9 << 20))
              .write(Buffer.buffer(new byte[9 << 20]));
        });

    // When
    DeliveryResult result = call(json(base, 1), TIMEOUT);

    // Then
    assertThat(result).isEqualTo(new DeliveryResult.Unconfirmed(Reasons.NO_ANSWER));
    await().untilTrue(cut);
  }

  @Test
  void answerOfSevenMebibytesIsRead() {
    // Given
    String base = servers.http(request -> request.response().end(Buffer.buffer(new byte[7 << 20])));

    // When
    ApiAnswer answer = send(json(base, 1));

    // Then
    assertThat(answer.body().length()).isEqualTo(7 << 20);
  }

  @Test
  void answerBeforeTheRequestIsWholeCounts() {
    // Given
    String early = "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n";
    AtomicBoolean answered = new AtomicBoolean();
    String base =
        servers.tcp(socket ->
            socket.handler(_ -> {
              if (answered.compareAndSet(false, true)) {
                socket.write(early);
              }
            }));

    // When
    DeliveryResult result = call(json(base, 2_000_000), TIMEOUT);

    // Then
    assertThat(result).isEqualTo(DeliveryResult.Delivered.as("413"));
  }

  @Test
  void callsBeyondPoolAndQueueAreUnreached() {
    // Given
    VertxApiClient narrow =
        client(HttpSettings.local("connections-per-host", "1", "waiting-calls-max", "0"));
    AtomicInteger calls = new AtomicInteger();
    String base = servers.http(_ -> calls.incrementAndGet());
    narrow.send(json(base, 1), VALUES, TIMEOUT).subscribe().with(_ -> {}, _ -> {});
    await().untilAtomic(calls, org.hamcrest.Matchers.is(1));

    // When
    DeliveryResult result =
        narrow
            .call(json(base, 1), VALUES, TIMEOUT, _ -> DeliveryResult.Delivered.unnamed())
            .await()
            .atMost(TIMEOUT);

    // Then
    assertThat(result).isEqualTo(new DeliveryResult.Unreached(Reasons.NO_CONNECTION));
    assertThat(calls).hasValue(1);
  }

  @Test
  void callThatWaitsTooLongForAConnectionIsUnreached() {
    // Given
    VertxApiClient narrow =
        client(HttpSettings.local("connections-per-host", "1", "waiting-calls-max", "10"));
    AtomicInteger calls = new AtomicInteger();
    String base = servers.http(_ -> calls.incrementAndGet());
    narrow.send(json(base, 1), VALUES, TIMEOUT).subscribe().with(_ -> {}, _ -> {});
    await().untilAtomic(calls, org.hamcrest.Matchers.is(1));

    // When
    DeliveryResult result =
        narrow
            .call(json(base, 1), VALUES, SHORT, _ -> DeliveryResult.Delivered.unnamed())
            .await()
            .atMost(TIMEOUT);

    // Then
    assertThat(result).isEqualTo(new DeliveryResult.Unreached(Reasons.NO_CONNECTION));
  }

  @Test
  void abandonedCallClosesItsConnection() {
    // Given
    AtomicBoolean begun = new AtomicBoolean();
    AtomicBoolean closed = new AtomicBoolean();
    String base =
        servers.http(request -> {
          begun.set(true);
          request.connection().closeHandler(_ -> closed.set(true));
        });
    var running = client.send(json(base, 1), VALUES, TIMEOUT).subscribe().with(_ -> {}, _ -> {});
    await().untilTrue(begun);

    // When
    running.cancel();

    // Then
    await().untilTrue(closed);
  }

  @Test
  void callIsMadeOnlyWhenSomebodyWaitsForIt() throws InterruptedException {
    // Given
    BlockingQueue<Got> got = new LinkedBlockingQueue<>();

    // When
    var call = client.send(json(keeping(got), 1), VALUES, TIMEOUT);

    // Then
    assertThat(got.poll(200, TimeUnit.MILLISECONDS)).isNull();
    call.await().atMost(TIMEOUT);
    call.await().atMost(TIMEOUT);
    assertThat(got).hasSize(2);
  }

  // What is not said.

  @Test
  void nothingSaysTheAddressTheTokenOrTheBody() {
    // Given
    List<ApiRequest> requests =
        List.of(
            json(servers.nowhere() + "/bot{token}/secretpath", 10),
            json("http://bad host/{token}/secretpath", 10),
            json("nonsense://{token}/secretpath", 10),
            json(servers.nowhere() + "/{missing}/secretpath", 10),
            new ApiRequest(
                "GET",
                servers.nowhere() + "/secretpath",
                Map.of("x-auth", "{token}\r\nevil: 1"),
                new ApiRequest.NoBody()));

    for (ApiRequest request : requests) {
      // When
      Throwable failure = catchThrowable(() -> send(request));

      // Then
      assertThat(everything(failure)).doesNotContain("s3cret", "secretpath", "xxxx", "evil");
      assertThat(request.toString()).doesNotContain("secretpath", "xxxx");
    }
  }

  private static String everything(Throwable failure) {
    java.io.StringWriter out = new java.io.StringWriter();
    failure.printStackTrace(new java.io.PrintWriter(out));
    return out.toString();
  }
}
