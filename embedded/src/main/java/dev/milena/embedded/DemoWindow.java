package dev.milena.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.testkit.PlatformSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * Lets somebody with curl be a person on a simulated platform: see what the hub sent to a chat, and
 * write there.
 *
 * <pre>
 * GET  /platform/chat           what one sees there of the hub, a JSON line for each message
 * POST /platform/chat           writes the body; answers with the message's id
 * PUT  /platform/chat/message   changes a message of one's own
 * POST /platform/chat/again     has the platform repeat its last call
 * </pre>
 *
 * On loopback, on any free port; only while the demo stays.
 */
final class DemoWindow implements AutoCloseable {
  /** Nobody types more. */
  private static final int BODY_BYTES_MAX = 64 * 1024;

  private final DemoCast cast;
  private final HttpServer server;

  private record Reply(int status, String body) {}

  private DemoWindow(DemoCast cast, HttpServer server) {
    this.cast = cast;
    this.server = server;
  }

  static DemoWindow open(DemoCast cast) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      DemoWindow window = new DemoWindow(cast, server);
      server.createContext("/", window::handle);
      server.start();
      return window;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange call) throws IOException {
    Reply reply = answer(call);
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().set("content-type", "application/x-ndjson; charset=utf-8");
    call.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    try (var out = call.getResponseBody()) {
      out.write(body);
    }
  }

  private Reply answer(HttpExchange call) throws IOException {
    String[] path = call.getRequestURI().getPath().split("/");
    String body =
        new String(call.getRequestBody().readNBytes(BODY_BYTES_MAX), StandardCharsets.UTF_8);
    if (path.length < 3 || path.length > 4 || !(isVisitors(path[1]) || isDesk(path[1]))) {
      return new Reply(
          404,
          "There are /"
              + cast.visitors().platform()
              + "/CHAT and /"
              + cast.desk().platform()
              + "/CHAT\n");
    }
    try {
      return answer(call.getRequestMethod(), path, body);
    } catch (UnsupportedOperationException | IllegalStateException e) {
      return new Reply(400, e.getMessage() + "\n");
    }
  }

  private Reply answer(String method, String[] path, String body) {
    PlatformSimulator people = isVisitors(path[1]) ? cast.visitors() : cast.desk();
    AccountRef account = isVisitors(path[1]) ? cast.bot() : cast.seat();
    String chat = path[2];
    String rest = path.length == 4 ? path[3] : "";
    return switch (method + (rest.isEmpty() ? "" : rest.equals("again") ? " again" : " message")) {
      case "GET" -> new Reply(200, shown(people, account, chat));
      case "POST" -> new Reply(200, wrote(people.write(account, chat, body)));
      case "PUT message" -> {
        people.edit(account, chat, rest, body);
        yield new Reply(204, "");
      }
      case "POST again" -> {
        people.redeliverLast(account, chat);
        yield new Reply(204, "");
      }
      default -> new Reply(405, "GET, POST or PUT\n");
    };
  }

  private boolean isVisitors(String platform) {
    return platform.equals(cast.visitors().platform());
  }

  private boolean isDesk(String platform) {
    return platform.equals(cast.desk().platform());
  }

  private static String shown(PlatformSimulator people, AccountRef account, String chat) {
    return people.shown(account, chat).stream()
        .map(message -> Json.mapper().valueToTree(message) + "\n")
        .collect(Collectors.joining());
  }

  private static String wrote(String message) {
    ObjectNode answer = Json.mapper().createObjectNode().put("message", message);
    return answer + "\n";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
