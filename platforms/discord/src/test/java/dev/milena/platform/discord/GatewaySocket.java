package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.testkit.DeadLink;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.DeflaterOutputStream;

/** One connection to the simulated Gateway, with the rules that the real one has. */
final class GatewaySocket {
  private static final int FRAME_MAX = 4096;
  private static final int FRAMES_MAX = 120;
  private static final long FRAMES_WITHIN_MS = 60_000;

  private final ServerWebSocket socket;
  private final Function<String, Optional<SimulatedApp>> byToken;
  private final String resumeUrl;
  private final Optional<Compression> compression;
  private Optional<SimulatedApp> app = Optional.empty();
  private Optional<SimulatedSession> session = Optional.empty();
  private long since = System.currentTimeMillis();
  private int frames;
  private volatile boolean silent;

  /** zlib-stream: one stream over the whole connection. */
  private static final class Compression {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DeflaterOutputStream deflater = new DeflaterOutputStream(bytes, true);

    Buffer of(String text) {
      try {
        deflater.write(text.getBytes(StandardCharsets.UTF_8));
        deflater.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Buffer out = Buffer.buffer(bytes.toByteArray());
      bytes.reset();
      return out;
    }
  }

  /**
   * @param byToken finds the application that a token belongs to
   */
  GatewaySocket(
      ServerWebSocket socket,
      Function<String, Optional<SimulatedApp>> byToken,
      String resumeUrl,
      long heartbeatMs) {
    this.socket = socket;
    this.byToken = byToken;
    this.resumeUrl = resumeUrl;
    String query = Optional.ofNullable(socket.query()).orElse("");
    this.compression =
        query.contains("compress=zlib-stream") ? Optional.of(new Compression()) : Optional.empty();
    if (!query.contains("v=10") || !query.contains("encoding=json")) {
      socket.close((short) 4012);
      return;
    }
    socket.textMessageHandler(this::take);
    socket.closeHandler(_ -> app.ifPresent(a -> a.left(this, session)));
    ObjectNode hello = frame(10);
    hello.putObject("d").put("heartbeat_interval", heartbeatMs);
    send(hello.toString());
  }

  private static ObjectNode frame(int op) {
    ObjectNode frame = Json.mapper().createObjectNode().put("op", op);
    frame.putNull("s").putNull("t").putNull("d");
    return frame;
  }

  private void take(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > FRAME_MAX) {
      close(4002);
      return;
    }
    long now = System.currentTimeMillis();
    if (now - since > FRAMES_WITHIN_MS) {
      since = now;
      frames = 0;
    }
    if (++frames > FRAMES_MAX) {
      close(4008);
      return;
    }
    JsonNode frame;
    try {
      frame = Json.tree(text.getBytes(StandardCharsets.UTF_8));
    } catch (Json.UnreadableException _) {
      close(4002);
      return;
    }
    switch (frame.path("op").asInt(-1)) {
      case 1 -> send(frame(11).toString());
      case 2 -> identify(frame.path("d"));
      case 3, 4, 8 -> ready();
      case 6 -> resume(frame.path("d"));
      default -> close(4001);
    }
  }

  private void ready() {
    if (session.isEmpty()) {
      close(4003);
    }
  }

  private void identify(JsonNode data) {
    if (session.isPresent()) {
      close(4005);
      return;
    }
    app = byToken.apply(data.path("token").asText("").replaceFirst("^Bot ", ""));
    if (app.isEmpty()) {
      close(4004);
    } else if (!data.path("intents").isIntegralNumber()
        || data.path("intents").asLong() >= 1L << 27) {
      close(4013);
    } else if (!data.path("properties").isObject()) {
      close(4002);
    } else {
      JsonNode shard = data.path("shard");
      session =
          Optional.of(
              app.get().begin(this, resumeUrl, shard.path(0).asLong(0), shard.path(1).asLong(1)));
    }
  }

  private void resume(JsonNode data) {
    app = byToken.apply(data.path("token").asText("").replaceFirst("^Bot ", ""));
    if (app.isEmpty()) {
      close(4004);
      return;
    }
    session =
        app.get().resume(this, data.path("session_id").asText(""), data.path("seq").asLong(-1));
    if (session.isEmpty()) {
      send(frame(9).put("d", false).toString());
    }
  }

  /** Asks to connect again. */
  void reconnect() {
    send(frame(7).toString());
  }

  /** Says nothing more and hears nothing, as when the line between is gone. */
  void fallSilent() {
    DeadLink.cut(socket);
    silent = true;
    app.ifPresent(a -> a.left(this, session));
  }

  void send(String text) {
    if (silent || socket.isClosed()) {
      return;
    }
    synchronized (this) {
      compression.ifPresentOrElse(
          c -> socket.writeBinaryMessage(c.of(text)), () -> socket.writeTextMessage(text));
    }
  }

  void close(int code) {
    if (!socket.isClosed()) {
      socket.close((short) code);
    }
  }
}
