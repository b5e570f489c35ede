package dev.milena.platform.testkit;

import dev.milena.platform.ApiClient;
import dev.milena.platform.HttpConfig;
import dev.milena.platform.SocketClient;
import dev.milena.platform.VertxApiClient;
import dev.milena.platform.VertxSocketClient;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The hub's own way to call out, allowed to reach simulators on loopback. */
public final class LoopbackHttp {
  private LoopbackHttp() {}

  public static ApiClient client(Vertx vertx) {
    return new VertxApiClient(vertx, new Settings(true), Optional.empty());
  }

  /** The hub's own way to listen. */
  public static SocketClient sockets(Vertx vertx) {
    return new VertxSocketClient(vertx, new Settings(true));
  }

  /** All defaults of {@link HttpConfig} in one place. */
  private record Settings(boolean allowPrivate) implements HttpConfig {
    @Override
    public Optional<Set<String>> privateHosts() {
      return Optional.empty();
    }

    @Override
    public Optional<String> ownUrl() {
      return Optional.empty();
    }

    @Override
    public Duration connectTimeout() {
      return Duration.ofSeconds(3);
    }

    @Override
    public int connectionsPerHost() {
      return 256;
    }

    @Override
    public int waitingCallsMax() {
      return 1024;
    }

    @Override
    public Duration keepAlive() {
      return Duration.ofSeconds(20);
    }

    @Override
    public int answerBytesMax() {
      return 8 * 1024 * 1024;
    }

    @Override
    public Duration fileIdleTimeout() {
      return Duration.ofSeconds(30);
    }
  }
}
