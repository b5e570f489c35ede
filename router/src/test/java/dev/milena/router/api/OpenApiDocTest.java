package dev.milena.router.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.router.testing.Backing;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code docs/openapi.yaml} is what the running router says of itself. */
@QuarkusTest
@QuarkusTestResource(Backing.class)
class OpenApiDocTest {
  private static final Path DOC = Path.of("..", "docs", "openapi.yaml");
  private static final String WRITE = "milena.docs.write";
  private static final String COMMAND =
      "./mvnw -pl router test -Dtest=OpenApiDocTest -D" + WRITE + "=true";

  private static String described() {
    return "# Made from the code by OpenApiDocTest; to refresh it: "
        + COMMAND
        + "\n"
        + RestAssured.get("/q/openapi?format=yaml").then().statusCode(200).extract().asString();
  }

  @Test
  void committedDescriptionIsThatOfTheRunningRouter() throws IOException {
    String described = described();
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(DOC, described);
    }

    assertThat(DOC).as("to refresh it: " + COMMAND).content().isEqualTo(described);
  }

  @Test
  void everyRequestIsDescribed() {
    Map<String, Map<String, Map<String, Object>>> paths =
        RestAssured.get("/q/openapi?format=json").jsonPath().getMap("paths");

    assertThat(paths.keySet())
        .hasSizeGreaterThan(15)
        .allMatch(p -> p.startsWith(ApiPaths.ROOT + "/"));
    paths.forEach((path, methods) ->
        methods.forEach((method, operation) -> {
          assertThat(operation)
              .as(method + " " + path)
              .containsKeys("summary", "operationId", "tags");
          assertThat(operation.get("responses").toString())
              .as(method + " " + path)
              .contains("problem+json");
        }));
  }
}
