package dev.milena.bench;

import dev.milena.backing.BackingKafka;
import dev.milena.backing.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Kafka as a process of its own, so that what it uses can be told from what others use. */
record Broker(Process process, int port) implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(60);

  /** What the process does. */
  @Command(name = "broker", hidden = true)
  static final class Run implements Runnable {
    @Parameters(index = "0")
    private Path folder;

    @Parameters(index = "1")
    private int port;

    @Override
    public void run() {
      BackingKafka kafka =
          BackingKafka.start(BackingKafka.Options.in(folder).withPort(port).forgetful());
      Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
      LockSupport.park(); // Until it is ended.
    }
  }

  /** Returns when clients can connect. */
  static Broker start(Path root, Path folder) throws IOException {
    int port = Ports.free();
    Path log = Lab.logs(root).resolve("kafka.log");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:+UseCompactObjectHeaders",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "broker",
                    folder.toString(),
                    Integer.toString(port)))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Broker broker = new Broker(process, port);
    // No process outlives the run, also when that is interrupted.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    broker.awaitListening();
    return broker;
  }

  private void awaitListening() throws IOException {
    long until = System.nanoTime() + START_MAX.toNanos();
    while (process.isAlive() && System.nanoTime() < until) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
        return;
      } catch (IOException notYet) {
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
    }
    throw new IOException("Kafka did not start; look into bench/target/kafka.log");
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
