package dev.milena.platform.mattermost;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.ids;
import static dev.milena.platform.Payload.text;
import static dev.milena.platform.mattermost.MattermostFields.flag;
import static dev.milena.platform.mattermost.MattermostFields.time;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Button;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Happening;
import dev.milena.model.Message;
import dev.milena.model.Participant;
import dev.milena.model.Pointer;
import dev.milena.model.RichText;
import dev.milena.platform.Translation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads posts, as the socket and the history of a channel show them. Pure.
 *
 * @see <a href="https://api.mattermost.com/#tag/posts">Posts, read 2026-11-21</a>
 */
final class MattermostPosts {
  /** What a message of the hub carries in its {@code props}, by which it is found again. */
  static final String MARKER = "milena";

  private static final String SYSTEM = "system_";
  private static final Translation NOTHING = new Translation(List.of(), List.of());

  private final MattermostInput input;

  MattermostPosts(MattermostInput input) {
    this.input = input;
  }

  /**
   * What is known of a post beside itself.
   *
   * @param type kind of channel
   * @param title the channel's name, if it has one
   * @param sender username, with or without {@code @}
   * @param mentions ids of users: today's servers name only ourselves
   */
  record Around(
      Optional<ConversationType> type,
      Optional<String> title,
      Optional<String> sender,
      List<String> mentions) {
    static final Around NOTHING =
        new Around(Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  Translation created(JsonNode post, Around around) {
    return unlessLeftOut(post)
        .orElseGet(() ->
            Translation.of(
                input.event(
                    about(post, "created"),
                    time(post, "create_at"),
                    conversation(post, around),
                    Optional.of(sender(post, around)),
                    new Happening.MessageCreated(message(post, around), Optional.empty()))));
  }

  /** Pinning, and the preview of a link, change a post too, but none of its words. */
  Translation edited(JsonNode post, Around around) {
    Optional<Translation> leftOut = unlessLeftOut(post);
    if (leftOut.isPresent()) {
      return leftOut.get();
    }
    if (time(post, "edit_at").isEmpty()) {
      return Translation.ignored("not_a_text_edit");
    }
    return Translation.of(
        input.event(
            about(post, "edited", post.path("edit_at").asText()),
            time(post, "edit_at"),
            conversation(post, around),
            Optional.of(sender(post, around)),
            new Happening.MessageEdited(message(post, around), Optional.empty())));
  }

  /** Who deleted it only administrators are told. */
  Translation deleted(JsonNode post) {
    return unlessLeftOut(post)
        .orElseGet(() ->
            Translation.of(
                input.event(
                    about(post, "deleted"),
                    time(post, "delete_at"),
                    conversation(post, Around.NOTHING),
                    Optional.empty(),
                    new Happening.MessageDeleted(
                        new Pointer(id(post, "id").orElseThrow()), List.of()))));
  }

  /**
   * A post from the history: what has become of it since then. An old post is there too when
   * somebody answers it, pins it or reacts to it; what was known long ago is not told again.
   */
  Translation past(JsonNode post, Around around, Instant since) {
    if (time(post, "delete_at").isPresent()) {
      return isLater(post, "delete_at", since) ? deleted(post) : NOTHING;
    }
    Translation created = isLater(post, "create_at", since) ? created(post, around) : NOTHING;
    return isLater(post, "edit_at", since) ? created.plus(edited(post, around)) : created;
  }

  private static boolean isLater(JsonNode post, String field, Instant since) {
    return time(post, field).filter(since::isBefore).isPresent();
  }

  private Optional<Translation> unlessLeftOut(JsonNode post) {
    if (Stream.of("id", "channel_id", "user_id").anyMatch(f -> id(post, f).isEmpty())) {
      return Optional.of(Translation.unknown("post_form"));
    }
    if (text(post, "type").orElse("").startsWith(SYSTEM)) {
      return Optional.of(Translation.ignored("system_post"));
    }
    return isOurs(post) ? Optional.of(Translation.ignored("own_message")) : Optional.empty();
  }

  /**
   * What we sent, or another program with our token. What a person wrote in the name of a user
   * whose token we were given is a message like any other.
   */
  private boolean isOurs(JsonNode post) {
    JsonNode props = post.path("props");
    return input.isSelf(id(post, "user_id").orElse(""))
        && (flag(props, "from_bot") || props.hasNonNull(MARKER));
  }

  private String about(JsonNode post, String kind, String... version) {
    return input.about(
        id(post, "channel_id").orElseThrow(), id(post, "id").orElseThrow(), kind, version);
  }

  private static Conversation conversation(JsonNode post, Around around) {
    return new Conversation(
        id(post, "channel_id").orElseThrow(),
        around.type(),
        around.title().filter(_ -> !around.type().equals(Optional.of(ConversationType.DIRECT))),
        id(post, "root_id"),
        Optional.empty(),
        Optional.empty());
  }

  /** A webhook speaks under a name of its choice and has no handle. */
  private Participant sender(JsonNode post, Around around) {
    JsonNode props = post.path("props");
    String user = id(post, "user_id").orElseThrow();
    boolean webhook = flag(props, "from_webhook");
    Optional<String> shown = id(props, "override_username").filter(_ -> webhook);
    return new Participant(
        user,
        shown.or(() -> around.sender().filter(_ -> webhook)),
        around.sender().filter(_ -> !webhook).map(s -> s.replaceFirst("^@", "")),
        webhook || flag(props, "from_bot"),
        input.isSelf(user));
  }

  private static Message message(JsonNode post, Around around) {
    String source = text(post, "message").orElse("");
    RichText words = MattermostText.read(source).plus(MattermostAttachments.words(post, source));
    return Message.builder()
        .id(id(post, "id").orElseThrow())
        .text(words.text())
        .marks(words.marks())
        .source(words.text().equals(source) ? null : source)
        .attachments(files(post))
        .buttons(buttons(post))
        .replyTo(id(post, "root_id").orElse(null))
        .mentions(around.mentions())
        .editedAt(time(post, "edit_at").orElse(null))
        .build();
  }

  /** {@code metadata} tells more, but what comes late or from a webhook has only ids. */
  private static List<Attachment> files(JsonNode post) {
    List<Attachment> told =
        each(post.path("metadata"), "files")
            .filter(f -> id(f, "id").isPresent())
            .map(MattermostPosts::file)
            .toList();
    return told.isEmpty() ? bare(ids(post, "file_ids")) : told;
  }

  /** Files of which only the ids are told. */
  static List<Attachment> bare(List<String> ids) {
    return ids.stream().map(id -> Attachment.of(AttachmentType.FILE).id(id).build()).toList();
  }

  private static Attachment file(JsonNode file) {
    String mime = id(file, "mime_type").orElse(null);
    return Attachment.of(kind(mime))
        .id(id(file, "id").orElseThrow())
        .name(id(file, "name").orElse(null))
        .mime(mime)
        .sizeBytes(size(file))
        .pixels(pixels(file, "width"), pixels(file, "height"))
        .build();
  }

  private static Long size(JsonNode file) {
    JsonNode size = file.path("size");
    return size.canConvertToLong() && size.longValue() > 0 ? size.longValue() : null;
  }

  private static Integer pixels(JsonNode file, String field) {
    JsonNode pixels = file.path(field);
    return pixels.canConvertToInt() && pixels.intValue() > 0 ? pixels.intValue() : null;
  }

  private static AttachmentType kind(String mime) {
    String family = mime == null ? "" : mime.toLowerCase(Locale.ROOT).replaceFirst("/.*", "");
    return switch (family) {
      case "image" -> AttachmentType.IMAGE;
      case "video" -> AttachmentType.VIDEO;
      case "audio" -> AttachmentType.AUDIO;
      default -> AttachmentType.FILE;
    };
  }

  /** Each attachment's buttons are a row; what they carry is kept from everybody but the server. */
  private static List<List<Button>> buttons(JsonNode post) {
    return each(post.path("props"), "attachments")
        .map(a ->
            each(a, "actions")
                .filter(b -> id(b, "name").isPresent())
                .map(b ->
                    new Button(
                        id(b, "id"),
                        id(b, "name").orElseThrow(),
                        Optional.empty(),
                        id(b, "style"),
                        Optional.empty()))
                .toList())
        .filter(row -> !row.isEmpty())
        .toList();
  }
}
