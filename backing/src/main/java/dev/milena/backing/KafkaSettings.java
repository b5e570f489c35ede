package dev.milena.backing;

import java.util.Properties;

/**
 * What a broker is told that stands alone. Settings of a topic (retention, compaction, timestamps)
 * are the business of whoever creates it.
 *
 * @see <a href="https://kafka.apache.org/41/configuration/broker-configs/">Broker configuration,
 *     read 2026-11-21</a>
 */
final class KafkaSettings {
  static final int NODE_ID = 1;
  static final String HOST = "127.0.0.1";
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private static final String CLIENT_LISTENER = "CLIENTS";

  private KafkaSettings() {}

  static Properties of(BackingKafka.Options options, int controllerPort) {
    Properties settings = new Properties();
    roles(settings, options.port(), controllerPort);
    oneOfEverything(settings);
    quickToNotice(settings);
    small(settings);
    settings.setProperty("log.dirs", options.folder().toString());
    settings.setProperty("auto.create.topics.enable", "false");
    // A start that hangs becomes a failure; a restart after kill -9 was seen to take 4 s.
    settings.setProperty("server.max.startup.time.ms", "60000");
    if (options.durable()) {
      // Kafka leaves fsync to replication, of which there is none here: a power cut may cost a
      // second, not half a minute.
      settings.setProperty("log.flush.interval.ms", "1000");
      settings.setProperty("log.flush.scheduler.interval.ms", "1000");
    }
    return settings;
  }

  private static void roles(Properties settings, int clientPort, int controllerPort) {
    settings.setProperty("node.id", Integer.toString(NODE_ID));
    settings.setProperty("process.roles", "broker,controller");
    String clients = CLIENT_LISTENER + "://" + HOST + ":" + clientPort;
    String controller = CONTROLLER_LISTENER + "://" + HOST + ":" + controllerPort;
    settings.setProperty("listeners", clients + "," + controller);
    settings.setProperty(
        "listener.security.protocol.map",
        CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
    settings.setProperty("inter.broker.listener.name", CLIENT_LISTENER);
    settings.setProperty("controller.listener.names", CONTROLLER_LISTENER);
    settings.setProperty("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
  }

  private static void oneOfEverything(Properties settings) {
    settings.setProperty("default.replication.factor", "1");
    settings.setProperty("min.insync.replicas", "1");
    settings.setProperty("offsets.topic.replication.factor", "1");
    settings.setProperty("transaction.state.log.replication.factor", "1");
    settings.setProperty("transaction.state.log.min.isr", "1");
    settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
    settings.setProperty("share.coordinator.state.topic.min.isr", "1");
  }

  private static void quickToNotice(Properties settings) {
    // How long a killed broker's registration bars the next start. A pause of the JVM this long
    // only fences the broker
    // for the next heartbeat, and there is no other to take over.
    settings.setProperty("broker.session.timeout.ms", "2000");
    settings.setProperty("broker.heartbeat.interval.ms", "500");
    // Groups on one machine form at once: there is nobody to wait for.
    settings.setProperty("group.initial.rebalance.delay.ms", "0");
    // Members that were killed hold their partitions for their session timeout: the hub asks for 6
    // s, tests for less.
    settings.setProperty("group.min.session.timeout.ms", "1000");
  }

  private static void small(Properties settings) {
    // 50 partitions each by default: files, memory and start time that one machine's few groups
    // have no use for.
    settings.setProperty("offsets.topic.num.partitions", "4");
    settings.setProperty("transaction.state.log.num.partitions", "4");
    settings.setProperty("share.coordinator.state.topic.num.partitions", "4");
    // The least that the cleaner starts with (128 MB by default): 16 MiB hold the keys of 700 000
    // records.
    settings.setProperty("log.cleaner.dedupe.buffer.size", "16777216");
    settings.setProperty("num.network.threads", "2");
    settings.setProperty("num.io.threads", "4");
    // The hub reports metrics itself; Kafka's own go to JMX, where nobody looks.
    settings.setProperty("metric.reporters", "");
  }
}
