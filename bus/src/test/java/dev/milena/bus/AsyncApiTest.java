package dev.milena.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.milena.model.AccountRecord;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.CloudEvent;
import dev.milena.model.Command;
import dev.milena.model.Delivery;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.ParkedOrder;
import dev.milena.model.PersonErased;
import dev.milena.model.Priority;
import dev.milena.model.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

/** The published description of topics, messages and words says what the code does. */
class AsyncApiTest {
  private static final Path DOCS = Path.of("..", "docs");

  /** Written by ingress in place of an event that does not fit into a record. */
  private static final String OVERSIZED = "dev.milena.message.oversized";

  private static final String OUTBOUND = Topics.OUTBOUND_PREFIX + "{platform}.{priority}";

  private static final String ROUTED = Topics.ROUTED_PREFIX + "{name}";

  /** Neither an account nor a conversation begins their keys. */
  private static final Set<String> OWN_KEY = Set.of(Topics.PARKED, Topics.ERASED);

  private final JsonNode api = read(DOCS.resolve("asyncapi.yaml"));

  @Test
  void everyTopicIsAChannelAndNothingElseIs() {
    assertThat(values(api.path("channels"), "address"))
        .containsExactlyInAnyOrderElementsOf(
            constants(Topics.class)
                .map(t -> t.equals(Topics.OUTBOUND_PREFIX) ? OUTBOUND : t)
                .map(t -> t.equals(Topics.ROUTED_PREFIX) ? ROUTED : t)
                .toList());
    assertThat(texts(channel(OUTBOUND).at("/parameters/priority/enum")))
        .containsExactlyElementsOf(Arrays.stream(Priority.values()).map(Priority::word).toList());
  }

  @Test
  void everyTopicIsMadeAsDescribed() {
    // Given
    TopicsConfig defaults = TestBus.configOf(Map.of()).topics();
    List<TopicSpec> made =
        Stream.of(
                TopicSpec.core(defaults).stream(),
                TopicSpec.outbound("x", defaults),
                Stream.of(TopicSpec.routed(Topics.ROUTED_PREFIX + "x", defaults)))
            .flatMap(specs -> specs)
            .toList();

    // When / Then
    assertThat(made)
        .allSatisfy(spec -> {
          JsonNode kafka = channelOf(spec.name()).at("/bindings/kafka");
          assertThat(kafka.path("partitions").asInt()).isEqualTo(spec.partitions());
          assertThat(kafka.path("replicas").asInt()).isEqualTo(spec.replication());
          assertThat(settings(kafka.path("topicConfiguration")))
              .as(spec.name())
              .isEqualTo(spec.configs());
        });
  }

  @Test
  void partitioningIsAsDescribed() {
    // Given
    AccountRef account = new AccountRef("telegram", "support");
    int number = TopicPartitioner.partitionOf(account, 1_000);

    // When / Then
    assertThat(constants(Topics.class).filter(t -> !OWN_KEY.contains(t)))
        .allSatisfy(topic -> {
          boolean outbound = topic.equals(Topics.OUTBOUND_PREFIX);
          String real = outbound ? Topics.outbound("telegram", Priority.BULK) : topic;
          boolean byAccount =
              TopicPartitioner.partitionOf(real, account.key() + "/789", 1_000) == number;
          assertThat(channelOf(real).path("x-partitioned-by").asText())
              .as(topic)
              .isEqualTo(byAccount ? "account" : "conversation");
        });
    assertThat(channel(Topics.PARKED).path("x-partitioned-by").asText()).isEqualTo("account");
    assertThat(channel(Topics.ERASED).path("x-partitioned-by").asText()).isEqualTo("hash");
  }

  @Test
  void everyTypeIsAMessageAndNothingElseIs() {
    // Given
    Set<String> events = types(Happening.class, Event.TYPE_PREFIX);
    events.add(OVERSIZED);
    Set<String> commands = types(Action.class, Command.TYPE_PREFIX);
    for (ParkedOrder.Type type : ParkedOrder.Type.values()) {
      commands.add(Command.TYPE_PREFIX + type.word());
    }

    // When / Then
    assertThat(messages(Topics.EVENTS)).isEqualTo(events);
    assertThat(messages(OUTBOUND)).isEqualTo(commands);
    assertThat(messages(Topics.DELIVERIES)).containsExactly(Delivery.TYPE);
    Set<String> accepted = new TreeSet<>(events);
    accepted.remove(Event.TYPE_PREFIX + "send.requested");
    accepted.add(PersonErased.TYPE);
    assertThat(messages(Topics.ACCEPTED)).isEqualTo(accepted);
    accepted.remove(PersonErased.TYPE);
    assertThat(messages(ROUTED)).isEqualTo(accepted);
    Set<String> all =
        new TreeSet<>(
            Set.of(
                Delivery.TYPE,
                PersonErased.TYPE,
                "parked",
                "account",
                "erased",
                "dev.milena.feed",
                "dev.milena.cursor"));
    all.addAll(events);
    all.addAll(commands);
    assertThat(values(api.at("/components/messages"), "name"))
        .containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    assertThat(references(api))
        .isNotEmpty()
        .allSatisfy(reference -> {
          String[] parts = reference.split("#", 2);
          JsonNode document = parts[0].isEmpty() ? api : read(DOCS.resolve(parts[0]));
          assertThat(document.at(parts.length > 1 ? parts[1] : "").isMissingNode())
              .as(reference)
              .isFalse();
        });
  }

  @Test
  void headersAreThoseThatAreWritten() {
    // Given
    CloudEvent envelope =
        new CloudEvent(
            "i", "s", "t", Optional.of("x"), Optional.of(Instant.EPOCH), Map.of(), new byte[0]);
    Headers written = Records.toRecord("t", "k", envelope).headers();
    Set<String> expected =
        Stream.of("traceparent", "tracestate").collect(Collectors.toCollection(TreeSet::new));
    for (Header header : written) {
      expected.add(header.key());
    }

    // When / Then
    assertThat(names(api.at("/components/schemas/headers/properties"))).isEqualTo(expected);
    assertThat(names(api.at("/components/schemas/parkedHeaders/properties")))
        .contains(Records.ACCOUNT_HEADER);
  }

  @Test
  void ordersAreWrittenAsDescribed() {
    assertThat(names(api.at("/components/schemas/order/properties")))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ParkedOrder.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
    assertThat(texts(api.at("/components/schemas/order/properties/type/enum")))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ParkedOrder.Type.values()).map(ParkedOrder.Type::word).toList());
  }

  @Test
  void accountsAreWrittenAsDescribed() {
    assertThat(names(api.at("/components/schemas/account/properties")))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(AccountRecord.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
    assertThat(texts(api.at("/components/schemas/account/properties/source/enum")))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(AccountRecord.Source.values()).map(AsyncApiTest::word).toList());
  }

  @Test
  void erasureIsAnnouncedAsDescribed() {
    assertThat(names(api.at("/components/schemas/personErased/properties")))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(PersonErased.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
    assertThat(names(api.at("/components/schemas/causedHeaders/properties")))
        .containsExactly(Records.ATTRIBUTE_PREFIX + Records.CAUSED_AT);
  }

  @Test
  void everyResultIsExplainedAndNothingElseIs() {
    // Given
    List<String> results =
        Arrays.stream(Delivery.Result.values())
            .filter(r -> r != Delivery.Result.OTHER)
            .map(AsyncApiTest::word)
            .toList();

    // When / Then
    assertThat(names(api.path("x-results"))).containsExactlyInAnyOrderElementsOf(results);
    assertThat(
            texts(read(DOCS.resolve("schemas/delivery.schema.json")).at("/properties/result/enum")))
        .containsExactlyInAnyOrderElementsOf(results);
  }

  /** Both classes are out of this module's sight, so their sources are asked. */
  @Test
  void everyReasonIsExplainedAndNothingElseIs() {
    assertThat(names(api.path("x-reasons")))
        .isEqualTo(wordsIn("platforms/spi/src/main/java/dev/milena/platform/Reasons.java"));
    assertThat(names(api.path("x-egress-reasons")))
        .isEqualTo(wordsIn("egress/src/main/java/dev/milena/egress/Causes.java"));
  }

  private static Set<String> wordsIn(String source) {
    try {
      return Pattern.compile("static final String [A-Z_]+ =\\s+\"([a-z_]+)\"")
          .matcher(Files.readString(Path.of("..").resolve(source)))
          .results()
          .map(m -> m.group(1))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode channelOf(String topic) {
    if (topic.startsWith(Topics.ROUTED_PREFIX)) {
      return channel(ROUTED);
    }
    return channel(topic.startsWith(Topics.OUTBOUND_PREFIX) ? OUTBOUND : topic);
  }

  private JsonNode channel(String address) {
    return api.path("channels").properties().stream()
        .map(Map.Entry::getValue)
        .filter(c -> c.path("address").asText().equals(address))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No channel " + address));
  }

  private Set<String> messages(String address) {
    Set<String> names = new TreeSet<>();
    for (String key : names(channel(address).path("messages"))) {
      names.add(api.path("components").path("messages").path(key).path("name").asText());
    }
    return names;
  }

  private static Stream<String> constants(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(f -> Modifier.isPublic(f.getModifiers()) && f.getType() == String.class)
        .map(f -> {
          try {
            return (String) f.get(null);
          } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static Set<String> types(Class<?> sealed, String prefix) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .filter(c -> c.isAnnotationPresent(JsonTypeName.class))
        .map(c -> prefix + c.getAnnotation(JsonTypeName.class).value())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> settings(JsonNode configuration) {
    Map<String, String> settings = new HashMap<>();
    configuration
        .properties()
        .forEach(s ->
            settings.put(
                s.getKey(),
                s.getValue().isArray()
                    ? String.join(",", texts(s.getValue()))
                    : s.getValue().asText()));
    return settings;
  }

  private static Set<String> names(JsonNode object) {
    return object.properties().stream()
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> values(JsonNode object, String field) {
    return object.properties().stream().map(e -> e.getValue().path(field).asText()).toList();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static Set<String> references(JsonNode node) {
    Set<String> found = new TreeSet<>();
    node.findValues("$ref").forEach(r -> found.add(r.asText()));
    return found;
  }

  private static JsonNode read(Path file) {
    try {
      return new ObjectMapper(new YAMLFactory()).readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
