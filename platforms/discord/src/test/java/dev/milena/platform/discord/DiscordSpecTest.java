package dev.milena.platform.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.milena.model.Command;
import dev.milena.model.Json;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds every call that we can plan against Discord's published specification, as far as that is at
 * hand: a folder {@code specs} beside the one that the system property {@code milena.samples}
 * names.
 */
class DiscordSpecTest {
  private static final Optional<Path> SPECS =
      Optional.ofNullable(System.getProperty("milena.samples"))
          .map(s -> Path.of(s).resolveSibling("specs"));

  private static final String API = "https://discord.com/api/v10";

  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private static JsonNode spec() throws IOException {
    assumeTrue(
        SPECS.isPresent(), "No specification: name the samples beside it with -Dmilena.samples");
    return Json.tree(Files.readAllBytes(SPECS.get().resolve("discord-openapi-v10-trimmed.json")));
  }

  @TestFactory
  List<DynamicTest> everyCallIsOneThatDiscordKnows() throws IOException {
    JsonNode spec = spec();
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, Command> entry : DiscordPlans.every().entrySet()) {
      tests.add(
          DynamicTest.dynamicTest(
              entry.getKey(),
              () -> {
                for (Step step : DiscordPlans.plan(entry.getValue()).steps()) {
                  assertThat(violations(spec, step.request(), DiscordPlans.body(step))).isEmpty();
                }
              }));
    }
    return tests;
  }

  @Test
  void violationsWouldBeFound() throws IOException {
    JsonNode spec = spec();
    ObjectNode body = Json.mapper().createObjectNode().put("content", "x".repeat(5000));
    DiscordAccount settings = DiscordAccount.of(DiscordPlans.ACCOUNT);

    assertThat(
            violations(
                spec,
                DiscordCall.setting("POST", "/channels/1/messages", body).request(settings),
                body))
        .isNotEmpty();
    assertThat(
            violations(
                spec,
                DiscordCall.setting("GET", "/channels/1/songs", body).request(settings),
                body))
        .isNotEmpty();
  }

  private List<String> violations(JsonNode spec, ApiRequest request, JsonNode body) {
    String path = request.url().substring(API.length());
    Optional<JsonNode> operation =
        spec.path("paths").properties().stream()
            .filter(p -> path.matches(p.getKey().replaceAll("\\{[a-z_]+}", "[^/]+")))
            .map(p -> p.getValue().path(request.method().toLowerCase(java.util.Locale.ROOT)))
            .filter(JsonNode::isObject)
            .findFirst();
    if (operation.isEmpty()) {
      return List.of(request.method() + " " + path + " is unknown");
    }
    JsonNode schema =
        operation.get().path("requestBody").path("content").path("application/json").path("schema");
    if (schema.isMissingNode() || body.isMissingNode()) {
      return List.of();
    }
    ObjectNode whole = (ObjectNode) schema.deepCopy();
    whole.set("components", spec.path("components"));
    return registry
        .getSchema(whole.toString(), InputFormat.JSON)
        .validate(body.toString(), InputFormat.JSON)
        .stream()
        .map(Error::toString)
        .toList();
  }
}
