package dev.milena.platform.discord;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.ids;
import static dev.milena.platform.Payload.number;
import static dev.milena.platform.Payload.object;
import static dev.milena.platform.Payload.text;
import static dev.milena.platform.discord.DiscordFields.time;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Conversation;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Invocation;
import dev.milena.model.Message;
import dev.milena.model.Participant;
import dev.milena.model.Pointer;
import dev.milena.model.RichText;
import dev.milena.model.Vote;
import dev.milena.platform.Arrival;
import dev.milena.platform.Translation;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads messages and what becomes of them. Pure.
 *
 * @see <a href="https://discord.com/developers/docs/resources/message">Message, read 2026-11-21</a>
 */
final class DiscordMessages {
  private static final int ORDINARY = 0;
  private static final int REPLY = 19;
  private static final int ANSWER_TO_COMMAND = 20;
  private static final int ANSWER_TO_MENU = 23;

  /** A copy of the message that a thread was opened on. */
  private static final int THREAD_STARTER = 21;

  /** The newest kind of the page that was read: the result of a poll. */
  private static final int LAST_KNOWN = 46;

  /** What a message refers to: an answer, or a message that was passed on. */
  private static final int FORWARD = 1;

  private static final Pattern COMMAND =
      Pattern.compile("/([A-Za-z][A-Za-z0-9_-]{0,31})(?:\\s+(.*))?", Pattern.DOTALL);

  private final DiscordPeople people;
  private final DiscordAttachments attachments;

  DiscordMessages(DiscordPeople people, DiscordAttachments attachments) {
    this.people = people;
    this.attachments = attachments;
  }

  Translation created(Arrival dispatch, JsonNode message) {
    int kind = number(message, "type").orElse(0L).intValue();
    return switch (kind) {
      case ORDINARY, REPLY, ANSWER_TO_COMMAND, ANSWER_TO_MENU ->
          isOurs(message)
              ? Translation.ignored("own_message")
              : written(dispatch, message, Optional.empty());
      case THREAD_STARTER -> Translation.ignored("thread_starter");
      default ->
          kind > 0 && kind <= LAST_KNOWN
              ? Translation.ignored("system_message")
              : Translation.unknown("message_type");
    };
  }

  /** Whether the hub itself sent it: its own mark comes back with it. */
  private boolean isOurs(JsonNode message) {
    return isSelf(message) && id(message, "nonce").filter(DiscordNonce::isOurs).isPresent();
  }

  private boolean isSelf(JsonNode message) {
    return id(message.path("author"), "id").filter(people::isSelf).isPresent();
  }

  /**
   * An update is an edit only if it says when somebody changed the words: previews of links, pins
   * and threads update a message too. What repeats an edit's time is that edit, by its id.
   */
  Translation edited(Arrival dispatch, JsonNode message) {
    Optional<String> edited = text(message, "edited_timestamp");
    if (edited.isEmpty() || !message.has("content")) {
      return Translation.ignored("update_without_edit");
    }
    if (isSelf(message)) {
      return Translation.ignored("own_edit");
    }
    return written(dispatch, message, edited);
  }

  private Translation written(Arrival dispatch, JsonNode message, Optional<String> edited) {
    Optional<Conversation> where = people.channel(message);
    Optional<String> number = id(message, "id");
    if (where.isEmpty() || number.isEmpty()) {
      return Translation.unknown("message_form");
    }
    Message read = message(number.get(), where.get(), message);
    Optional<Invocation> command = command(read);
    Optional<Participant> writer = people.user(message.path("author"), message.path("member"));
    Event event =
        edited
            .map(at ->
                dispatch.event(
                    dispatch.about(where.get(), number.get(), "edited", at),
                    time(message, "edited_timestamp"),
                    where,
                    writer,
                    new Happening.MessageEdited(read, command)))
            .orElseGet(() ->
                dispatch.event(
                    dispatch.about(where.get(), number.get(), "created"),
                    time(message, "timestamp").or(() -> DiscordFields.timeOf(number.get())),
                    where,
                    writer,
                    new Happening.MessageCreated(read, command)));
    return Translation.of(event);
  }

  private Message message(String number, Conversation where, JsonNode message) {
    JsonNode reference = message.path("message_reference");
    boolean forwarded = number(reference, "type").filter(t -> t == FORWARD).isPresent();
    JsonNode said =
        forwarded
            ? each(message, "message_snapshots")
                .findFirst()
                .flatMap(snapshot -> object(snapshot, "message"))
                .orElse(message)
            : message;
    Optional<RichText> words =
        text(said, "content").map(content -> DiscordMarkup.read(content, said));
    Optional<String> source = text(message, "content");
    return Message.builder()
        .id(number)
        .text(words.map(RichText::text).orElse(null))
        .marks(words.map(RichText::marks).orElse(List.of()))
        .source(source.filter(s -> !words.map(RichText::text).equals(source)).orElse(null))
        .mentions(each(said, "mentions").flatMap(user -> id(user, "id").stream()).toList())
        .attachments(attachments.of(where.id(), number, said))
        .buttons(DiscordComponents.read(message))
        .replyTo(isAnswer(message, forwarded) ? id(reference, "message_id").orElse(null) : null)
        .forwarded(forwarded)
        .editedAt(time(message, "edited_timestamp").orElse(null))
        .build();
  }

  private static boolean isAnswer(JsonNode message, boolean forwarded) {
    return !forwarded && number(message, "type").filter(t -> t == REPLY).isPresent();
  }

  /** Typed and not picked: a command that Discord does not know goes out as words. */
  private static Optional<Invocation> command(Message message) {
    Matcher command = COMMAND.matcher(message.text().orElse(""));
    return command.matches() && !message.forwarded()
        ? Optional.of(
            new Invocation(
                command.group(1),
                Optional.ofNullable(command.group(2)).orElse("").strip(),
                Optional.empty()))
        : Optional.empty();
  }

  Translation deleted(Arrival dispatch, JsonNode body) {
    return gone(dispatch, body, id(body, "id").stream().toList());
  }

  Translation deletedAtOnce(Arrival dispatch, JsonNode body) {
    return gone(dispatch, body, ids(body, "ids"));
  }

  private Translation gone(Arrival dispatch, JsonNode body, List<String> messages) {
    Optional<Conversation> where = people.channel(body);
    if (where.isEmpty() || messages.isEmpty()) {
      return Translation.unknown("message_delete_form");
    }
    List<Pointer> gone = messages.stream().map(Pointer::new).toList();
    return Translation.of(
        dispatch.event(
            dispatch.about(where.get(), messages.getFirst(), "deleted"),
            Optional.empty(),
            where,
            Optional.empty(),
            new Happening.MessageDeleted(gone.getFirst(), gone.size() > 1 ? gone : List.of())));
  }

  Translation voted(Arrival dispatch, JsonNode vote, boolean cast) {
    Optional<String> message = id(vote, "message_id");
    Optional<String> answer = id(vote, "answer_id");
    Optional<String> user = id(vote, "user_id");
    if (message.isEmpty() || answer.isEmpty() || user.isEmpty()) {
      return Translation.unknown("poll_vote_form");
    }
    return Translation.of(
        dispatch.event(
            dispatch.delivery(),
            Optional.empty(),
            people.channel(vote),
            user.map(people::known),
            new Happening.PollVoted(
                message.map(Pointer::new),
                new Vote(message.get(), cast ? List.of(answer.get()) : List.of()))));
  }
}
