package dev.milena.platform.slack;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.object;
import static dev.milena.platform.Payload.text;
import static dev.milena.platform.slack.SlackFields.time;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Attachment;
import dev.milena.model.Conversation;
import dev.milena.model.Happening;
import dev.milena.model.Invocation;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.Message;
import dev.milena.model.Pointer;
import dev.milena.model.RichText;
import dev.milena.platform.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Messages, their edits and their deletions. A message is named by its channel and its {@code ts};
 * so a mention that comes both as a message and as a mention is one event. Pure.
 *
 * @see <a href="https://docs.slack.dev/reference/events/message">message, read 2026-11-21</a>
 */
final class SlackMessages {
  /** What somebody says; all other subtypes are about the channel. */
  private static final Set<String> SAID =
      Set.of("", "file_share", "thread_broadcast", "me_message", "bot_message");

  private static final Set<String> ABOUT_CHANNEL =
      Set.of(
          "assistant_app_thread",
          "bot_add",
          "bot_disable",
          "bot_enable",
          "bot_remove",
          "channel_archive",
          "channel_canvas_updated",
          "channel_convert_to_private",
          "channel_convert_to_public",
          "channel_join",
          "channel_leave",
          "channel_name",
          "channel_posting_permissions",
          "channel_purpose",
          "channel_topic",
          "channel_unarchive",
          "document_mention",
          "ekm_access_denied",
          "file_comment",
          "file_mention",
          "group_archive",
          "group_join",
          "group_leave",
          "group_name",
          "group_purpose",
          "group_topic",
          "group_unarchive",
          "huddle_thread",
          "joiner_notification",
          "message_replied",
          "pinned_item",
          "reminder_add",
          "reply_broadcast",
          "sh_room_created",
          "sh_room_shared",
          "tombstone",
          "unpinned_item");

  private static final String EDITED = "message_changed";
  private static final String DELETED = "message_deleted";

  private final SlackEnvelope envelope;
  private final JsonNode event;
  private final Conversation where;

  private SlackMessages(SlackEnvelope envelope, JsonNode event, Conversation where) {
    this.envelope = envelope;
    this.event = event;
    this.where = where;
  }

  static Translation read(SlackEnvelope envelope, JsonNode event) {
    return id(event, "channel")
        .map(channel -> new SlackMessages(envelope, event, envelope.where(channel, event)).read())
        .orElseGet(() -> Translation.unknown("message_form"));
  }

  private Translation read() {
    String subtype = event.path("subtype").asText("");
    if (subtype.equals(EDITED)) {
      return object(event, "message").map(this::changed).orElseGet(SlackMessages::unreadable);
    }
    if (subtype.equals(DELETED)) {
      return id(event, "deleted_ts")
          .or(() -> id(event.path("previous_message"), "ts"))
          .map(ts -> deleted(ts, event.path("previous_message")))
          .orElseGet(SlackMessages::unreadable);
    }
    if (ABOUT_CHANNEL.contains(subtype)) {
      return Translation.ignored(subtype);
    }
    return SAID.contains(subtype) ? created() : Translation.unknown("message_subtype");
  }

  private static Translation unreadable() {
    return Translation.unknown("message_form");
  }

  private Translation created() {
    Optional<String> ts = id(event, "ts");
    if (ts.isEmpty()) {
      return unreadable();
    }
    if (isOwn(event)) {
      return Translation.ignored("own_message");
    }
    Message message = message(event, ts.get());
    return Translation.of(
        envelope.event(
            envelope.about(where, ts.get(), "created"),
            time(event, "ts"),
            Optional.of(where),
            envelope.people().author(event),
            new Happening.MessageCreated(message, command(message))));
  }

  /**
   * Previews of links, counts of answers and the like come as changes too. Only what somebody
   * edited says so; a message with answers that is deleted leaves a stone.
   */
  private Translation changed(JsonNode now) {
    JsonNode before = event.path("previous_message");
    Optional<String> ts = id(now, "ts").or(() -> id(before, "ts"));
    if (ts.isEmpty()) {
      return unreadable();
    }
    if (now.path("subtype").asText().equals("tombstone")) {
      return deleted(ts.get(), before);
    }
    if (isOwn(now)) {
      return Translation.ignored("own_message");
    }
    if (!now.has("edited") || saysTheSame(now, before)) {
      return Translation.ignored("message_not_edited");
    }
    Conversation place = in(now);
    Message message = message(now, ts.get());
    return Translation.of(
        envelope.event(
            envelope.about(place, ts.get(), "edited", id(now.path("edited"), "ts").orElse("")),
            time(now.path("edited"), "ts").or(() -> time(event, "event_ts")),
            Optional.of(place),
            envelope.people().author(now),
            new Happening.MessageEdited(message, command(message))));
  }

  private static boolean saysTheSame(JsonNode now, JsonNode before) {
    return now.path("text").equals(before.path("text"))
        && now.path("blocks").equals(before.path("blocks"))
        && fileIds(now).equals(fileIds(before));
  }

  private static List<Optional<String>> fileIds(JsonNode message) {
    return each(message, "files").map(file -> id(file, "id")).toList();
  }

  /** Slack does not say who deleted; of our own messages it would be ourselves. */
  private Translation deleted(String ts, JsonNode before) {
    if (isOwn(before)) {
      return Translation.ignored("own_message");
    }
    Conversation place = in(before);
    return Translation.of(
        envelope.event(
            envelope.about(place, ts, "deleted"),
            time(event, "event_ts"),
            Optional.of(place),
            Optional.empty(),
            new Happening.MessageDeleted(new Pointer(ts), List.of())));
  }

  /** The thread stands in the message, not in the event about it. */
  private Conversation in(JsonNode message) {
    return new Conversation(
        where.id(),
        where.type(),
        where.title(),
        id(message, "thread_ts"),
        where.workspace(),
        where.session());
  }

  /**
   * All that an app writes goes out through its token, so a message of our app is the hub's own. A
   * message with a file names no app, only the bot's user; what people type in Slack's own programs
   * carries an id of that program's.
   */
  private boolean isOwn(JsonNode message) {
    Optional<String> ours = id(envelope.payload(), "api_app_id");
    Optional<String> app =
        id(message, "app_id").or(() -> id(message.path("bot_profile"), "app_id"));
    if (app.isPresent()) {
      return app.equals(ours);
    }
    return !message.has("client_msg_id")
        && id(message, "user").filter(envelope.people()::isSelf).isPresent();
  }

  private Message message(JsonNode message, String ts) {
    Optional<String> source = text(message, "text").filter(s -> !s.isEmpty());
    Optional<RichText> words =
        SlackRichText.read(message)
            .or(() -> source.map(SlackMrkdwn::read))
            .or(() -> SlackCards.read(message));
    List<Mark> marks = words.map(RichText::marks).orElse(List.of());
    String shown = words.map(RichText::text).orElse(null);
    List<Attachment> files = new ArrayList<>();
    each(message, "files")
        .forEach(file -> SlackFile.attachment(file, where.workspace()).ifPresent(files::add));
    return Message.builder()
        .id(ts)
        .text(shown)
        .marks(marks)
        .source(source.filter(s -> !s.equals(shown)).orElse(null))
        .attachments(files)
        .replyTo(id(message, "thread_ts").filter(root -> !root.equals(ts)).orElse(null))
        .forwarded(isForwarded(message))
        .mentions(mentions(marks))
        .editedAt(object(message, "edited").flatMap(e -> time(e, "ts")).orElse(null))
        .build();
  }

  /** Sharing a message quotes it as an attachment. */
  private static boolean isForwarded(JsonNode message) {
    return each(message, "attachments").anyMatch(a -> a.path("is_share").asBoolean(false));
  }

  private static List<String> mentions(List<Mark> marks) {
    return marks.stream()
        .filter(mark -> mark.type() == MarkType.MENTION)
        .map(Mark::value)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  /** A slash at the very beginning that Slack let through, as it does in threads. */
  private static Optional<Invocation> command(Message message) {
    return message.text().flatMap(SlackCommand::typed);
  }
}
