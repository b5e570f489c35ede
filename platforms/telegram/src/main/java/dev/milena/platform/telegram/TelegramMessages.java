package dev.milena.platform.telegram;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.flag;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.object;
import static dev.milena.platform.Payload.text;
import static dev.milena.platform.telegram.TelegramFields.time;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Button;
import dev.milena.model.Conversation;
import dev.milena.model.Happening.MessageCreated;
import dev.milena.model.Happening.MessageEdited;
import dev.milena.model.Invocation;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.Message;
import dev.milena.platform.Arrival;
import dev.milena.platform.Translation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads messages that carry somebody's words or files. Pure.
 *
 * @see <a href="https://core.telegram.org/bots/api#message">Message, read 2026-11-21</a>
 */
final class TelegramMessages {
  /**
   * A command as it stands in a text: the name, perhaps the bot it is for, and then a blank or the
   * end.
   */
  private static final Pattern COMMAND =
      Pattern.compile("/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]{1,64}))?(?=\\s|$)");

  private static final List<String> FORWARDED =
      List.of(
          "forward_origin",
          "forward_from",
          "forward_from_chat",
          "forward_sender_name",
          "forward_date");

  private final TelegramPeople people;
  private final String ownId;
  private final Optional<String> username;

  TelegramMessages(TelegramPeople people, String ownId, Optional<String> username) {
    this.people = people;
    this.ownId = ownId;
    this.username = username;
  }

  /**
   * Whether a message starts with a command that names a bot: then it matters what ours is called.
   */
  static boolean namesBot(JsonNode message) {
    Matcher command =
        COMMAND.matcher(text(message, "text").or(() -> text(message, "caption")).orElse(""));
    return command.lookingAt() && command.group(2) != null;
  }

  Translation created(Arrival update, JsonNode message) {
    return read(update, message, false);
  }

  Translation edited(Arrival update, JsonNode message) {
    return read(update, message, true);
  }

  private Translation read(Arrival update, JsonNode message, boolean edit) {
    Optional<Conversation> where = people.of(message);
    if (where.isEmpty()) {
      return Translation.unknown("message_form");
    }
    if (id(message.path("sender_business_bot"), "id").filter(ownId::equals).isPresent()) {
      return Translation.ignored("own_message");
    }
    Message read = message(message);
    Optional<Invocation> command = command(message, read);
    Optional<Instant> at =
        edit ? time(message, "edit_date").or(() -> time(message, "date")) : time(message, "date");
    String version = id(message, "edit_date").orElse("0") + "-" + update.id();
    return Translation.of(
        update.event(
            edit
                ? TelegramFields.about(update, where.get(), read.id(), "edited", version)
                : TelegramFields.about(update, where.get(), read.id(), "created"),
            at,
            where,
            people.writer(message),
            edit ? new MessageEdited(read, command) : new MessageCreated(read, command)));
  }

  private static Message message(JsonNode message) {
    boolean caption = !message.has("text") && message.has("caption");
    Optional<String> words =
        text(message, caption ? "caption" : "text")
            .or(() -> object(message, "rich_message").map(TelegramRichMessage::words));
    List<Mark> marks =
        words
            .map(w -> TelegramText.marks(w, message, caption ? "caption_entities" : "entities"))
            .orElse(List.of());
    return Message.builder()
        .id(id(message, "message_id").orElse(null))
        .text(words.orElse(null))
        .marks(marks)
        .mentions(words.map(w -> TelegramText.mentions(w, marks)).orElse(List.of()))
        .attachments(TelegramAttachments.of(message))
        .buttons(buttons(message.path("reply_markup")))
        .replyTo(replyTo(message).orElse(null))
        .forwarded(isForwarded(message))
        .group(id(message, "media_group_id").orElse(null))
        .editedAt(time(message, "edit_date").orElse(null))
        .build();
  }

  private static boolean isForwarded(JsonNode message) {
    return FORWARDED.stream().anyMatch(message::has);
  }

  /**
   * The message that it answers. In a topic of a forum every message seems to answer the one that
   * opened the topic, whose number is that of the thread: that is no answer.
   */
  private static Optional<String> replyTo(JsonNode message) {
    JsonNode answered = message.path("reply_to_message");
    Optional<String> number = id(answered, "message_id");
    boolean opensTopic =
        answered.has("forum_topic_created")
            || flag(message, "is_topic_message") && number.equals(id(message, "message_thread_id"));
    return opensTopic ? Optional.empty() : number;
  }

  private static List<List<Button>> buttons(JsonNode keyboard) {
    return each(keyboard, "inline_keyboard")
        .map(row ->
            row.valueStream().map(TelegramMessages::button).flatMap(Optional::stream).toList())
        .filter(row -> !row.isEmpty())
        .toList();
  }

  private static Optional<Button> button(JsonNode button) {
    Optional<String> label = text(button, "text").filter(l -> !l.isBlank());
    return Stream.of(
            text(button, "url").flatMap(url -> label.map(l -> Button.opening(l, url))),
            text(button, "callback_data")
                .filter(data -> !data.isEmpty())
                .flatMap(data -> label.map(l -> Button.pressing(data, l, data))))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * The command at the beginning of a text, if it is for us. Telegram marks commands; where an old
   * sender marks nothing at all, the form of the text decides.
   */
  private Optional<Invocation> command(JsonNode message, Message read) {
    String text = read.text().orElse("");
    boolean unmarked =
        !message.has("entities") && !message.has("caption_entities") && !read.forwarded();
    boolean marked =
        read.marks().stream().anyMatch(m -> m.type() == MarkType.COMMAND && m.offset() == 0);
    Matcher command = COMMAND.matcher(text);
    if (!marked && !unmarked || !command.lookingAt()) {
      return Optional.empty();
    }
    Optional<String> target = Optional.ofNullable(command.group(2));
    return isForAnother(target)
        ? Optional.empty()
        : Optional.of(
            new Invocation(command.group(1), text.substring(command.end()).strip(), target));
  }

  private boolean isForAnother(Optional<String> target) {
    return target.isPresent()
        && username.isPresent()
        && !target.get().equalsIgnoreCase(username.get());
  }
}
