package dev.milena.router.api;

import static dev.milena.router.api.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.TestKafka;
import dev.milena.backing.testing.TestPostgres;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The world outside goes away and comes back. */
@QuarkusTest
@QuarkusTestResource(Backing.class)
class AwayIT {
  private static RequestSpecification message(String key) {
    return Api.admin()
        .header("Idempotency-Key", key)
        .body(
            Map.of(
                "to", Map.of("conversation", "chat/unrouted/1"), "content", Map.of("text", "x")));
  }

  @Test
  void withoutPostgresTheApiSaysSoAndGoesOnAfterwards() {
    String stored = Api.newKey("read");
    TestPostgres.shared().stop();
    try {
      Response refused = assertProblem(Api.admin().get("/people"), 503, "unavailable");
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      assertProblem(Api.admin().get("/accounts"), 503, "unavailable");
      assertProblem(Api.with(stored).get("/routes"), 503, "unavailable");
    } finally {
      TestPostgres.shared().start();
    }

    Awaitility.await()
        .atMost(Hub.PATIENCE)
        .until(() -> Api.admin().get("/people").statusCode() == 200);
    Awaitility.await()
        .atMost(Hub.PATIENCE)
        .until(() -> Api.with(stored).get("/routes").statusCode() == 200);
  }

  @Test
  void withoutKafkaNoMessageIsTakenAndTheSameRequestGoesThroughAfterwards() {
    String key = Api.randomName();
    TestKafka.shared().stop();
    try {
      Response refused = assertProblem(message(key).post("/messages"), 503, "unavailable");
      assertThat(refused.header("Retry-After")).isEqualTo("1");
    } finally {
      TestKafka.shared().start();
    }

    Awaitility.await()
        .atMost(Hub.PATIENCE)
        .until(() -> message(key).post("/messages").statusCode() == 202);
  }

  @Test
  void withoutKafkaAnAccountIsKeptAndToldLater() {
    String name = Api.randomName();
    TestKafka.shared().stop();
    try {
      Response kept =
          Api.admin().body(Map.of("settings", Map.of("token", "t"))).put("/accounts/chat/" + name);
      kept.then().statusCode(201);
      assertThat(kept.<Boolean>path("published")).isFalse();
    } finally {
      TestKafka.shared().start();
    }

    Awaitility.await()
        .atMost(Hub.PATIENCE)
        .until(() ->
            Api.admin()
                .body(Map.of("settings", Map.of("token", "t")))
                .put("/accounts/chat/" + name)
                .<Boolean>path("published"));
  }
}
