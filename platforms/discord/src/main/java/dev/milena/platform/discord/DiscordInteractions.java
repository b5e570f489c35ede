package dev.milena.platform.discord;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.number;
import static dev.milena.platform.Payload.text;
import static dev.milena.platform.discord.DiscordFields.timeOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.EventIds;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.Invocation;
import dev.milena.model.Json;
import dev.milena.model.Message;
import dev.milena.model.Participant;
import dev.milena.model.Pointer;
import dev.milena.platform.Arrival;
import dev.milena.platform.Payload;
import dev.milena.platform.Translation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads commands, presses and forms. In a guild the person stands in {@code member}, in direct
 * messages in {@code user}. Pure.
 *
 * @see <a
 *     href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object">
 *     Interaction, read 2026-11-21</a>
 */
final class DiscordInteractions {
  static final int PING = 1;
  static final int COMMAND = 2;
  static final int COMPONENT = 3;
  static final int AUTOCOMPLETE = 4;
  static final int FORM = 5;

  private static final int BUTTON = 2;
  private static final int TEXT_SELECT = 3;
  private static final int ON_USER = 2;
  private static final int ON_MESSAGE = 3;

  /** Options of options: groups, sub-commands, values. */
  private static final int OPTION_DEPTH_MAX = 3;

  private static final int BOT_DIRECT = 1;
  private static final int PRIVATE_CHANNEL = 2;

  private final DiscordPeople people;

  DiscordInteractions(DiscordPeople people) {
    this.people = people;
  }

  /** Whether the body has the form of an interaction. */
  static boolean isInteraction(JsonNode body) {
    return body.isObject() && number(body, "type").isPresent() && !body.has("event");
  }

  static int kind(JsonNode interaction) {
    return number(interaction, "type").orElse(-1L).intValue();
  }

  /** Whether somebody waits for an answer, which can be put off. */
  static boolean isAnswerable(JsonNode body) {
    return isInteraction(body)
        && switch (kind(body)) {
          case COMMAND, COMPONENT, FORM -> true;
          default -> false;
        };
  }

  /** How the answer is put off: an answer to a form under a message needs nothing shown. */
  static int deferral(JsonNode interaction) {
    return switch (kind(interaction)) {
      case COMPONENT -> DiscordInteraction.SILENT;
      case FORM ->
          interaction.path("message").isObject()
              ? DiscordInteraction.SILENT
              : DiscordInteraction.THINKING;
      default -> DiscordInteraction.THINKING;
    };
  }

  Translation read(AccountRef account, EventIds ids, JsonNode interaction, Instant receivedAt) {
    Optional<String> id = id(interaction, "id");
    int kind = kind(interaction);
    if (kind == AUTOCOMPLETE) {
      return Translation.ignored("autocomplete");
    }
    if (kind == PING) {
      return Translation.ignored("ping");
    }
    if (id.isEmpty() || !interaction.path("data").isObject()) {
      return Translation.unknown("interaction_form");
    }
    Optional<Happening> what =
        switch (kind) {
          case COMMAND -> command(interaction);
          case COMPONENT -> press(interaction);
          case FORM -> form(interaction);
          default -> Optional.empty();
        };
    Arrival dispatch = new Arrival(account, ids, "interaction-" + id.get(), receivedAt);
    return what.map(happening ->
            Translation.of(
                dispatch.event(
                    dispatch.delivery(),
                    timeOf(id.get()),
                    where(interaction),
                    who(interaction),
                    happening)))
        .orElseGet(() -> Translation.unknown("interaction_type"));
  }

  private Optional<Participant> who(JsonNode interaction) {
    JsonNode member = interaction.path("member");
    return people.user(member.path("user"), member).or(() -> people.user(interaction.path("user")));
  }

  private Optional<Conversation> where(JsonNode interaction) {
    return people.channel(interaction).map(c -> typed(c, interaction));
  }

  /** Where the channel itself is not told, the context is. */
  private static Conversation typed(Conversation channel, JsonNode interaction) {
    if (interaction.path("channel").has("type")) {
      return channel;
    }
    int context = number(interaction, "context").orElse(-1L).intValue();
    Optional<ConversationType> type =
        switch (context) {
          case BOT_DIRECT -> Optional.of(ConversationType.DIRECT);
          case PRIVATE_CHANNEL -> Optional.of(ConversationType.GROUP);
          default -> channel.type();
        };
    return new Conversation(
        channel.id(),
        type,
        channel.title(),
        channel.thread(),
        channel.workspace(),
        channel.session());
  }

  private Optional<Happening> command(JsonNode interaction) {
    JsonNode data = interaction.path("data");
    Optional<String> target = id(data, "target_id");
    int kind = number(data, "type").orElse(1L).intValue();
    ObjectNode context = Json.mapper().createObjectNode();
    id(data, "id").ifPresent(id -> context.put("commandId", id));
    target.ifPresent(id -> context.put("targetId", id));
    if (data.path("options").isArray()) {
      context.set("options", data.path("options"));
    }
    String type = kind == ON_USER ? "user" : kind == ON_MESSAGE ? "message" : "slash";
    Interaction answer =
        new Interaction(
            handle(interaction),
            Optional.of(type),
            id(data, "id"),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            kind == ON_MESSAGE ? target : Optional.empty(),
            Optional.of(context));
    return text(data, "name")
        .map(name ->
            new Happening.CommandInvoked(
                new Invocation(name, args(data, target), Optional.empty()), Optional.of(answer)));
  }

  /**
   * The rest of the line: sub-commands as words, then a value alone by itself, several with their
   * names.
   */
  private static String args(JsonNode data, Optional<String> target) {
    List<String> words = new ArrayList<>();
    List<JsonNode> options = each(data, "options").toList();
    for (int depth = 0;
        depth < OPTION_DEPTH_MAX && options.size() == 1 && options.getFirst().has("options");
        depth++) {
      text(options.getFirst(), "name").ifPresent(words::add);
      options = each(options.getFirst(), "options").toList();
    }
    if (options.size() == 1) {
      words.add(options.getFirst().path("value").asText(""));
    } else {
      options.forEach(option ->
          words.add(text(option, "name").orElse("") + ":" + option.path("value").asText("")));
    }
    return words.isEmpty()
        ? target.orElse("")
        : words.stream().filter(w -> !w.isBlank()).collect(Collectors.joining(" "));
  }

  private Optional<Happening> press(JsonNode interaction) {
    JsonNode data = interaction.path("data");
    int kind = number(data, "component_type").orElse((long) BUTTON).intValue();
    Optional<String> customId = text(data, "custom_id");
    List<String> values = Payload.ids(data, "values");
    Optional<String> message = id(interaction.path("message"), "id");
    return Optional.of(
        new Happening.InteractionPressed(
            message.map(Pointer::new),
            new Interaction(
                handle(interaction),
                Optional.of(kind == BUTTON ? "button" : kind == TEXT_SELECT ? "select" : "picker"),
                customId.map(id -> kind == BUTTON ? id : DiscordComponents.value(id)),
                customId.flatMap(
                    id -> DiscordComponents.label(interaction.path("message"), id, values)),
                kind == BUTTON
                    ? customId.map(DiscordComponents::value)
                    : values.stream().findFirst(),
                values,
                message,
                Optional.empty())));
  }

  private Optional<Happening> form(JsonNode interaction) {
    JsonNode data = interaction.path("data");
    DiscordForm.Answers answers = DiscordForm.answers(data);
    ObjectNode context = Json.mapper().createObjectNode();
    context.set("fields", answers.fields());
    DiscordForm.state(data).ifPresent(state -> context.put("state", state));
    Optional<String> message = id(interaction.path("message"), "id");
    return Optional.of(
        new Happening.InteractionSubmitted(
            message.map(id -> Message.builder().id(id).build()),
            new Interaction(
                handle(interaction),
                Optional.of("form"),
                DiscordForm.id(data),
                Optional.empty(),
                Optional.empty(),
                answers.values(),
                message,
                Optional.of(context))));
  }

  /** What an answer must name; absent where Discord gives no token. */
  private static Optional<String> handle(JsonNode interaction) {
    return id(interaction, "id")
        .flatMap(id ->
            text(interaction, "token")
                .map(token -> new DiscordInteraction(id, deferral(interaction), token).text()));
  }
}
