package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.platform.testkit.SampleFact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the expectations of Telegram's samples say beyond those of other platforms. Threads, answers
 * and forwards that they leave out must not be there.
 */
final class TelegramSampleFacts {
  static final List<SampleFact> OF_EVENTS =
      List.of(
          SampleFact.same("group_id", "/data/message/group"),
          SampleFact.same("interaction_id", "/data/interaction/id"),
          SampleFact.same("poll_id", "/data/poll/id"),
          SampleFact.same("inline_message_id", "/data/interaction/context/inlineMessageId"),
          SampleFact.orNothing("thread_id", "/data/conversation/thread"),
          SampleFact.orNothing("business_connection_id", "/data/conversation/workspace"),
          SampleFact.orNothing("reply_to", "/data/message/replyTo").ofMessages(),
          new SampleFact(
                  "forwarded",
                  want -> Optional.of(Boolean.toString(want.path("forwarded").asBoolean())),
                  event ->
                      List.of(Boolean.toString(event.at("/data/message/forwarded").asBoolean())))
              .ofMessages(),
          fact(
              "conversation_type",
              want -> SampleFact.text(want, "/conversation_type").map(TelegramSampleFacts::type),
              event -> event.at("/data/conversation/type").asText()),
          fact(
              "command",
              want ->
                  Optional.of(want.path("command"))
                      .filter(JsonNode::isObject)
                      .map(TelegramSampleFacts::sorted),
              event -> sorted(event.at("/data/command"))),
          fact(
              "mentions",
              want -> SampleFact.list(want, "mentions"),
              event -> SampleFact.texts(event.at("/data/message/mentions"))),
          fact(
              "option_ids",
              want -> SampleFact.list(want, "option_ids"),
              event -> SampleFact.texts(event.at("/data/poll/options"))),
          fact(
              "message_ids",
              want -> SampleFact.list(want, "message_ids"),
              event -> SampleFact.ids(event.at("/data/messages"))),
          fact(
              "counts",
              want ->
                  Optional.of(want.path("counts"))
                      .filter(JsonNode::isObject)
                      .map(TelegramSampleFacts::sorted),
              TelegramSampleFacts::counts),
          fact(
              "time",
              want ->
                  Stream.of("/edited_at", "/timestamp")
                      .map(place -> SampleFact.text(want, place))
                      .flatMap(Optional::stream)
                      .filter(time -> !time.equals("0"))
                      .findFirst(),
              event -> Long.toString(Instant.parse(event.path("time").asText()).getEpochSecond())));

  private TelegramSampleFacts() {}

  private static SampleFact fact(
      String name, Function<JsonNode, Optional<String>> wanted, Function<JsonNode, String> got) {
    return new SampleFact(name, wanted, event -> List.of(got.apply(event)));
  }

  private static String sorted(JsonNode object) {
    return object.properties().stream()
        .collect(
            Collectors.toMap(
                p -> p.getKey(), p -> p.getValue().asText(), (a, _) -> a, TreeMap::new))
        .toString();
  }

  private static String counts(JsonNode event) {
    return event
        .at("/data/counts")
        .valueStream()
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
}
