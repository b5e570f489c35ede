package dev.milena.ingress;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.backing.testing.TestKafka;
import dev.milena.bus.AccountTable;
import dev.milena.bus.Appender;
import dev.milena.model.AccountRecord;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.model.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Puts accounts on the topic as the router does, and waits until ingress knows them. */
@ApplicationScoped
class Accounts {
  private final Appender appender;
  private final AccountTable table;
  private final Sealer sealer;

  Accounts(Appender appender, AccountTable table, Sealer sealer) {
    this.appender = appender;
    this.table = table;
    this.sealer = sealer;
  }

  AccountRef open(boolean stream) {
    return put(new AccountRef(ProbePlatform.KEY, TestKafka.randomName("a")), 1, stream, "");
  }

  /** An account that wants a stream, and of which nobody can tell who it is. */
  AccountRef openUnreadable() {
    ObjectNode settings =
        Json.mapper().createObjectNode().put("secret", "open-sesame").put("stream", true);
    return put(
        new AccountRef(ProbePlatform.KEY, TestKafka.randomName("a")), 1, settings.put("name", ""));
  }

  /** An account that another deployment serves: its name is outside of this one's filter. */
  AccountRef openElsewhere() {
    AccountRef ref = new AccountRef(ProbePlatform.KEY, TestKafka.randomName("elsewhere"));
    ObjectNode settings = Json.mapper().createObjectNode().put("secret", "open-sesame");
    publish(ref, 1, settings);
    Awaitility.await().until(() -> table.findAnywhere(ref).isPresent());
    return ref;
  }

  AccountRef openAt(String path) {
    return put(new AccountRef(ProbePlatform.KEY, TestKafka.randomName("a")), 1, false, path);
  }

  AccountRef put(AccountRef ref, long version, boolean stream, String path) {
    ObjectNode settings =
        Json.mapper().createObjectNode().put("secret", "open-sesame").put("stream", stream);
    if (!path.isEmpty()) {
      settings.put("path", path);
    }
    return put(ref, version, settings);
  }

  AccountRef put(AccountRef ref, long version, ObjectNode settings) {
    publish(ref, version, settings);
    Awaitility.await().until(() -> table.find(ref).filter(a -> a.version() == version).isPresent());
    return ref;
  }

  private void publish(AccountRef ref, long version, ObjectNode settings) {
    appender
        .append(
            AccountTable.toRecord(
                AccountRecord.of(ref, version, AccountRecord.Source.API, settings, sealer)))
        .await()
        .atMost(Duration.ofSeconds(10));
  }
}
