package dev.milena.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Something that expectations of samples say, and where an event says it.
 *
 * @param name as in the expectation
 * @param wanted out of an expectation; empty: it says nothing of it
 * @param got out of an event in its structured form, or out of an attachment: one of these is it
 */
public record SampleFact(
    String name,
    Function<JsonNode, Optional<String>> wanted,
    Function<JsonNode, List<String>> got) {
  /** What the expectations of all platforms say of events. */
  static final List<SampleFact> OF_EVENTS =
      List.of(
          new SampleFact(
              "kind",
              want -> text(want, "/kind").map(kind -> "dev.milena." + ours(kind)),
              event -> List.of(event.path("type").asText())),
          same("conversation_id", "/data/conversation/id"),
          same("thread_id", "/data/conversation/thread"),
          same("sender_id", "/data/sender/id"),
          same("sender_name", "/data/sender/username", "/data/sender/name"),
          same(
              "message_id",
              "/data/message/id",
              "/data/interaction/messageId",
              "/data/delivery/messageId"),
          same("text", "/data/message/source", "/data/message/text", "/data/command/args"),
          same("reply_to", "/data/message/replyTo", "/data/interaction/messageId"),
          same("action_id", "/data/interaction/actionId"),
          new SampleFact(
              "value",
              want -> text(want, "/value").or(() -> text(want, "/interaction/value")),
              event -> at(event, "/data/interaction/value")),
          same("reaction", "/data/reaction/source"),
          new SampleFact(
              "sender_is_bot",
              want -> text(want, "/sender_is_bot"),
              event -> List.of(Boolean.toString(event.at("/data/sender/bot").asBoolean()))),
          new SampleFact(
              "command",
              want ->
                  text(want, "/command/name")
                      .or(() -> text(want, "/command").filter(c -> !c.isEmpty()))
                      .map(c -> c.replaceFirst("^/", "")),
              event -> List.of(event.at("/data/command/name").asText())),
          new SampleFact(
              "member_ids",
              want -> list(want, "member_ids"),
              event ->
                  List.of(
                      ids(event.at("/data/members")),
                      "[" + event.at("/data/member/id").asText() + "]")));

  /** What they say of attachments. */
  static final List<SampleFact> OF_ATTACHMENTS =
      List.of(
          same("type", "/type"),
          same("name", "/name"),
          same("mime", "/mime"),
          same("url", "/url"),
          same("size", "/sizeBytes"),
          same("width", "/width"),
          same("height", "/height"),
          same("phone", "/value"),
          same("latitude", "/place/latitude"),
          same("longitude", "/place/longitude"),
          new SampleFact(
              "duration",
              want -> text(want, "/duration").map(seconds -> seconds.replaceFirst("[.].*", "")),
              file ->
                  List.of(
                      Long.toString(
                          Duration.parse(file.path("duration").asText("PT0S")).toSeconds()))));

  /** Where their word for a kind is another than ours. */
  private static String ours(String kind) {
    return switch (kind) {
      case "subscription.allowed" -> "bot.unblocked";
      case "subscription.denied" -> "bot.blocked";
      default -> kind;
    };
  }

  /** What stands in the expectation stands at one of these places. */
  public static SampleFact same(String name, String... places) {
    return new SampleFact(name, want -> text(want, "/" + name), got -> at(got, places));
  }

  /** The same, and what is not in the expectation is not in the event. */
  public static SampleFact orNothing(String name, String... places) {
    return new SampleFact(
        name, want -> Optional.of(want.path(name).asText("")), got -> at(got, places));
  }

  /** The same of messages alone: nothing is asked of other kinds. */
  public SampleFact ofMessages() {
    return new SampleFact(
        name,
        want ->
            want.path("kind").asText().startsWith("message.")
                ? wanted.apply(want)
                : Optional.empty(),
        got);
  }

  private static List<String> at(JsonNode got, String... places) {
    return Arrays.stream(places).map(place -> got.at(place).asText("")).toList();
  }

  /** A value of an expectation as text; what is known to be absent is empty. */
  public static Optional<String> text(JsonNode want, String place) {
    return Optional.of(want.at(place))
        .filter(n -> n.isValueNode())
        .map(n -> n.isNull() ? "" : n.asText());
  }

  /** A list of an expectation as text. */
  public static Optional<String> list(JsonNode want, String name) {
    return Optional.of(want.path(name)).filter(JsonNode::isArray).map(SampleFact::texts);
  }

  /** A list of values as text. */
  public static String texts(JsonNode list) {
    return elements(list).map(JsonNode::asText).toList().toString();
  }

  /** The ids of a list of objects as text. */
  public static String ids(JsonNode list) {
    return elements(list).map(n -> n.path("id").asText()).toList().toString();
  }

  static Stream<JsonNode> elements(JsonNode list) {
    return list.valueStream();
  }

  /** Compares an event, or an attachment, with what is expected of it. */
  void check(JsonNode want, JsonNode event) {
    wanted.apply(want).ifPresent(wanted -> assertThat(got.apply(event)).as(name).contains(wanted));
  }
}
