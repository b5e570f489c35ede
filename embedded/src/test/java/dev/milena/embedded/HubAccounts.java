package dev.milena.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.bus.AccountTable;
import dev.milena.bus.Appender;
import dev.milena.model.AccountRecord;
import dev.milena.model.AccountRef;
import dev.milena.model.Sealer;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Lets the hub under test know accounts of simulated platforms. */
@Singleton
class HubAccounts {
  private final Appender appender;
  private final AccountTable accounts;
  private final Sealer sealer;

  HubAccounts(Appender appender, AccountTable accounts, Sealer sealer) {
    this.appender = appender;
    this.accounts = accounts;
    this.sealer = sealer;
  }

  /** Returns when the hub knows it. */
  void publish(AccountRef ref, ObjectNode settings) {
    long version = System.currentTimeMillis();
    AccountRecord record =
        AccountRecord.of(ref, version, AccountRecord.Source.API, settings, sealer);
    appender.append(AccountTable.toRecord(record)).await().atMost(Duration.ofSeconds(10));
    Town.await().until(() -> accounts.find(ref).isPresent());
  }
}
