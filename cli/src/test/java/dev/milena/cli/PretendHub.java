package dev.milena.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import picocli.CommandLine;

/** Gives the answers it was told, one after another, and notes what it was asked. */
final class PretendHub implements AutoCloseable {
  private record Answer(int status, String body) {}

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final BlockingDeque<Answer> answers = new LinkedBlockingDeque<>();
  private final HttpServer server;

  PretendHub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::serve);
    server.start();
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization")
            + (body.isEmpty() ? "" : " " + body));
    Answer answer = answers.removeFirst();
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  void answer(int status, String body) {
    answers.add(new Answer(status, body));
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Runs a command as a person would; returns its exit status. */
  int run(Object command, String... arguments) {
    return Main.prepared(
            new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true)))
        .execute(arguments);
  }

  List<String> asked() {
    return asked;
  }

  List<String> out() {
    return out.toString().lines().toList();
  }

  List<String> err() {
    return err.toString().lines().toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
