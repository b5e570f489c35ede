package dev.milena.platform.webim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.Button;
import dev.milena.model.Command;
import dev.milena.model.CommandIds;
import dev.milena.model.MessageRef;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans a command on the Custom Channel: every text and every file is a message of its own, in the
 * form of the mapping. Pure; one per command.
 */
final class ChannelPlan {
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
      case Saying.Typing _ -> plan.typing();
      case Saying.Nothing(var refused) -> refused;
    };
  }

  private Plan messages(Action.Send send, List<String> alreadyDegraded) {
    boolean keyboards = mapping.body().containsValue("message.buttons");
    Draft draft = Draft.of(send.content(), keyboards, settings.textMax());
    if (draft.isEmpty()) {
      return new Plan.Refused(Reasons.UNSUPPORTED);
    }
    List<String> degraded = new ArrayList<>(alreadyDegraded);
    degraded.addAll(draft.degraded());
    if (send.replyTo().isPresent() && !mapping.body().containsValue("message.quoteId")) {
      degraded.add("reply: an ordinary message");
    }
    List<String> texts =
        draft.texts().isEmpty() && !draft.buttons().isEmpty() ? List.of("") : draft.texts();
    for (int i = 0; i < texts.size(); i++) {
      boolean last = i == texts.size() - 1;
      json(text(send, texts.get(i), last ? draft.buttons() : List.of(), i == 0));
    }
    draft.files().forEach(file -> file(send, file));
    return new Plan.Steps(steps, degraded);
  }

  private VisitorMessage text(
      Action.Send send, String text, List<List<Button>> buttons, boolean quotes) {
    return message(send, "text", Optional.of(text), Optional.empty(), buttons, quotes);
  }

  private void file(Action.Send send, Attachment file) {
    boolean first = steps.isEmpty();
    switch (mapping.file().mode()) {
      case URL ->
          json(
              message(
                  send,
                  "file",
                  Optional.empty(),
                  Optional.of(shape(file, true, false)),
                  List.of(),
                  first));
      case BASE64 ->
          json(
              message(
                  send,
                  "file",
                  Optional.empty(),
                  Optional.of(shape(file, false, true)),
                  List.of(),
                  first));
      case MULTIPART ->
          form(
              message(
                  send,
                  "file",
                  Optional.empty(),
                  Optional.of(shape(file, false, false)),
                  List.of(),
                  first),
              file);
    }
  }

  private VisitorMessage message(
      Action.Send send,
      String kind,
      Optional<String> text,
      Optional<VisitorMessage.File> file,
      List<List<Button>> buttons,
      boolean quotes) {
    return new VisitorMessage(
        settings.channel().id(),
        command.to().conversation(),
        send.author(),
        messageId(),
        mapping.kinds().get(kind),
        text,
        file,
        buttons,
        quotes ? send.replyTo().map(MessageRef::text) : Optional.empty());
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
        new VisitorMessage(
            settings.channel().id(),
            command.to().conversation(),
            Optional.empty(),
            messageId(),
            "typing",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty());
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
