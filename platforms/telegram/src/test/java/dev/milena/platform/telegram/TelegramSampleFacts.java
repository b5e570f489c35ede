package dev.milena.platform.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the expectations of the samples say of an event, and where the event says it. A field that
 * an expectation leaves out is not compared, but for threads, answers and forwards, which then must
 * not be there.
 */
final class TelegramSampleFacts {
  private static final List<Fact> FACTS =
      List.of(
          Fact.same("conversation_id", "/data/conversation/id"),
          Fact.same("sender_id", "/data/sender/id"),
          Fact.same("message_id", "/data/message/id"),
          Fact.same("text", "/data/message/text"),
          Fact.same("group_id", "/data/message/group"),
          Fact.same("value", "/data/interaction/value"),
          Fact.same("interaction_id", "/data/interaction/id"),
          Fact.same("poll_id", "/data/poll/id"),
          Fact.same("reaction", "/data/reaction/source"),
          Fact.same("inline_message_id", "/data/interaction/context/inlineMessageId"),
          Fact.orNothing("thread_id", "/data/conversation/thread"),
          Fact.orNothing("business_connection_id", "/data/conversation/workspace"),
          new Fact(
              "kind",
              w -> text(w, "/kind"),
              e -> e.path("type").asText().replace("dev.milena.", "")),
          new Fact(
              "reply_to",
              w -> ifMessage(w, w.path("reply_to").asText("")),
              e -> e.at("/data/message/replyTo").asText("")),
          new Fact(
              "forwarded",
              w -> ifMessage(w, Boolean.toString(w.path("forwarded").asBoolean())),
              e -> Boolean.toString(e.at("/data/message/forwarded").asBoolean())),
          new Fact(
              "conversation_type",
              w -> text(w, "/conversation_type").map(TelegramSampleFacts::type),
              e -> e.at("/data/conversation/type").asText()),
          new Fact("command", w -> object(w, "command"), e -> sorted(e.at("/data/command"))),
          new Fact(
              "mentions", w -> list(w, "mentions"), e -> texts(e.at("/data/message/mentions"))),
          new Fact(
              "option_ids", w -> list(w, "option_ids"), e -> texts(e.at("/data/poll/options"))),
          new Fact("message_ids", w -> list(w, "message_ids"), e -> ids(e.at("/data/messages"))),
          new Fact(
              "member_ids",
              w -> list(w, "member_ids"),
              e ->
                  e.at("/data/members").isArray()
                      ? ids(e.at("/data/members"))
                      : "[" + e.at("/data/member/id").asText() + "]"),
          new Fact("counts", w -> object(w, "counts"), TelegramSampleFacts::counts),
          new Fact(
              "time",
              w ->
                  Stream.of("/edited_at", "/timestamp")
                      .map(p -> text(w, p))
                      .flatMap(Optional::stream)
                      .filter(t -> !t.equals("0"))
                      .findFirst(),
              e -> Long.toString(Instant.parse(e.path("time").asText()).getEpochSecond())));

  private static final List<Fact> OF_ATTACHMENTS =
      List.of(
          Fact.same("type", "/type"),
          Fact.same("id", "/id"),
          Fact.same("name", "/name"),
          Fact.same("mime", "/mime"),
          Fact.same("size", "/sizeBytes"),
          Fact.same("width", "/width"),
          Fact.same("height", "/height"),
          Fact.same("phone", "/value"),
          Fact.same("latitude", "/place/latitude"),
          Fact.same("longitude", "/place/longitude"),
          new Fact(
              "duration",
              w -> text(w, "/duration"),
              a -> Long.toString(Duration.parse(a.path("duration").asText()).toSeconds())));

  private TelegramSampleFacts() {}

  private record Fact(
      String name, Function<JsonNode, Optional<String>> wanted, Function<JsonNode, String> got) {
    static Fact same(String name, String pointer) {
      return new Fact(name, w -> text(w, "/" + name), e -> e.at(pointer).asText());
    }

    static Fact orNothing(String name, String pointer) {
      return new Fact(
          name, w -> Optional.of(w.path(name).asText("")), e -> e.at(pointer).asText(""));
    }
  }

  /** Compares an event, in its structured form, with what is expected of it. */
  static void check(JsonNode wanted, JsonNode event) {
    check(FACTS, wanted, event);
    if (wanted.has("attachments")) {
      List<JsonNode> expected = stream(wanted.path("attachments")).toList();
      List<JsonNode> attachments = stream(event.at("/data/message/attachments")).toList();
      assertThat(attachments).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        check(OF_ATTACHMENTS, expected.get(i), attachments.get(i));
      }
    }
  }

  private static void check(List<Fact> facts, JsonNode wanted, JsonNode got) {
    for (Fact fact : facts) {
      fact.wanted()
          .apply(wanted)
          .ifPresent(w -> assertThat(fact.got().apply(got)).as(fact.name()).isEqualTo(w));
    }
  }

  private static Optional<String> text(JsonNode node, String pointer) {
    return Optional.of(node.at(pointer))
        .filter(n -> !n.isMissingNode() && !n.isNull())
        .map(JsonNode::asText);
  }

  private static Optional<String> ifMessage(JsonNode wanted, String value) {
    return wanted.path("kind").asText().startsWith("message.")
        ? Optional.of(value)
        : Optional.empty();
  }

  private static Optional<String> object(JsonNode wanted, String name) {
    return wanted.has(name) ? Optional.of(sorted(wanted.path(name))) : Optional.empty();
  }

  private static String sorted(JsonNode object) {
    return object.properties().stream()
        .collect(
            Collectors.toMap(
                p -> p.getKey(), p -> p.getValue().asText(), (a, _) -> a, TreeMap::new))
        .toString();
  }

  private static Optional<String> list(JsonNode wanted, String name) {
    return wanted.has(name) ? Optional.of(texts(wanted.path(name))) : Optional.empty();
  }

  private static String texts(JsonNode list) {
    return stream(list).map(JsonNode::asText).toList().toString();
  }

  private static String ids(JsonNode list) {
    return stream(list).map(n -> n.path("id").asText()).toList().toString();
  }

  private static String counts(JsonNode event) {
    return stream(event.at("/data/counts"))
        .collect(
            Collectors.toMap(
                c -> c.at("/reaction/source").asText(),
                c -> c.path("count").asText(),
                (a, _) -> a,
                TreeMap::new))
        .toString();
  }

  private static String type(String telegrams) {
    return switch (telegrams) {
      case "private" -> "direct";
      case "channel" -> "channel";
      default -> "group";
    };
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
