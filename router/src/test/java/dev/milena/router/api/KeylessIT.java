package dev.milena.router.api;

import static dev.milena.router.api.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.router.testing.Backing;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A router without a first key; few wrong ones are enough for it. */
@QuarkusTest
@QuarkusTestResource(Backing.class)
@TestProfile(KeylessIT.Keyless.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeylessIT {
  @Inject Pool pool;

  public static final class Keyless implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("milena.api-key", "", "milena.api.wrong-keys-per-minute", "4");
    }
  }

  @Test
  @Order(1)
  void withoutAnyKeyNobodyComesIn() {
    assertProblem(Api.with("").get("/accounts"), 401, "unauthenticated");
    assertProblem(Api.with(Api.FIRST_KEY).get("/accounts"), 401, "unauthenticated");
    assertProblem(Api.with("null").get("/keys"), 401, "unauthenticated");
  }

  @Test
  @Order(2)
  void addressThatTriesManyKeysIsHeldOffAndGoodKeysGoOn() {
    String good = storedKey();
    Api.with(good).get("/accounts").then().statusCode(200);
    for (int i = 0; i < 4; i++) {
      Api.with("wrong-" + i).get("/accounts");
    }

    Response refused = assertProblem(Api.with("wrong-again").get("/accounts"), 429, "too-many");

    assertThat(refused.header("Retry-After")).isEqualTo("60");
    Api.with(good).get("/accounts").then().statusCode(200);
  }

  private String storedKey() {
    String key = KeyHash.newKey();
    pool.preparedQuery(
            "INSERT INTO api_key (id, name, hash, scopes) VALUES ($1, 'stored', $2, '{read}')")
        .execute(Tuple.of(UUID.randomUUID(), Buffer.buffer(KeyHash.of(key))))
        .await()
        .atMost(Duration.ofSeconds(5));
    return key;
  }
}
