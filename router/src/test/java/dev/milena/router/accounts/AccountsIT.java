package dev.milena.router.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.backing.testing.Tables;
import dev.milena.bus.AccountTable;
import dev.milena.model.Account;
import dev.milena.model.AccountRecord.Source;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backing.class)
class AccountsIT {
  private static final Duration WITHIN = Duration.ofSeconds(10);

  @Inject AccountStore store;
  @Inject AccountTable table;
  @Inject Tables tables;

  @Test
  void accountOfTheApiIsPublishedAndEachChangeIsANewVersion() {
    AccountRef ref = new AccountRef("chat", Hub.randomChat());

    long first = store.put(ref, settings("one")).await().atMost(WITHIN);
    awaitToken(ref, "one");
    long second = store.put(ref, settings("two")).await().atMost(WITHIN);
    awaitToken(ref, "two");

    assertThat(second).isGreaterThan(first);
    assertThat(table.find(ref).map(Account::version)).contains(second);
  }

  @Test
  void deletedAccountIsGoneAndMayComeBack() {
    AccountRef ref = new AccountRef("chat", Hub.randomChat());
    store.put(ref, settings("one")).await().atMost(WITHIN);
    awaitToken(ref, "one");

    assertThat(store.delete(ref).await().atMost(WITHIN)).isTrue();
    Awaitility.await().atMost(WITHIN).until(() -> table.find(ref).isEmpty());
    store.put(ref, settings("back")).await().atMost(WITHIN);

    awaitToken(ref, "back");
  }

  @Test
  void accountOfTheConfigurationIsReadOnlyAndKeepsItsVersion() {
    AccountRef ref = new AccountRef("chat", "shop");
    Awaitility.await().atMost(WITHIN).until(() -> table.find(ref).isPresent());
    long version = store.find(ref).await().atMost(WITHIN).orElseThrow().version();

    store.takeInConfiguration().await().atMost(WITHIN);

    AccountRow row = store.find(ref).await().atMost(WITHIN).orElseThrow();
    assertThat(row.version()).isEqualTo(version);
    assertThat(row.source()).isEqualTo(Source.FILE);
    assertThatThrownBy(() -> store.put(ref, settings("x")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(store.delete(ref).await().atMost(WITHIN)).isFalse();
  }

  @Test
  void accountThatLeftTheConfigurationIsDeleted() {
    String name = Hub.randomChat();
    tables.run(
        "INSERT INTO account (platform, name, version, source, fingerprint) VALUES ('chat', '"
            + name
            + "', 5, 'file', 'x')");

    store.takeInConfiguration().await().atMost(WITHIN);

    assertThat(store.find(new AccountRef("chat", name)).await().atMost(WITHIN)).isEmpty();
    assertThat(
            tables.one(
                "SELECT version > 5 AND deleted_at IS NOT NULL FROM account WHERE name = '"
                    + name
                    + "'"))
        .isEqualTo("t");
  }

  @Test
  void credentialsAreSealedInTheDatabase() {
    AccountRef ref = new AccountRef("chat", Hub.randomChat());
    store.put(ref, settings("very-secret-token")).await().atMost(WITHIN);

    assertThat(tables.everything().stream().filter(row -> row.contains("very-secret-token")))
        .isEmpty();
    Optional<ObjectNode> opened =
        store.settings(store.find(ref).await().atMost(WITHIN).orElseThrow());
    assertThat(opened.orElseThrow().path("token").asText()).isEqualTo("very-secret-token");
  }

  private void awaitToken(AccountRef ref, String token) {
    Awaitility.await()
        .atMost(WITHIN)
        .until(() ->
            table
                .find(ref)
                .map(a -> a.settings().path("token").asText())
                .filter(token::equals)
                .isPresent());
  }

  private static ObjectNode settings(String token) {
    return Json.mapper().createObjectNode().put("token", token);
  }
}
