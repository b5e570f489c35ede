package dev.milena.backing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A process that stores things without end and says what was acknowledged, until it is killed. */
final class Hub {
  private Hub() {}

  /** Arguments: what to do, and the data folder. */
  public static void main(String[] arguments) throws Exception {
    DataFolder data;
    try {
      data = DataFolder.open(Path.of(arguments[1]));
    } catch (BackingException e) {
      System.out.println("REFUSED " + e.getMessage());
      return;
    }
    switch (arguments[0]) {
      case "hold" -> hold();
      case "kafka" -> appendTo(BackingKafka.start(BackingKafka.Options.in(data.kafka())));
      case "postgres" ->
          insertInto(BackingPostgres.start(BackingPostgres.Options.in(data.postgres())));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void hold() throws InterruptedException {
    System.out.println("HELD");
    Thread.currentThread().join();
  }

  private static void appendTo(BackingKafka kafka) throws Exception {
    KafkaRecords.createTopic(kafka, "kept");
    try (KafkaProducer<String, String> producer = KafkaRecords.producer(kafka)) {
      for (int number = 0; true; number++) {
        producer.send(new ProducerRecord<>("kept", "key", Integer.toString(number))).get();
        System.out.println(number);
      }
    }
  }

  private static void insertInto(BackingPostgres postgres) throws Exception {
    try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept (number int PRIMARY KEY)");
      for (int number = 0; true; number++) {
        statement.execute("INSERT INTO kept VALUES (" + number + ")");
        System.out.println(number);
      }
    }
  }
}
