package dev.milena.backing.testing;

import dev.milena.backing.BackingPostgres;

/** The one server behind {@link TestPostgres#shared()}. Called by name, see {@link JvmWide}. */
final class SharedPostgres implements TestPostgres {
  private static SharedPostgres instance;

  private final BackingPostgres postgres;

  private SharedPostgres(BackingPostgres postgres) {
    this.postgres = postgres;
  }

  static synchronized SharedPostgres instance() {
    if (instance == null) {
      QuietLogs.set();
      TestFolder folder = TestFolder.make("postgres");
      BackingPostgres postgres =
          BackingPostgres.start(BackingPostgres.Options.in(folder.path()).forgetful());
      folder.deleteAtExit(postgres);
      instance = new SharedPostgres(postgres);
    }
    return instance;
  }

  @Override
  public String host() {
    return postgres.host();
  }

  @Override
  public int port() {
    return postgres.port();
  }

  @Override
  public String user() {
    return postgres.user();
  }

  @Override
  public String database() {
    return postgres.database();
  }

  @Override
  public void stop() {
    postgres.stop();
  }

  @Override
  public void start() {
    postgres.startAgain();
  }
}
