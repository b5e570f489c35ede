package dev.milena.platform.mattermost;

import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.ids;
import static dev.milena.platform.Payload.text;
import static dev.milena.platform.mattermost.MattermostFields.flag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Attachment;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.FormNote;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.Invocation;
import dev.milena.model.Json;
import dev.milena.model.Message;
import dev.milena.model.Participant;
import dev.milena.model.Pointer;
import dev.milena.model.RichText;
import dev.milena.platform.Digests;
import dev.milena.platform.Translation;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what the server calls us for. Pure. */
final class MattermostCallbacks {
  /** How long a command takes answers. */
  private static final Duration COMMAND_WAITS = Duration.ofMinutes(30);

  /** What is in a context for our eyes alone. */
  private static final Set<String> SECRET =
      Set.of(MattermostSigned.SIGNATURE, MattermostSigned.EXPIRES, "token");

  private static final String SELECTED = "selected_option";
  private static final String DIRECT = "[a-z0-9]{26}__[a-z0-9]{26}";

  /** Seconds until 2286; what is more are milliseconds. */
  private static final long SECONDS_MAX = 9_999_999_999L;

  private final MattermostInput input;
  private final JsonNode body;

  private MattermostCallbacks(MattermostInput input, JsonNode body) {
    this.input = input;
    this.body = body;
  }

  /** Never fails: what cannot be read is parked. */
  static Translation translate(MattermostInput input, MattermostCallback call) {
    MattermostCallbacks reading = new MattermostCallbacks(input, call.body());
    return Translation.guarded(
        "callback_form",
        () ->
            switch (call.kind()) {
              case COMMAND -> reading.command();
              case OUTGOING -> reading.message();
              case PRESS -> reading.press();
              case DIALOG -> reading.dialog();
              case LOOKUP -> Translation.ignored("dialog_lookup");
              case UNKNOWN -> Translation.unknown("callback");
            });
  }

  private Translation command() {
    String name = text(body, "command").orElse("").replaceFirst("^/", "");
    if (isMissing("channel_id", "user_id") || name.isBlank()) {
      return Translation.unknown("command_form");
    }
    Interaction interaction =
        new Interaction(
            interactionId(),
            Optional.of("command"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty());
    Event event =
        event(
            "command",
            sender(),
            new Happening.CommandInvoked(
                new Invocation(name, text(body, "text").orElse(""), Optional.empty()),
                Optional.of(interaction)));
    return Translation.of(event.expiring(input.receivedAt().plus(COMMAND_WAITS)));
  }

  /** The same post that the socket would bring, with less around it. */
  private Translation message() {
    if (isMissing("channel_id", "user_id", "post_id")) {
      return Translation.unknown("outgoing_webhook_form");
    }
    if (input.isSelf(id(body, "user_id").orElseThrow())) {
      return Translation.ignored("own_message");
    }
    String source = text(body, "text").orElse("");
    RichText words = MattermostText.read(source);
    String post = id(body, "post_id").orElseThrow();
    Message message =
        Message.builder()
            .id(post)
            .text(words.text())
            .marks(words.marks())
            .source(words.text().equals(source) ? null : source)
            .attachments(MattermostPosts.bare(fileIds()))
            .build();
    return Translation.of(
        input.event(
            input.about(id(body, "channel_id").orElseThrow(), post, "created"),
            written(),
            conversation(),
            sender(),
            new Happening.MessageCreated(message, Optional.empty())));
  }

  /** One text with commas between. */
  private List<String> fileIds() {
    return Stream.concat(
            id(body, "file_ids").stream().flatMap(ids -> Arrays.stream(ids.split(","))),
            ids(body, "file_ids").stream())
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .toList();
  }

  /** Seconds in a form, milliseconds in JSON. */
  private Optional<Instant> written() {
    String timestamp = body.path("timestamp").asText("");
    if (!timestamp.matches("[0-9]{1,15}")) {
      return Optional.empty();
    }
    long number = Long.parseLong(timestamp);
    return Optional.of(
        number > SECONDS_MAX ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number));
  }

  private Translation press() {
    JsonNode context = body.path("context");
    if (isMissing("channel_id", "user_id")) {
      return Translation.unknown("action_form");
    }
    Optional<String> chosen = id(context, SELECTED);
    Optional<String> action = word(context, MattermostSigned.ACTION);
    Optional<String> post = id(body, "post_id");
    Interaction interaction =
        new Interaction(
            interactionId(),
            id(body, "type").or(() -> Optional.of(chosen.isPresent() ? "select" : "button")),
            action,
            id(context, MattermostSigned.LABEL),
            chosen.or(() -> word(context, MattermostSigned.VALUE)).or(() -> action),
            List.of(),
            post,
            rest(context));
    return Translation.of(
        event(
            "press",
            sender(),
            new Happening.InteractionPressed(post.map(Pointer::new), interaction)));
  }

  /** A context is what somebody put in, perhaps a number. */
  private static Optional<String> word(JsonNode context, String field) {
    return Optional.of(context.path(field))
        .filter(JsonNode::isValueNode)
        .map(JsonNode::asText)
        .filter(s -> !s.isBlank());
  }

  private static Optional<JsonNode> rest(JsonNode context) {
    ObjectNode rest = Json.mapper().createObjectNode();
    context.properties().stream()
        .filter(p -> !SECRET.contains(p.getKey()) && !p.getKey().equals(SELECTED))
        .forEach(p -> rest.set(p.getKey(), p.getValue()));
    return rest.isEmpty() ? Optional.empty() : Optional.of(rest);
  }

  private Translation dialog() {
    if (isMissing("channel_id", "user_id")) {
      return Translation.unknown("dialog_form");
    }
    if (flag(body, "cancelled")) {
      return Translation.of(
          event(
              "cancelled",
              sender(),
              new Happening.InteractionCancelled(Optional.empty(), form(false))));
    }
    List<Attachment> files = MattermostPosts.bare(ids(body, "file_ids"));
    Optional<Message> message =
        files.isEmpty()
            ? Optional.empty()
            : Optional.of(Message.builder().attachments(files).build());
    return Translation.of(
        event("submitted", sender(), new Happening.InteractionSubmitted(message, form(true))));
  }

  /** What was remembered with the form, and what was entered, by the names of its fields. */
  private Interaction form(boolean filled) {
    Optional<FormNote> note = MattermostForm.note(body);
    ObjectNode context = Json.mapper().createObjectNode();
    state(note).ifPresent(s -> context.put("state", s));
    JsonNode entered = body.path("submission");
    JsonNode fields = note.<JsonNode>map(n -> MattermostForm.fields(n, entered)).orElse(entered);
    if (filled && fields.isObject()) {
      context.set("fields", fields);
    }
    return new Interaction(
        interactionId(),
        Optional.of("dialog"),
        id(body, "callback_id"),
        Optional.empty(),
        Optional.empty(),
        filled ? values(fields) : List.of(),
        Optional.empty(),
        context.isEmpty() ? Optional.empty() : Optional.of(context));
  }

  private Optional<String> state(Optional<FormNote> note) {
    return note.isPresent()
        ? note.get().state()
        : text(body, "state").map(MattermostSigned::remembered).filter(s -> !s.isEmpty());
  }

  private static List<String> values(JsonNode fields) {
    return fields.properties().stream()
        .map(Map.Entry::getValue)
        .flatMap(value -> value.isArray() ? value.valueStream() : Stream.of(value))
        .filter(JsonNode::isValueNode)
        .map(JsonNode::asText)
        .toList();
  }

  private boolean isMissing(String... fields) {
    return Arrays.stream(fields).anyMatch(f -> id(body, f).isEmpty());
  }

  private Event event(String kind, Optional<Participant> who, Happening what) {
    return input.event(
        input.ids().delivery(kind + "-" + name()), Optional.empty(), conversation(), who, what);
  }

  /**
   * What names this call: its trigger, which is made for it alone. Without one the moment has to
   * do, for nothing is ever sent twice. Hashed, because a trigger opens forms in our name.
   */
  private String name() {
    String unique = id(body, "trigger_id").orElseGet(() -> input.receivedAt() + body.toString());
    return HexFormat.of().formatHex(Digests.sha256(unique), 0, 16);
  }

  private Optional<String> interactionId() {
    return new MattermostInteraction(
            id(body, "user_id").orElse(""),
            id(body, "response_url").flatMap(MattermostInteraction::hookOf),
            id(body, "trigger_id"))
        .id();
  }

  private Optional<Participant> sender() {
    return id(body, "user_id").map(user -> input.user(user, id(body, "user_name")));
  }

  /** Only teams have channels; a direct one is named after its two members. */
  private Conversation conversation() {
    boolean direct = text(body, "channel_name").filter(n -> n.matches(DIRECT)).isPresent();
    Optional<ConversationType> type =
        direct
            ? Optional.of(ConversationType.DIRECT)
            : id(body, "team_id").map(_ -> ConversationType.CHANNEL);
    return new Conversation(
        id(body, "channel_id").orElseThrow(),
        type,
        Optional.empty(),
        id(body, "root_id").or(() -> MattermostForm.note(body).flatMap(FormNote::thread)),
        Optional.empty(),
        Optional.empty());
  }
}
