package dev.milena.backing;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jboss.logging.Logger;

/** One run of the broker, from a start to a stop. */
final class KafkaNode {
  private static final Logger LOG = Logger.getLogger(KafkaNode.class);

  /**
   * An orderly stop was seen to take under 2 s; with this bound SIGTERM still ends well within 30
   * s.
   */
  private static final Duration STOP_MAX = Duration.ofSeconds(15);

  private final KafkaRaftServer server;
  private final FolderLock lock;

  private KafkaNode(KafkaRaftServer server, FolderLock lock) {
    this.server = server;
    this.lock = lock;
  }

  static KafkaNode start(BackingKafka.Options options) {
    Ports.requireLoopbackFree(options.port(), "Kafka");
    // Kafka has a lock of its own, but looks at it only after its controller has begun to write.
    FolderLock lock = FolderLock.take(options.folder());
    try {
      formatOnce(options.folder());
      KafkaConfig config = KafkaConfig.fromProps(KafkaSettings.of(options, Ports.free()), false);
      return new KafkaNode(
          withOwnClasses(() -> withoutEndingTheJvm(() -> startServer(config))), lock);
    } catch (Exception e) { // Scala declares nothing: checked ones come too.
      lock.close();
      throw BackingException.because("Kafka cannot start on " + options.folder(), e);
    }
  }

  /**
   * Gives the folder a cluster id. Killed half-way it leaves no {@code meta.properties}, and is
   * done again.
   */
  private static void formatOnce(Path folder) throws Exception {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    String directory = folder.toString();
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(KafkaSettings.NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName(KafkaSettings.CONTROLLER_LISTENER)
        .setMetadataLogDirectory(directory)
        .addDirectory(directory)
        .run();
  }

  private static KafkaRaftServer startServer(KafkaConfig config) {
    KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
    boolean started = false;
    try {
      server.startup();
      started = true;
      return server;
    } finally {
      if (!started) {
        shutDown(server);
      }
    }
  }

  /**
   * Kafka finds some of its parts by name through the thread's class loader, which in an
   * application's tests is another one, with another copy of Kafka in it.
   */
  private static KafkaRaftServer withOwnClasses(Supplier<KafkaRaftServer> start) {
    Thread thread = Thread.currentThread();
    ClassLoader callers = thread.getContextClassLoader();
    thread.setContextClassLoader(KafkaNode.class.getClassLoader());
    try {
      return start.get();
    } finally {
      thread.setContextClassLoader(callers);
    }
  }

  /**
   * Kafka answers some failures of a start (a port taken in the last moment, damaged files) by
   * ending the process. Here it shares the process with others, who get an exception instead.
   */
  private static synchronized KafkaRaftServer withoutEndingTheJvm(Supplier<KafkaRaftServer> start) {
    Exit.Procedure refusal =
        (status, message) -> {
          throw new IllegalStateException(
              message == null ? "it met a fault (the log says which) and gave up" : message);
        };
    Exit.setExitProcedure(refusal);
    Exit.setHaltProcedure(refusal);
    try {
      return start.get();
    } finally {
      Exit.resetExitProcedure();
      Exit.resetHaltProcedure();
    }
  }

  void stop() {
    shutDown(server);
    lock.close();
  }

  private static void shutDown(KafkaRaftServer server) {
    Thread stopping =
        Thread.ofPlatform()
            .daemon()
            .name("kafka-stop")
            .start(() -> {
              server.shutdown();
              server.awaitShutdown();
            });
    try {
      if (!stopping.join(STOP_MAX)) {
        LOG.warnf("Kafka did not stop within %s; its next start will take longer", STOP_MAX);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
