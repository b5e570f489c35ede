package dev.milena.bench;

import dev.milena.backing.BackingKafka;
import dev.milena.backing.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Kafka as a process of its own. */
record Broker(Child child, int port) implements AutoCloseable {
  private static final List<String> OPTIONS = List.of("-Xmx512m", "-XX:+UseCompactObjectHeaders");

  private static final int CONNECT_MAX_MILLIS = 1000;

  /** What the process does. */
  @Command(name = "broker", hidden = true)
  static final class Run implements Callable<Integer> {
    @Parameters(index = "0")
    private Path folder;

    @Parameters(index = "1")
    private int port;

    @Override
    public Integer call() throws InterruptedException {
      BackingKafka kafka =
          BackingKafka.start(BackingKafka.Options.in(folder).withPort(port).forgetful());
      Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
      return Main.untilEnded();
    }
  }

  /**
   * Returns when clients can connect.
   *
   * @param more options of its JVM
   */
  static Broker start(Path root, Path folder, List<String> more) throws Exception {
    int port = Ports.free();
    List<String> options = new ArrayList<>(OPTIONS);
    options.addAll(more);
    Child child = Child.self(root, options, "broker", folder.toString(), Integer.toString(port));
    child.await(() -> isListening(port));
    return new Broker(child, port);
  }

  private static boolean isListening(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MAX_MILLIS);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    child.close();
  }
}
