package dev.milena.platform;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Opens WebSockets with Vert.x. */
@ApplicationScoped
public class VertxSocketClient implements SocketClient {
  /** What the other side may take to answer a close frame. */
  private static final int CLOSING_SECONDS = 3;

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final Vertx vertx;
  private final WebSocketClient client;
  private final int bytesMax;

  @Inject
  public VertxSocketClient(Vertx vertx, HttpConfig config) {
    this.vertx = vertx;
    this.client = vertx.createWebSocketClient(options(config));
    this.bytesMax = config.answerBytesMax();
  }

  private static WebSocketClientOptions options(HttpConfig config) {
    return new WebSocketClientOptions()
        .setConnectTimeout((int) config.connectTimeout().toMillis())
        .setMaxConnections(config.connectionsPerHost())
        .setMaxFrameSize(config.answerBytesMax())
        .setMaxMessageSize(config.answerBytesMax())
        .setClosingTimeout(CLOSING_SECONDS);
  }

  @Override
  public Uni<Socket> open(String url, Map<String, String> headers, Duration timeout) {
    return Uni.createFrom()
        .emitter(emitter -> {
          Context context = vertx.getOrCreateContext();
          context.runOnContext(_ ->
              connect(context, url, headers, timeout).onComplete(emitter::complete, emitter::fail));
        });
  }

  private Future<Socket> connect(
      Context context, String url, Map<String, String> headers, Duration timeout) {
    WebSocketConnectOptions where;
    try {
      where = where(URI.create(url)).setTimeout(timeout.toMillis());
    } catch (IllegalArgumentException _) {
      return Future.failedFuture(
          new IllegalArgumentException("The address of the socket is not an address"));
    }
    headers.forEach(where::putHeader);
    return client
        .connect(where)
        .<Socket>map(socket -> new VertxSocket(context, socket, VertxSocket.Watch.USUAL, bytesMax))
        .recover(cause -> Future.failedFuture(failure(cause)));
  }

  private static WebSocketConnectOptions where(URI url) {
    boolean tls = "wss".equals(url.getScheme());
    if (url.getHost() == null || !tls && !"ws".equals(url.getScheme())) {
      throw new IllegalArgumentException("Neither ws nor wss");
    }
    int port = url.getPort() > 0 ? url.getPort() : tls ? HTTPS_PORT : HTTP_PORT;
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String target = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    WebSocketConnectOptions options = new WebSocketConnectOptions();
    options.setHost(url.getHost()).setPort(port).setSsl(tls).setURI(target);
    return options;
  }

  /** Without its text, which names the address. */
  private static RuntimeException failure(Throwable cause) {
    return cause instanceof UpgradeRejectedException refused
        ? new RefusedException(refused.getStatus(), ApiAnswer.retryAfter(refused.getHeaders()))
        : new CallFailure(
            new DeliveryResult.Unreached(Reasons.NO_CONNECTION),
            "The platform's socket could not be reached");
  }

  @PreDestroy
  void close() {
    client.close();
  }
}
