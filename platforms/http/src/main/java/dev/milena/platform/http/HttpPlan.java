package dev.milena.platform.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Command;
import dev.milena.model.CommandIds;
import dev.milena.model.Content;
import dev.milena.model.Conversation;
import dev.milena.model.DeliveryReport;
import dev.milena.model.Envelopes;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.Message;
import dev.milena.model.MessageRef;
import dev.milena.model.Participant;
import dev.milena.model.Pointer;
import dev.milena.model.Reaction;
import dev.milena.model.RichText;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Markup;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import dev.milena.platform.Toll;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a service is told: each command as the event that it is from the other end, in one call that
 * may be repeated, since {@code webhook-id} names it. Pure.
 */
final class HttpPlan {
  /** Where a call holds what is made only when it is made. */
  static final String NOW = "timestamp";

  static final String SIGNED = "signature";

  private static final String MEDIA_TYPE = "application/cloudevents+json; charset=utf-8";

  private HttpPlan() {}

  static Plan of(Account account, Command command) {
    return happening(command)
        .<Plan>map(what -> steps(HttpAccount.of(account), body(command, what)))
        .orElseGet(() -> new Plan.Refused(Reasons.UNSUPPORTED));
  }

  private static Plan steps(HttpAccount settings, ObjectNode body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", MEDIA_TYPE);
    headers.put(HttpSignature.ID, webhookId(body.path("id").asText()));
    headers.put(HttpSignature.TIMESTAMP, "{" + NOW + "}");
    headers.put(HttpSignature.SIGNATURE, "{" + SIGNED + "}");
    ApiRequest call = ApiRequest.postJson(settings.url().toString(), headers, body);
    List<Toll> tolls =
        settings.perSecond().map(n -> new Toll("service", n, Duration.ofSeconds(1), n)).stream()
            .toList();
    return new Plan.Steps(List.of(new Step(1, call, true, tolls, Optional.empty())), List.of());
  }

  /** Follows from the command, and has no dot: see the scheme. */
  private static String webhookId(String command) {
    return "msg_" + HexFormat.of().formatHex(CommandIds.hash(command));
  }

  /** Without times: the plan knows none, and the same command has to read the same tomorrow. */
  private static ObjectNode body(Command command, Happening what) {
    Event event =
        new Event(
            command.id(),
            command.to().accountRef(),
            Instant.EPOCH,
            Instant.EPOCH,
            Optional.of(conversation(command.to())),
            author(command.action()),
            what,
            command.deadline());
    ObjectNode body = Envelopes.structured(Envelopes.wrap(event));
    body.remove("time");
    ((ObjectNode) body.get("data")).remove("receivedAt");
    return body;
  }

  private static Conversation conversation(Address to) {
    return new Conversation(
        to.conversation(),
        Optional.empty(),
        Optional.empty(),
        to.thread(),
        to.workspace(),
        Optional.empty());
  }

  private static Optional<Participant> author(Action action) {
    if (action instanceof Action.Send send) {
      return send.author();
    }
    return action instanceof Action.Press press ? press.author() : Optional.empty();
  }

  private static Optional<Happening> happening(Command command) {
    return switch (command.action()) {
      case Action.Send send ->
          Optional.of(
              new Happening.MessageCreated(
                  message(command.id(), send.content(), send.replyTo()), Optional.empty()));
      case Action.Edit edit ->
          Optional.of(
              new Happening.MessageEdited(
                  message(id(edit.messageId()), edit.content(), Optional.empty()),
                  Optional.empty()));
      case Action.Delete delete -> Optional.of(deleted(delete.messageId()));
      case Action.Read read ->
          Optional.of(
              new Happening.DeliveryStatus(
                  new DeliveryReport("read", id(read.messageId()), Optional.empty())));
      case Action.AddReaction add ->
          Optional.of(
              new Happening.ReactionAdded(new Pointer(id(add.messageId())), reaction(add.emoji())));
      case Action.RemoveReaction remove ->
          Optional.of(
              new Happening.ReactionRemoved(
                  new Pointer(id(remove.messageId())), reaction(remove.emoji())));
      case Action.Press press -> Optional.of(pressed(command.id(), press));
      case Action.StartTyping _ -> Optional.of(new Happening.Typing());
      case Action.CloseConversation _ -> Optional.of(new Happening.ConversationClosed());
      case Action.AnswerInteraction _,
          Action.OpenForm _,
          Action.TransferConversation _,
          Action.Unknown _ ->
          Optional.empty();
    };
  }

  private static String id(MessageRef message) {
    return message instanceof MessageRef.Known known ? known.id() : message.text();
  }

  private static Happening deleted(MessageRef message) {
    List<String> ids =
        message instanceof MessageRef.Known known ? known.ids() : List.of(id(message));
    List<Pointer> all = ids.stream().map(Pointer::new).toList();
    return new Happening.MessageDeleted(all.getFirst(), all.size() > 1 ? all : List.of());
  }

  private static Reaction reaction(String emoji) {
    return emoji.startsWith("custom:")
        ? new Reaction(Optional.empty(), Optional.of(emoji))
        : new Reaction(Optional.of(emoji), Optional.empty());
  }

  private static Happening pressed(String id, Action.Press press) {
    Optional<String> message = press.messageId().map(HttpPlan::id);
    return new Happening.InteractionPressed(
        message.map(Pointer::new),
        new Interaction(
            Optional.of(id),
            Optional.of("button"),
            press.button().id(),
            Optional.of(press.button().label()),
            Optional.of(press.button().pressValue()),
            List.of(),
            message,
            Optional.empty()));
  }

  private static Message message(String id, Content content, Optional<MessageRef> replyTo) {
    RichText text = Markup.read(content);
    return Message.builder()
        .id(id)
        .text(text.text().isEmpty() ? null : text.text())
        .marks(text.marks())
        .attachments(content.attachments().stream().map(HttpFiles::bare).toList())
        .buttons(content.buttons())
        .replyTo(replyTo.map(HttpPlan::id).orElse(null))
        .group(content.group().orElse(null))
        .build();
  }
}
