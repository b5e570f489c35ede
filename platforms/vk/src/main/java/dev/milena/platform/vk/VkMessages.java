package dev.milena.platform.vk;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.object;
import static dev.milena.platform.Payload.text;
import static dev.milena.platform.vk.VkFields.cmid;
import static dev.milena.platform.vk.VkFields.peer;
import static dev.milena.platform.vk.VkFields.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Conversation;
import dev.milena.model.Happening;
import dev.milena.model.Invocation;
import dev.milena.model.Json;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.Message;
import dev.milena.model.Participant;
import dev.milena.model.RichText;
import dev.milena.platform.Arrival;
import dev.milena.platform.Degradation;
import dev.milena.platform.Translation;
import java.util.List;
import java.util.Optional;

/**
 * Reads messages that carry somebody's words or files. A message is named by its number in the
 * conversation: the global one is 0 in chats. Pure.
 *
 * @see <a href="https://dev.vk.com/ru/reference/objects/message">Message, read 2026-11-21</a>
 */
final class VkMessages {
  /** Nobody reads deeper than that, and a forward of forwards is no bound by itself. */
  private static final int FORWARDED_DEPTH = 5;

  /** As many as VK lets one message carry. */
  private static final int FORWARDED_MAX = 100;

  /** Facts of VK's own that no word of ours says: they travel with the message as they are. */
  private static final List<String> OWN_FACTS =
      List.of(
          "id",
          "random_id",
          "version",
          "important",
          "is_hidden",
          "is_unavailable",
          "is_cropped",
          "admin_author_id",
          "ref",
          "ref_source");

  private final VkPeers peers;
  private final VkCommandLine commands;

  VkMessages(VkPeers peers, List<String> prefixes) {
    this.peers = peers;
    this.commands = new VkCommandLine(prefixes, peers);
  }

  /**
   * @param client what the writer's app can show
   */
  Translation created(Arrival arrival, JsonNode message, Optional<JsonNode> client) {
    return read(arrival, message, client, writer(message), false);
  }

  /** Written in the community's name: by one of its people, by us, or by another program. */
  Translation replied(Arrival arrival, JsonNode message) {
    Participant ourselves =
        peers.ourselves(VkFields.counted(message, "admin_author_id").isPresent());
    return read(arrival, message, Optional.empty(), Optional.of(ourselves), false);
  }

  Translation edited(Arrival arrival, JsonNode message) {
    return read(arrival, message, Optional.empty(), writer(message), true);
  }

  Optional<Participant> writer(JsonNode message) {
    return peer(message, "from_id").map(peers::participant);
  }

  private Translation read(
      Arrival arrival,
      JsonNode body,
      Optional<JsonNode> client,
      Optional<Participant> writer,
      boolean edit) {
    Optional<Conversation> where = peer(body, "peer_id").map(VkPeers::conversation);
    Optional<String> number = cmid(body);
    if (where.isEmpty() || number.isEmpty()) {
      return Translation.unknown("message_form");
    }
    Message message = message(body, number.get(), client);
    Optional<Invocation> command = command(body);
    String version =
        time(body, "update_time").map(at -> Long.toString(at.getEpochSecond())).orElse("0")
            + VkFields.counted(body, "version").map("-"::concat).orElse("");
    return Translation.of(
        arrival.event(
            edit
                ? arrival.about(where.get(), number.get(), "edited", version)
                : arrival.about(where.get(), number.get(), "created"),
            (edit ? time(body, "update_time") : Optional.<java.time.Instant>empty())
                .or(() -> time(body, "date")),
            where,
            writer,
            edit
                ? new Happening.MessageEdited(message, command)
                : new Happening.MessageCreated(message, command)));
  }

  private static Message message(JsonNode body, String number, Optional<JsonNode> client) {
    Optional<String> raw = text(body, "text");
    RichText own = VkText.read(raw.orElse(""));
    RichText all = withForwarded(own, body);
    boolean told = raw.isPresent() || !all.text().isEmpty();
    return Message.builder()
        .id(number)
        .text(told ? all.text() : null)
        .marks(all.marks())
        .source(raw.filter(r -> !r.equals(all.text())).orElse(null))
        .mentions(VkText.mentions(own))
        .attachments(VkAttachments.of(body))
        .replyTo(object(body, "reply_message").flatMap(VkFields::cmid).orElse(null))
        .forwarded(each(body, "fwd_messages").findAny().isPresent())
        .editedAt(time(body, "update_time").orElse(null))
        .place(place(body).orElse(null))
        .context(context(body, client))
        .build();
  }

  /** What is passed on stands below as a quotation, and what hangs on it in a line each. */
  private static RichText withForwarded(RichText own, JsonNode body) {
    StringBuilder quoted = new StringBuilder();
    int[] left = {FORWARDED_MAX};
    quote(body, FORWARDED_DEPTH, left, quoted);
    if (quoted.isEmpty()) {
      return own;
    }
    String words = quoted.toString().strip();
    return words.isEmpty()
        ? own
        : below(own, new RichText(words, List.of(Mark.of(MarkType.QUOTE, 0, words.length()))));
  }

  private static void quote(JsonNode body, int depth, int[] left, StringBuilder quoted) {
    each(body, "fwd_messages")
        .takeWhile(_ -> depth > 0 && left[0]-- > 0)
        .forEach(forwarded -> {
          line(quoted, VkText.read(text(forwarded, "text").orElse("")).text());
          VkAttachments.of(forwarded)
              .forEach(file -> line(quoted, Degradation.attachmentAsText(file)));
          quote(forwarded, depth - 1, left, quoted);
        });
  }

  private static void line(StringBuilder lines, String line) {
    if (!line.isBlank()) {
      lines.append(lines.isEmpty() ? "" : "\n").append(line);
    }
  }

  private static Optional<Attachment> place(JsonNode body) {
    JsonNode at = body.path("geo").path("coordinates");
    return at.path("latitude").isNumber() && at.path("longitude").isNumber()
        ? Optional.of(
            Attachment.of(AttachmentType.LOCATION)
                .name(text(body.path("geo").path("place"), "title").orElse(null))
                .place(
                    new Attachment.Place(
                        at.path("latitude").doubleValue(),
                        at.path("longitude").doubleValue(),
                        Optional.empty()))
                .build())
        : Optional.empty();
  }

  private static RichText below(RichText text, RichText more) {
    return text.text().isEmpty() ? more : text.plus(RichText.plain("\n")).plus(more);
  }

  private static JsonNode context(JsonNode body, Optional<JsonNode> client) {
    ObjectNode context = Json.mapper().createObjectNode();
    client.ifPresent(info -> context.set("client_info", info));
    JsonNode payload = VkPress.parsed(body.path("payload"));
    if (!payload.isMissingNode() && !payload.isNull()) {
      context.set("payload", payload);
    }
    OWN_FACTS.stream()
        .filter(fact -> saysSomething(body.path(fact)))
        .forEach(fact -> context.set(fact, body.path(fact)));
    return context.isEmpty() ? null : context;
  }

  private static boolean saysSomething(JsonNode fact) {
    return fact.asBoolean() || fact.isTextual() && !fact.asText().isBlank();
  }

  /**
   * A command that was typed, or the button with which a person begins; what the link said by which
   * they came is its argument.
   */
  private Optional<Invocation> command(JsonNode body) {
    boolean begins =
        text(VkPress.parsed(body.path("payload")), "command").filter("start"::equals).isPresent();
    return begins
        ? Optional.of(
            new Invocation("start", text(body, "ref").orElse("").strip(), Optional.empty()))
        : commands.find(VkText.read(text(body, "text").orElse("")));
  }
}
