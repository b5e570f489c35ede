package dev.milena.bus;

import dev.milena.backing.testing.TestKafka;
import dev.milena.model.AccountRecord;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.model.Sealer;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** What the tests of this module share: settings, the broker's address, and eyes on topics. */
final class TestBus {
  static final int PARTITIONS = 4;

  private TestBus() {}

  record Settings(BusConfig kafka, TopicsConfig topics, AccountsConfig accounts) {}

  /** The settings as a process without further words reads them, but with fewer partitions. */
  static Settings config(String... namesAndValues) {
    Map<String, String> settings =
        new HashMap<>(Map.of("milena.topics.partitions", "" + PARTITIONS));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return configOf(settings);
  }

  static Settings configOf(Map<String, String> settings) {
    return configOf(new PropertiesConfigSource(settings, "test", 500));
  }

  static Settings configOf(ConfigSource source) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withSources(source)
            .withMapping(BusConfig.class)
            .withMapping(TopicsConfig.class)
            .withMapping(AccountsConfig.class)
            .build();
    return new Settings(
        config.getConfigMapping(BusConfig.class),
        config.getConfigMapping(TopicsConfig.class),
        config.getConfigMapping(AccountsConfig.class));
  }

  static Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers());
  }

  /** An appender that knows the topics and is to be closed. */
  static Appender appender(Settings config, String... topics) {
    Appender appender = new Appender(kafka(), config.kafka());
    appender.warm(List.of(topics));
    return appender;
  }

  static String sealingKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  static Sealer sealer(String key) {
    return new Sealer(List.of(key));
  }

  static KeyedHash hash() {
    return new KeyedHash(Optional.of(sealingKey()), Optional.empty());
  }

  static AccountRef randomAccount() {
    return new AccountRef("p" + UUID.randomUUID().toString().substring(0, 8), "desk");
  }

  /** An account whose one setting tells versions apart. */
  static ProducerRecord<String, byte[]> published(AccountRef ref, long version, Sealer sealer) {
    return AccountTable.toRecord(
        AccountRecord.of(
            ref,
            version,
            AccountRecord.Source.API,
            Json.mapper().createObjectNode().put("path", "/" + ref.platform() + "-" + version),
            sealer));
  }

  /** What lies in a partition now. */
  static List<ConsumerRecord<String, byte[]>> read(String topic, int partition) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    TopicReader.read(
        kafka(),
        new TopicPartition(topic, partition),
        TopicReader.From.BEGINNING,
        Duration.ofSeconds(20),
        records::add);
    return records;
  }
}
