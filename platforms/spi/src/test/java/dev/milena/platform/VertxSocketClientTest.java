package dev.milena.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VertxSocketClientTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int GOODBYE = 4001;

  private final LocalServers servers = new LocalServers();
  private final VertxSocketClient client =
      new VertxSocketClient(servers.vertx(), HttpSettings.LOCAL);

  @AfterEach
  void close() {
    servers.close();
  }

  private Socket open(String url) {
    return client.open(url, Map.of(), TIMEOUT).await().atMost(TIMEOUT);
  }

  private static AssertSubscriber<String> listen(Socket socket, long asked) {
    return socket
        .messages()
        .map(Buffer::toString)
        .subscribe()
        .withSubscriber(AssertSubscriber.create(asked));
  }

  @Test
  void handshakeCarriesHeadersAndTargetAndMessagesGoBothWays() throws InterruptedException {
    // Given
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    String base =
        servers.sockets(socket -> {
          seen.add(socket.uri() + " " + socket.headers().get("authorization"));
          socket.textMessageHandler(text -> socket.writeTextMessage("you said " + text));
        });

    // When
    Socket socket =
        client
            .open(base + "/link?ticket=a%20b", Map.of("authorization", "Bearer x"), TIMEOUT)
            .await()
            .atMost(TIMEOUT);
    AssertSubscriber<String> heard = listen(socket, 1);
    socket.send("привет").await().atMost(TIMEOUT);

    // Then
    assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("/link?ticket=a%20b Bearer x");
    heard.awaitItems(1, TIMEOUT).assertItems("you said привет");
  }

  @Test
  void messageInSeveralFramesIsOne() {
    // Given
    String base =
        servers.sockets(socket -> {
          socket.writeFrame(WebSocketFrame.binaryFrame(Buffer.buffer("one "), false));
          socket.writePing(Buffer.buffer());
          socket.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer("whole"), true));
          socket.writeTextMessage("next");
        });

    // When
    AssertSubscriber<String> heard = listen(open(base), 2);

    // Then
    heard.awaitItems(2, TIMEOUT).assertItems("one whole", "next");
  }

  @Test
  void onlyWhatIsAskedForIsReadAndTheRestStaysInItsOrder() {
    // Given
    AtomicInteger sent = new AtomicInteger();
    String large = "x".repeat(50_000);
    String base = servers.sockets(socket -> sendOnAndOn(socket, large, sent));

    // When
    AssertSubscriber<String> heard = listen(open(base), 1);
    heard.awaitItems(1, TIMEOUT);
    await().during(Duration.ofMillis(300)).atMost(TIMEOUT).until(stands(sent));

    // Then
    assertThat(heard.getItems()).hasSize(1);
    heard.request(20);
    heard.awaitItems(21, TIMEOUT);
    assertThat(heard.getItems().stream().map(text -> text.substring(0, text.indexOf(' '))))
        .containsExactlyElementsOf(
            java.util.stream.IntStream.range(0, 21).mapToObj(Integer::toString).toList());
  }

  private static java.util.concurrent.Callable<Boolean> stands(AtomicInteger sent) {
    AtomicInteger before = new AtomicInteger(-1);
    return () -> before.getAndSet(sent.get()) == sent.get();
  }

  private static void sendOnAndOn(ServerWebSocket socket, String large, AtomicInteger sent) {
    while (!socket.isClosed() && !socket.writeQueueFull()) {
      socket.writeTextMessage(sent.getAndIncrement() + " " + large);
    }
    socket.drainHandler(_ -> sendOnAndOn(socket, large, sent));
  }

  @Test
  void closeCodeOfThePlatformIsTold() {
    // Given
    String base =
        servers.sockets(socket -> {
          socket.writeTextMessage("last");
          socket.close((short) GOODBYE);
        });

    // When
    Socket socket = open(base);
    AssertSubscriber<String> heard = listen(socket, Long.MAX_VALUE);
    heard.awaitFailure(TIMEOUT);

    // Then
    heard.assertItems("last").assertFailedWith(Socket.ClosedException.class);
    assertThat(((Socket.ClosedException) heard.getFailure()).code()).isEqualTo(GOODBYE);
    assertThat(catchThrowable(() -> socket.send("late").await().atMost(TIMEOUT)))
        .isInstanceOf(Socket.ClosedException.class);
  }

  @Test
  void connectionThatBreaksIsAbnormal() {
    // Given
    String base = servers.sockets(socket -> socket.textMessageHandler(_ -> breakOff(socket)));
    Socket socket = open(base);
    AssertSubscriber<String> heard = listen(socket, 1);

    // When
    socket.send("break").await().atMost(TIMEOUT);
    heard.awaitFailure(TIMEOUT);

    // Then
    assertThat(((Socket.ClosedException) heard.getFailure()).code()).isEqualTo(Socket.ABNORMAL);
  }

  private static void breakOff(ServerWebSocket socket) {
    ((io.vertx.core.http.impl.WebSocketInternal) socket).channelHandlerContext().close();
  }

  @Test
  void goodbyeReachesThePlatformAlsoWhenMuchIsUnread() throws Exception {
    // Given
    CompletableFuture<Short> code = new CompletableFuture<>();
    String base =
        servers.sockets(socket -> {
          for (int i = 0; i < 100; i++) {
            socket.writeTextMessage("unread " + i);
          }
          socket.closeHandler(_ -> code.complete(socket.closeStatusCode()));
        });
    Socket socket = open(base);
    listen(socket, 1).awaitItems(1, TIMEOUT);

    // When
    socket.close(GOODBYE).await().atMost(TIMEOUT);

    // Then
    assertThat(code.get(10, TimeUnit.SECONDS)).isEqualTo((short) GOODBYE);
  }

  @Test
  void refusalSaysStatusAndTimeToWait() {
    // Given
    String base =
        servers.http(
            request -> request.response().setStatusCode(429).putHeader("retry-after", "7").end());

    // When
    SocketClient.RefusedException refused =
        catchThrowableOfType(
            SocketClient.RefusedException.class, () -> open(base.replace("http", "ws")));

    // Then
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.retryAfter()).contains(Duration.ofSeconds(7));
  }

  @Test
  void addressThatLeadsNowhereAppearsInNoError() {
    // Given
    String secret = "ticket-of-somebody";
    List<String> addresses =
        List.of(
            servers.nowhere().replace("http", "ws") + "/?ticket=" + secret,
            "http://127.0.0.1/" + secret,
            "ws:// " + secret);

    // When
    List<Throwable> failures =
        addresses.stream().map(address -> catchThrowable(() -> open(address))).toList();

    // Then
    assertThat(failures)
        .allSatisfy(failure -> assertThat(failure).hasMessageNotContaining(secret).hasNoCause());
    assertThat(failures.getFirst()).isInstanceOf(CallFailure.class);
  }

  @Test
  void platformThatFallsSilentIsGivenUp() {
    // Given
    CompletableFuture<VertxSocket> opened = new CompletableFuture<>();
    // Takes bytes and says nothing after the handshake: a machine that was switched off.
    String base = servers.tcp(Silent::shakeHands).replace("http://", "");
    int port = Integer.parseInt(base.substring(base.indexOf(':') + 1));
    Context context = servers.vertx().getOrCreateContext();
    context.runOnContext(_ ->
        servers
            .vertx()
            .createWebSocketClient()
            .connect(port, "127.0.0.1", "/")
            .onSuccess(socket ->
                opened.complete(
                    new VertxSocket(
                        context,
                        socket,
                        new VertxSocket.Watch(Duration.ofMillis(50), Duration.ofMillis(300)),
                        1000))));

    // When
    AssertSubscriber<String> heard = listen(opened.orTimeout(10, TimeUnit.SECONDS).join(), 1);
    heard.awaitFailure(TIMEOUT);

    // Then
    assertThat(((Socket.ClosedException) heard.getFailure()).code()).isEqualTo(Socket.ABNORMAL);
  }

  /** The first half of a platform. */
  private static final class Silent {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    static void shakeHands(io.vertx.core.net.NetSocket socket) {
      Buffer request = Buffer.buffer();
      socket.handler(bytes -> {
        request.appendBuffer(bytes);
        String text = request.toString();
        if (text.contains("\r\n\r\n") && request.length() > 0) {
          java.util.regex.Matcher key =
              java.util.regex.Pattern.compile("(?i)sec-websocket-key: (\\S+)").matcher(text);
          if (key.find()) {
            socket.handler(_ -> {});
            socket.write(
                "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
                    + "sec-websocket-accept: "
                    + accept(key.group(1))
                    + "\r\n\r\n");
          }
        }
      });
    }

    private static String accept(String key) {
      try {
        return java.util.Base64.getEncoder()
            .encodeToString(
                java.security.MessageDigest.getInstance("SHA-1")
                    .digest((key + GUID).getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
      } catch (java.security.NoSuchAlgorithmException e) {
        throw new AssertionError(e);
      }
    }
  }
}
