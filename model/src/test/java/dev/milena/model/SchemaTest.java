package dev.milena.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The published schemas describe what is written, all of it and nothing else. They leave room for
 * fields of newer versions; here that room is closed, so that a field without a description fails.
 */
class SchemaTest {
  private static final Path FOLDER = Path.of("..", "docs", "schemas");
  private static final String BASE = "https://schemas.invalid/";

  private final SchemaRegistry strict = registry(true);
  private final SchemaRegistry published = registry(false);

  static Stream<Happening> happenings() {
    return EnvelopesTest.happenings();
  }

  static Stream<Action> actions() {
    return EnvelopesTest.actions();
  }

  static Stream<Delivery> deliveries() {
    return EnvelopesTest.deliveries();
  }

  @ParameterizedTest
  @MethodSource("happenings")
  void everyEventIsAsDescribed(Happening what) {
    assertThat(errors("event", Envelopes.structured(Envelopes.wrap(Samples.event(what)))))
        .isEmpty();
    assertThat(errors("event", Envelopes.structured(Envelopes.wrap(Samples.bareEvent(what)))))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("actions")
  void everyCommandIsAsDescribed(Action action) {
    assertThat(errors("command", Envelopes.plain(Samples.command(action)))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("deliveries")
  void everyDeliveryIsAsDescribed(Delivery delivery) {
    assertThat(errors("delivery", Json.tree(Envelopes.wrap(delivery).data()))).isEmpty();
  }

  @Test
  void schemasNameEveryTypeAndNoOther() {
    assertThat(constants("event"))
        .containsExactlyInAnyOrderElementsOf(
            TypeNames.HAPPENINGS.names().stream().map(n -> Event.TYPE_PREFIX + n).toList());
    assertThat(constants("command")).containsExactlyInAnyOrderElementsOf(TypeNames.ACTIONS.names());
  }

  /** What no value of ours ever holds is no part of the format. */
  @Test
  void everyDescribedFieldIsWrittenByTheRecordOfItsType() {
    // Given
    Map<String, JsonNode> written = new HashMap<>();
    happenings()
        .forEach(what ->
            written.put(
                "event#" + what.typeName(), Json.tree(Envelopes.wrap(Samples.event(what)).data())));
    actions()
        .forEach(action ->
            written.put("command#" + action.typeName(), Envelopes.plain(Samples.command(action))));

    // When / Then
    assertThat(written)
        .allSatisfy((place, value) -> {
          String[] parts = place.split("#");
          JsonNode described =
              read(parts[0], false).path("$defs").path(parts[1]).path("properties");
          assertThat(names(value)).as(place).containsAll(names(described));
        });
    JsonNode delivery = Json.tree(Json.bytes(deliveries().skip(1).findFirst().orElseThrow()));
    assertThat(names(delivery))
        .containsExactlyInAnyOrderElementsOf(names(read("delivery", false).path("properties")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"event", "command", "delivery"})
  void everyFieldHasADescription(String name) {
    assertThat(undescribed(read(name, false), name)).isEmpty();
  }

  @Test
  void publishedSchemasLetNewerFieldsAndTypesPass() {
    // Given
    ObjectNode newerField =
        Envelopes.structured(Envelopes.wrap(Samples.event(new Happening.Typing())));
    newerField.withObject("/data").putObject("hologram").put("id", "1");
    ObjectNode newerType = newerField.deepCopy().put("type", "dev.milena.hologram.shown");

    // When / Then
    assertThat(published.getSchema(location("event")).validate(newerField)).isEmpty();
    assertThat(published.getSchema(location("event")).validate(newerType)).isEmpty();
    assertThat(errors("event", newerField)).as("closed for this test").isNotEmpty();
  }

  @Test
  void schemasRefuseWhatIsWrong() {
    // Given
    ObjectNode command = Envelopes.plain(Samples.command(new Action.StartTyping()));
    command.put("priority", "urgent");
    ObjectNode empty = Envelopes.plain(Samples.command(new Action.StartTyping()));
    empty.put("type", "message.send");

    // When / Then
    assertThat(published.getSchema(location("command")).validate(command)).isNotEmpty();
    assertThat(published.getSchema(location("command")).validate(empty)).isNotEmpty();
  }

  private java.util.List<String> errors(String schema, JsonNode value) {
    Schema read = strict.getSchema(location(schema));
    return read.validate(value).stream().map(Object::toString).toList();
  }

  private static SchemaLocation location(String name) {
    return SchemaLocation.of(BASE + name + ".schema.json");
  }

  private static SchemaRegistry registry(boolean closed) {
    Map<String, String> texts = new HashMap<>();
    for (String name : new String[] {"event", "command", "delivery"}) {
      texts.put(BASE + name + ".schema.json", read(name, closed).toString());
    }
    return SchemaRegistry.withDefaultDialect(
        SpecificationVersion.DRAFT_2020_12,
        builder ->
            builder
                .schemas(texts)
                .schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  }

  private static JsonNode read(String name, boolean closed) {
    try {
      JsonNode schema = Json.tree(Files.readAllBytes(FOLDER.resolve(name + ".schema.json")));
      if (closed) {
        close(schema);
      }
      return schema;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Closes every object but those that others are composed of, and the halves of conditions. */
  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object) {
      boolean composes = object.has("allOf");
      if (composes || object.path("properties").isObject() && object.has("type")) {
        object.put("unevaluatedProperties", false);
      }
      object
          .properties()
          .forEach(child -> {
            if (!Set.of("if", "then", "head").contains(child.getKey())) {
              close(child.getValue());
            }
          });
    } else {
      node.forEach(SchemaTest::close);
    }
  }

  private static Set<String> constants(String name) {
    Set<String> types = new TreeSet<>();
    read(name, false)
        .path("allOf")
        .forEach(c -> types.add(c.at("/if/properties/type/const").asText()));
    return types;
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> undescribed(JsonNode node, String place) {
    Set<String> missing = new TreeSet<>();
    node.properties()
        .forEach(child -> {
          String at = place + "/" + child.getKey();
          boolean describes =
              place.endsWith("/properties") && !place.contains("/if/") && !place.contains("/then/");
          if (describes && child.getValue().path("description").asText().isBlank()) {
            missing.add(at);
          }
          missing.addAll(undescribed(child.getValue(), at));
        });
    if (node.isArray()) {
      node.forEach(item -> missing.addAll(undescribed(item, place + "[]")));
    }
    return missing;
  }
}
