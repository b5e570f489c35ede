package dev.milena.platform.webim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.Button;
import dev.milena.model.Command;
import dev.milena.model.CommandIds;
import dev.milena.model.MessageRef;
import dev.milena.model.Participant;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Capability;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plans a command on the Custom Channel: every text and every file is a message of its own, in the
 * form of the mapping. Pure; one per command.
 */
final class ChannelPlan {
  private static final String PRESS = "keyboard_response";

  private final WebimSettings settings;
  private final OutboundMapping mapping;
  private final Command command;
  private final ChannelCall call;
  private final List<Step> steps = new ArrayList<>();

  private ChannelPlan(WebimSettings settings, Command command) {
    this.settings = settings;
    this.mapping = settings.channel().outbound();
    this.command = command;
    this.call = new ChannelCall(settings, command.to().conversation());
  }

  static Plan of(WebimSettings settings, Command command) {
    ChannelPlan plan = new ChannelPlan(settings, command);
    return switch (Saying.of(command)) {
      case Saying.Message(var send, var degraded) -> plan.messages(send, degraded);
      case Saying.Pressed(var press, var otherwise) -> plan.press(press, otherwise);
      case Saying.Typing _ -> plan.typing();
      // Nobody knows of a call for these.
      case Saying.Closing _, Saying.Transfer _ -> new Plan.Refused(Reasons.UNSUPPORTED);
      case Saying.Nothing(var refused) -> refused;
    };
  }

  /** What an account with this mapping can do. */
  static Set<Capability> capabilities(OutboundMapping mapping) {
    Set<Capability> can = EnumSet.of(Capability.SEND, Capability.FILES);
    if (shows(mapping, "message.buttons")) {
      can.add(Capability.BUTTONS);
    }
    if (shows(mapping, "message.quoteId")) {
      can.add(Capability.REPLY);
    }
    if (tellsPresses(mapping)) {
      can.add(Capability.PRESS);
    }
    if (mapping.typing().enabled()) {
      can.add(Capability.TYPING);
    }
    return can;
  }

  private static boolean shows(OutboundMapping mapping, String field) {
    return mapping.body().containsValue(field);
  }

  private static boolean tellsPresses(OutboundMapping mapping) {
    return mapping.kinds().containsKey(PRESS)
        && (shows(mapping, "message.button") || shows(mapping, "message.button.id"));
  }

  private Plan press(Action.Press press, Saying.Message otherwise) {
    if (!tellsPresses(mapping)) {
      return messages(otherwise.send(), otherwise.degraded());
    }
    json(
        message(
            press.author(),
            mapping.kinds().get(PRESS),
            new VisitorMessage.Press(press.button()),
            press.messageId()));
    return new Plan.Steps(steps, List.of());
  }

  private Plan messages(Action.Send send, List<String> alreadyDegraded) {
    boolean keyboards = shows(mapping, "message.buttons");
    Draft draft = Draft.of(send.content(), keyboards, settings.textMax());
    if (draft.isEmpty()) {
      return new Plan.Refused(Reasons.UNSUPPORTED);
    }
    List<String> degraded = new ArrayList<>(alreadyDegraded);
    degraded.addAll(draft.degraded());
    if (send.replyTo().isPresent() && !shows(mapping, "message.quoteId")) {
      degraded.add("reply: an ordinary message");
    }
    List<String> texts =
        draft.texts().isEmpty() && !draft.buttons().isEmpty() ? List.of("") : draft.texts();
    for (int i = 0; i < texts.size(); i++) {
      boolean last = i == texts.size() - 1;
      List<List<Button>> buttons = last ? draft.buttons() : List.of();
      json(message(send, "text", new VisitorMessage.Words(texts.get(i), buttons)));
    }
    draft.files().forEach(file -> file(send, file));
    return new Plan.Steps(steps, degraded);
  }

  private void file(Action.Send send, Attachment file) {
    switch (mapping.file().mode()) {
      case URL -> json(message(send, "file", shape(file, true, false)));
      case BASE64 -> json(message(send, "file", shape(file, false, true)));
      case MULTIPART -> form(message(send, "file", shape(file, false, false)), file);
    }
  }

  /** The first message of a command says what it answers. */
  private VisitorMessage message(Action.Send send, String kind, VisitorMessage.Body body) {
    Optional<MessageRef> quoted = steps.isEmpty() ? send.replyTo() : Optional.empty();
    return message(send.author(), mapping.kinds().get(kind), body, quoted);
  }

  private VisitorMessage message(
      Optional<Participant> author,
      String kind,
      VisitorMessage.Body body,
      Optional<MessageRef> quoted) {
    return new VisitorMessage(
        settings.channel().id(),
        command.to().conversation(),
        author,
        messageId(),
        kind,
        body,
        quoted.map(MessageRef::text));
  }

  /** The command's id names its first message; the further ones are named like their steps. */
  private String messageId() {
    int number = steps.size() + 1;
    return number == 1 ? command.id() : CommandIds.step(command.id(), number);
  }

  /** Until the bytes are fetched the address stands where they will. */
  private static VisitorMessage.File shape(Attachment file, boolean url, boolean content) {
    return new VisitorMessage.File(
        url ? file.url() : Optional.empty(),
        content ? file.url() : Optional.empty(),
        FileNames.of(file),
        file.mime(),
        file.sizeBytes());
  }

  private void json(VisitorMessage message) {
    ObjectNode body = ChannelBody.json(mapping.body(), message);
    add(call.json(mapping.send().method(), mapping.send().path(), body), mapping.idempotent());
  }

  private Plan typing() {
    OutboundMapping.Typing typing = mapping.typing();
    if (!typing.enabled()) {
      return new Plan.Refused(Reasons.UNSUPPORTED);
    }
    VisitorMessage nobody =
        message(Optional.empty(), "typing", new VisitorMessage.Presence(), Optional.empty());
    ObjectNode body = ChannelBody.json(typing.body(), nobody);
    add(call.json(typing.method(), typing.path(), body), true);
    return new Plan.Steps(steps, List.of());
  }

  private void form(VisitorMessage message, Attachment file) {
    OutboundMapping.FileTransfer transfer = mapping.file();
    ApiRequest.FilePart part =
        new ApiRequest.FilePart(
            transfer.field(),
            FileNames.of(file),
            file.mime().orElse("application/octet-stream"),
            file.url().orElseThrow(),
            transfer.bytesMax());
    add(
        call.form(transfer.path(), ChannelBody.form(transfer.fields(), message), part),
        mapping.idempotent());
  }

  private void add(ApiRequest request, boolean repeatable) {
    steps.add(
        new Step(
            steps.size() + 1, request, repeatable, List.of(Tolls.of(settings)), Optional.empty()));
  }
}
