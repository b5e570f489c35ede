package dev.milena.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The least that could call a platform: bare Vert.x makes the hub's own call with other chats over
 * and over, each connection as soon as the one before is answered. It reads nothing, keeps no order
 * and no limit, and writes nothing down.
 */
final class CallLoop {
  /** The process of its own in which it is measured. */
  @Command(name = "calls", hidden = true)
  static final class Run implements Callable<Integer> {
    @Parameters(index = "0")
    private int port;

    @Parameters(index = "1")
    private int connections;

    @Parameters(index = "2")
    private Path call;

    @Override
    public Integer call() throws IOException, InterruptedException {
      new CallLoop(port, connections, read(call)).start();
      return Main.untilEnded();
    }
  }

  private static final int CHATS = 1024;

  private final int port;
  private final int connections;
  private final Sink.Call call;
  private final Buffer[] bodies = new Buffer[CHATS];
  private final AtomicInteger next = new AtomicInteger();
  private final HttpClient client;

  private CallLoop(int port, int connections, Sink.Call call) {
    this.port = port;
    this.connections = connections;
    this.call = call;
    int recorded = Chats.in(Buffer.buffer(call.body()));
    for (int i = 0; i < CHATS; i++) {
      bodies[i] = Buffer.buffer(call.body().replace(Chats.id(recorded), Chats.id(i)));
    }
    this.client =
        Vertx.vertx().createHttpClient(new HttpClientOptions().setMaxPoolSize(connections));
  }

  /** Leaves a call where another process finds it. */
  static void write(Sink.Call call, Path file) throws IOException {
    StringBuilder text = new StringBuilder(call.path()).append('\n');
    call.headers()
        .forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    Files.writeString(file, text.append('\n').append(call.body()));
  }

  private static Sink.Call read(Path file) throws IOException {
    String text = Files.readString(file);
    int end = text.indexOf("\n\n");
    List<String> head = text.substring(0, end).lines().toList();
    Map<String, String> headers = new TreeMap<>();
    head.stream()
        .skip(1)
        .map(line -> line.split(": ", 2))
        .forEach(pair -> headers.put(pair[0], pair[1]));
    return new Sink.Call(head.getFirst(), headers, text.substring(end + 2));
  }

  private void start() {
    for (int i = 0; i < connections; i++) {
      again();
    }
  }

  private void again() {
    Buffer body = bodies[Math.floorMod(next.getAndIncrement(), CHATS)];
    client
        .request(HttpMethod.POST, port, "127.0.0.1", call.path())
        .compose(request -> {
          call.headers().forEach(request::putHeader);
          // Here and not behind it: the first call of each comes from a thread of its own.
          return request.send(body).compose(HttpClientResponse::body);
        })
        .onComplete(answered -> again());
  }
}
