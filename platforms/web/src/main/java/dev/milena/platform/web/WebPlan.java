package dev.milena.platform.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.Button;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.ConversationRef;
import dev.milena.model.Json;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Degradation;
import dev.milena.platform.FeedEntry;
import dev.milena.platform.Markup;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a command into the one entry of the feed by which it shows. An entry has the command's
 * name, so that appending it again does no harm. Pure.
 */
final class WebPlan {
  /** Written down as a call, as on every platform: to the visitor's feed. */
  private static final String FEED = "feed:";

  private static final String ENTRY = "entry";
  private static final String PASSING = "passing";
  private static final String TYPE = "type";
  private static final String ID = "id";

  private final Command command;
  private final List<String> degraded = new ArrayList<>();

  private WebPlan(Command command) {
    this.command = command;
  }

  static Plan of(Command command) {
    return new WebPlan(command).plan();
  }

  /** The entry that a step appends. */
  static FeedEntry entry(Step step) {
    ApiRequest request = step.request();
    return new FeedEntry(
        ConversationRef.parse(request.url().substring(FEED.length())),
        request.headers().get(ENTRY),
        ((ApiRequest.JsonBody) request.body()).json(),
        !request.headers().containsKey(PASSING));
  }

  /** What people know by this entry as a message; empty where it is about another. */
  static Optional<String> message(FeedEntry entry) {
    return entry.data().path(TYPE).asText().equals("message")
        ? Optional.of(entry.data().path(ID).asText())
        : Optional.empty();
  }

  private Plan plan() {
    if (command.to().thread().isPresent()) {
      degraded.add(Degradation.THREAD);
    }
    return switch (command.action()) {
      case Action.Send send -> send(send);
      case Action.Edit(MessageRef message, Content content) -> edit(ids(message), content);
      case Action.Delete(MessageRef message) -> each(ids(message), "deleted");
      case Action.Read(MessageRef message) -> each(ids(message), "read");
      case Action.AddReaction(MessageRef message, String emoji) -> react(message, emoji, true);
      case Action.RemoveReaction(MessageRef message, String emoji) -> react(message, emoji, false);
      case Action.AnswerInteraction answer -> answer(answer);
      case Action.Press press -> {
        degraded.add(Degradation.PRESS);
        yield send(Degradation.pressAsMessage(press));
      }
      case Action.StartTyping _ -> steps(List.of(entry("typing", "typing")), true);
      case Action.OpenForm _,
          Action.CloseConversation _,
          Action.TransferConversation _,
          Action.Unknown _ ->
          new Plan.Refused(Reasons.UNSUPPORTED);
    };
  }

  private Plan send(Action.Send send) {
    ObjectNode entry = entry("message", WebFrames.HUBS_OWN + command.id());
    write(entry, send.content());
    send.replyTo().stream()
        .flatMap(r -> ids(r).stream())
        .findFirst()
        .ifPresent(id -> entry.put("replyTo", id));
    boolean empty = !entry.has("text") && !entry.has("attachments") && !entry.has("buttons");
    return empty ? new Plan.Refused(Reasons.BAD_REQUEST) : steps(List.of(entry), false);
  }

  private Plan edit(List<String> ids, Content content) {
    if (ids.isEmpty()) {
      return new Plan.Refused(Reasons.MESSAGE_GONE);
    }
    ObjectNode entry = entry("edited", ids.getFirst());
    write(entry, content);
    return steps(List.of(entry), false);
  }

  private Plan each(List<String> ids, String what) {
    return ids.isEmpty()
        ? new Plan.Refused(Reasons.MESSAGE_GONE)
        : steps(ids.stream().map(id -> entry(what, id)).toList(), false);
  }

  private Plan react(MessageRef message, String emoji, boolean on) {
    List<String> ids = ids(message);
    return ids.isEmpty()
        ? new Plan.Refused(Reasons.MESSAGE_GONE)
        : steps(
            List.of(entry("reaction", ids.getFirst()).put("emoji", emoji).put("on", on)), false);
  }

  /**
   * Whoever pressed is there; who comes later has not asked. Without words there is nothing to say.
   */
  private Plan answer(Action.AnswerInteraction answer) {
    if (answer.content().isEmpty()) {
      return steps(List.of(), true);
    }
    ObjectNode entry = entry("notice", answer.interaction().id());
    write(entry, answer.content().get());
    return steps(List.of(entry), true);
  }

  private void write(ObjectNode entry, Content content) {
    RichText text = Markup.read(content);
    ArrayNode files = Json.mapper().createArrayNode();
    List<Attachment> others = new ArrayList<>();
    for (Attachment attachment : content.attachments()) {
      if (attachment.type().isFile() && attachment.url().isPresent()) {
        files.add(file(attachment));
      } else {
        others.add(attachment);
      }
    }
    if (!others.isEmpty()) {
      degraded.add(Degradation.ATTACHMENT);
      text = Degradation.attachmentsAsText(text, others);
    }
    if (!text.text().isEmpty()) {
      entry.put("text", text.text());
    }
    if (!text.marks().isEmpty()) {
      entry.set("marks", Json.mapper().valueToTree(text.marks()));
    }
    if (!files.isEmpty()) {
      entry.set("attachments", files);
    }
    buttons(entry, content.buttons());
  }

  private static ObjectNode file(Attachment attachment) {
    ObjectNode file =
        Json.mapper()
            .createObjectNode()
            .put(TYPE, Json.mapper().convertValue(attachment.type(), String.class))
            .put("url", attachment.url().orElseThrow());
    attachment.name().ifPresent(name -> file.put("name", name));
    attachment.mime().ifPresent(mime -> file.put("mime", mime));
    attachment.sizeBytes().ifPresent(size -> file.put("sizeBytes", size));
    return file;
  }

  private void buttons(ObjectNode entry, List<List<Button>> rows) {
    if (Degradation.hasMenu(rows)) {
      degraded.add(Degradation.MENU);
    }
    for (List<Button> row : Degradation.menusAsButtons(rows)) {
      ArrayNode shown = entry.withArray("buttons").addArray();
      for (Button button : row) {
        ObjectNode one = shown.addObject().put("label", button.label());
        button
            .url()
            .ifPresentOrElse(
                url -> one.put("url", url), () -> one.put("value", button.pressValue()));
        button.id().ifPresent(id -> one.put(ID, id));
        button.style().ifPresent(style -> one.put("style", style));
      }
    }
  }

  private static ObjectNode entry(String type, String id) {
    return Json.mapper().createObjectNode().put(TYPE, type).put(ID, id).put("own", false);
  }

  private static List<String> ids(MessageRef message) {
    return switch (message) {
      case MessageRef.Known known -> known.ids();
      case MessageRef.SentBy _ -> List.of();
    };
  }

  private Plan steps(List<ObjectNode> entries, boolean passing) {
    ConversationRef where =
        ConversationRef.of(command.to().accountRef(), command.to().conversation());
    List<Step> steps = new ArrayList<>();
    for (ObjectNode entry : entries) {
      int number = steps.size() + 1;
      String name = command.id() + "#" + number;
      ApiRequest request =
          ApiRequest.postJson(
              FEED + where.key(),
              passing ? Map.of(ENTRY, name, PASSING, "true") : Map.of(ENTRY, name),
              entry);
      steps.add(new Step(number, request, true, List.of(), Optional.empty()));
    }
    return new Plan.Steps(steps, degraded);
  }
}
