package dev.milena.backing.testing;

import dev.milena.backing.BackingKafka;

/** The one broker behind {@link TestKafka#shared()}. Called by name, see {@link JvmWide}. */
final class SharedKafka implements TestKafka {
  private static SharedKafka instance;

  private final BackingKafka kafka;

  private SharedKafka(BackingKafka kafka) {
    this.kafka = kafka;
  }

  static synchronized SharedKafka instance() {
    if (instance == null) {
      QuietLogs.set();
      TestFolder folder = TestFolder.make("kafka");
      BackingKafka kafka = BackingKafka.start(BackingKafka.Options.in(folder.path()).forgetful());
      folder.deleteAtExit(kafka);
      instance = new SharedKafka(kafka);
    }
    return instance;
  }

  @Override
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  @Override
  public void stop() {
    kafka.stop();
  }

  @Override
  public void start() {
    kafka.startAgain();
  }
}
