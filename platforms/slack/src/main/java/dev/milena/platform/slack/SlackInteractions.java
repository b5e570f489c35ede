package dev.milena.platform.slack;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.flag;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.object;
import static dev.milena.platform.Payload.text;
import static dev.milena.platform.slack.SlackFields.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Conversation;
import dev.milena.model.Event;
import dev.milena.model.FormNote;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.Invocation;
import dev.milena.model.Json;
import dev.milena.model.Participant;
import dev.milena.model.Pointer;
import dev.milena.platform.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Presses, forms and shortcuts. They come once. Pure.
 *
 * @see <a href="https://docs.slack.dev/interactivity/handling-user-interaction">Handling user
 *     interaction, read 2026-11-21</a>
 */
final class SlackInteractions {
  private final SlackEnvelope envelope;
  private final JsonNode payload;
  private final Participant who;

  private SlackInteractions(SlackEnvelope envelope, Participant who) {
    this.envelope = envelope;
    this.payload = envelope.payload();
    this.who = who;
  }

  static Translation pressed(SlackEnvelope envelope) {
    return by(envelope).map(SlackInteractions::pressed).orElseGet(SlackInteractions::unreadable);
  }

  static Translation submitted(SlackEnvelope envelope) {
    return by(envelope).map(SlackInteractions::submitted).orElseGet(SlackInteractions::unreadable);
  }

  static Translation closed(SlackEnvelope envelope) {
    return by(envelope).map(SlackInteractions::closed).orElseGet(SlackInteractions::unreadable);
  }

  static Translation shortcut(SlackEnvelope envelope) {
    return by(envelope).map(SlackInteractions::shortcut).orElseGet(SlackInteractions::unreadable);
  }

  private static Optional<SlackInteractions> by(SlackEnvelope envelope) {
    return envelope
        .people()
        .actor(envelope.payload().path("user"))
        .map(who -> new SlackInteractions(envelope, who));
  }

  private static Translation unreadable() {
    return Translation.unknown("interaction_form");
  }

  private Translation pressed() {
    List<JsonNode> actions = each(payload, "actions").filter(JsonNode::isObject).toList();
    List<Event> events = new ArrayList<>();
    for (JsonNode action : actions) {
      events.add(pressed(action, actions.size() > 1 ? "." + events.size() : ""));
    }
    return events.isEmpty() ? unreadable() : Translation.of(events);
  }

  private Event pressed(JsonNode action, String suffix) {
    Optional<String> message = messageId();
    List<String> values = values(action);
    Interaction interaction =
        new Interaction(
            Optional.of(SlackAnswerPlace.of(payload, who.id())),
            id(action, "type"),
            id(action, "action_id").or(() -> id(action, "name")),
            object(action, "text")
                .or(() -> object(action.path("selected_option"), "text"))
                .flatMap(t -> text(t, "text")),
            alone(values),
            several(values),
            message,
            Optional.empty());
    return envelope.answerable(
        envelope.ids().delivery("press-" + SlackCommand.trigger(payload, envelope) + suffix),
        time(action, "action_ts").or(() -> time(payload, "action_ts")),
        where(),
        Optional.of(who),
        new Happening.InteractionPressed(message.map(Pointer::new), interaction));
  }

  private Optional<String> messageId() {
    return id(payload.path("container"), "message_ts")
        .or(() -> id(payload.path("message"), "ts"))
        .or(() -> id(payload, "message_ts"));
  }

  /** Where a press happened; in a form or on the app's home there is no such place. */
  private Optional<Conversation> where() {
    JsonNode channel = payload.path("channel");
    return id(channel, "id")
        .or(() -> id(payload.path("container"), "channel_id"))
        .map(channelId ->
            envelope
                .conversations()
                .of(
                    channelId,
                    id(channel, "name").filter("directmessage"::equals).map(_ -> "im"),
                    id(payload.path("container"), "thread_ts")
                        .or(() -> id(payload.path("message"), "thread_ts")),
                    team()));
  }

  private Optional<String> team() {
    return flag(payload, "is_enterprise_install")
        ? id(payload.path("enterprise"), "id")
        : id(payload.path("view"), "app_installed_team_id")
            .or(() -> id(payload.path("team"), "id"));
  }

  /** What was chosen, whatever the control calls it. */
  static List<String> values(JsonNode action) {
    Stream<Optional<String>> single =
        Stream.of(
            text(action, "value"),
            text(action.path("selected_option"), "value"),
            text(action, "selected_user"),
            text(action, "selected_channel"),
            text(action, "selected_conversation"),
            text(action, "selected_date"),
            text(action, "selected_time"),
            Optional.of(action.path("selected_date_time"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::asText));
    Stream<Optional<String>> several =
        Stream.concat(
            each(action, "selected_options").map(option -> text(option, "value")),
            Stream.of("selected_users", "selected_channels", "selected_conversations", "files")
                .flatMap(field -> each(action, field))
                .map(value -> Optional.ofNullable(value.textValue()).or(() -> id(value, "id"))));
    return Stream.concat(single, several).flatMap(Optional::stream).toList();
  }

  private static Optional<String> alone(List<String> values) {
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  private static List<String> several(List<String> values) {
    return values.size() > 1 ? values : List.of();
  }

  /** What was filled in stands by the names of the fields, with what the form carried along. */
  private Translation submitted() {
    SlackFormAnswers answers = SlackFormAnswers.of(payload);
    ObjectNode context = context();
    context.set("fields", answers.fields());
    JsonNode answer = payload.path("response_urls").path(0);
    Interaction interaction =
        form(
            Optional.of(SlackAnswerPlace.of(answer.isObject() ? answer : payload, who.id())),
            answers.values(),
            context);
    return Translation.of(
        envelope.answerable(
            envelope.ids().delivery("form-" + SlackCommand.trigger(payload, envelope)),
            time(payload, "action_ts"),
            whereAsked(answers.note()),
            Optional.of(who),
            new Happening.InteractionSubmitted(Optional.empty(), interaction)));
  }

  /** Only forms of the hub's ask to be told. */
  private Translation closed() {
    Optional<FormNote> note =
        text(payload.path("view"), "private_metadata").flatMap(FormNote::parse);
    Optional<String> view = id(payload.path("view"), "id");
    if (note.isEmpty() || view.isEmpty()) {
      return Translation.ignored("form_closed");
    }
    return Translation.of(
        envelope.event(
            envelope.ids().delivery("form-closed-" + view.get()),
            Optional.empty(),
            whereAsked(note),
            Optional.of(who),
            new Happening.InteractionCancelled(
                Optional.empty(), form(Optional.empty(), List.of(), context()))));
  }

  private ObjectNode context() {
    ObjectNode context = Json.mapper().createObjectNode();
    SlackFormAnswers.state(payload).ifPresent(state -> context.put("state", state));
    return context;
  }

  private Interaction form(Optional<String> answer, List<String> values, ObjectNode context) {
    return new Interaction(
        answer,
        Optional.of("form"),
        id(payload.path("view"), "callback_id").or(() -> id(payload, "callback_id")),
        Optional.empty(),
        alone(values),
        values,
        Optional.empty(),
        context.isEmpty() ? Optional.empty() : Optional.of(context));
  }

  /** Slack says where only if the form itself asked for a channel; ours know. */
  private Optional<Conversation> whereAsked(Optional<FormNote> note) {
    return id(payload.path("response_urls").path(0), "channel_id")
        .map(channel ->
            envelope.conversations().of(channel, Optional.empty(), Optional.empty(), team()))
        .or(() ->
            note.flatMap(n ->
                n.conversation()
                    .map(channel ->
                        envelope
                            .conversations()
                            .of(channel, Optional.empty(), n.thread(), team()))))
        .or(this::where);
  }

  /** A command that is picked from a menu: beside a message, or anywhere. */
  private Translation shortcut() {
    Optional<String> name = id(payload, "callback_id");
    if (name.isEmpty()) {
      return unreadable();
    }
    boolean onMessage = payload.path("type").asText().equals("message_action");
    Interaction interaction =
        new Interaction(
            Optional.of(SlackAnswerPlace.of(payload, who.id())),
            Optional.of(onMessage ? "message_shortcut" : "global_shortcut"),
            name,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            messageId(),
            Optional.empty());
    return Translation.of(
        envelope.answerable(
            envelope.ids().delivery("shortcut-" + SlackCommand.trigger(payload, envelope)),
            time(payload, "action_ts"),
            where(),
            Optional.of(who),
            new Happening.CommandInvoked(
                messageId().map(Pointer::new),
                new Invocation(name.get(), "", Optional.empty()),
                Optional.of(interaction))));
  }
}
