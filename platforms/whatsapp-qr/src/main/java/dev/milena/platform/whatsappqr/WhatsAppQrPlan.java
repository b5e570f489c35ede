package dev.milena.platform.whatsappqr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import dev.milena.platform.Degradation;
import dev.milena.platform.Markup;
import dev.milena.platform.MessengerMarkup;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import dev.milena.platform.Toll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns a command into calls of the sidecar. Each carries an id made of the command's, by which the
 * sidecar and WhatsApp know it again: every call may be repeated. Pure.
 */
final class WhatsAppQrPlan {
  /**
   * UTF-16 units of a message. The apps take sixteen times as much, and fold it after some hundred;
   * this is what WhatsApp's business API allows.
   */
  static final int TEXT_MAX = 4096;

  /** Below a picture. */
  static final int CAPTION_MAX = 1024;

  /**
   * People write no faster, and whoever does is looked at. WhatsApp publishes no numbers; the
   * sidecar itself keeps at least a second between two messages to a chat.
   */
  private static final Duration PAUSE = Duration.ofMillis(1500);

  private static final Toll NUMBER = new Toll("number", 5, Duration.ofSeconds(5), 3);

  /** Nobody knows which message is meant: what was sent has no id, or never arrived. */
  private static final Plan GONE = new Plan.Refused(Reasons.MESSAGE_GONE);

  private final WhatsAppQrAccount settings;
  private final Command command;
  private final String chat;
  private final List<String> degraded = new ArrayList<>();

  private WhatsAppQrPlan(Account account, Command command) {
    this.settings = WhatsAppQrAccount.of(account);
    this.command = command;
    this.chat = command.to().conversation();
    command.to().thread().ifPresent(_ -> degraded.add(Degradation.THREAD));
  }

  static Plan of(Account account, Command command) {
    return new WhatsAppQrPlan(account, command).plan();
  }

  private Plan plan() {
    return switch (command.action()) {
      case Action.Send send -> send(send);
      case Action.Edit edit -> edit(edit);
      case Action.Delete delete -> changes(delete.messageId(), WhatsAppQrCall.of("delete"));
      case Action.Read read ->
          last(read.messageId())
              .map(id -> steps(List.of(about("read", id)), List.of(NUMBER)))
              .orElse(GONE);
      case Action.AddReaction add -> react(add.messageId(), add.emoji());
      case Action.RemoveReaction remove -> react(remove.messageId(), "");
      case Action.Press press -> {
        degraded.add(Degradation.PRESS);
        yield send(Degradation.pressAsMessage(press));
      }
      case Action.StartTyping _ -> steps(List.of(WhatsAppQrCall.of("typing")), List.of(NUMBER));
      case Action.AnswerInteraction _,
          Action.OpenForm _,
          Action.CloseConversation _,
          Action.TransferConversation _,
          Action.Unknown _ ->
          new Plan.Refused(Reasons.UNSUPPORTED);
    };
  }

  private Plan send(Action.Send send) {
    List<WhatsAppQrCall> calls = calls(send.content());
    if (calls.isEmpty()) {
      return new Plan.Refused(Reasons.BAD_REQUEST);
    }
    List<WhatsAppQrCall> all = new ArrayList<>(calls);
    send.replyTo()
        .flatMap(answered -> ids(answered).stream().findFirst())
        .ifPresent(id -> all.set(0, all.getFirst().with("reply_to", id)));
    return steps(all, inChat());
  }

  /** The words as caption of the first file where they fit, else before the files. */
  private List<WhatsAppQrCall> calls(Content content) {
    List<WhatsAppQrCall> things = new ArrayList<>();
    List<Attachment> told = new ArrayList<>();
    for (Attachment attachment : content.attachments()) {
      thing(attachment).ifPresentOrElse(things::add, () -> told.add(attachment));
    }
    if (things.size() > 1) {
      degraded.add(Degradation.ALBUM);
    }
    RichText words = words(content, told);
    if (words.text().isBlank()) {
      return things;
    }
    boolean caption =
        !things.isEmpty()
            && things.getFirst().file().filter(WhatsAppQrFile::takesCaption).isPresent();
    if (caption && words.text().length() <= CAPTION_MAX) {
      things.set(0, things.getFirst().with("text", MessengerMarkup.write(words).text()));
      return things;
    }
    if (caption) {
      degraded.add("caption: separate message");
    }
    List<WhatsAppQrCall> all = new ArrayList<>(texts(words));
    all.addAll(things);
    return all;
  }

  private RichText words(Content content, List<Attachment> told) {
    RichText words = Markup.read(content);
    if (!content.buttons().isEmpty()) {
      degraded.addAll(Degradation.listed(content.buttons()));
      words = Degradation.buttonsAsList(words, content.buttons());
    }
    if (!told.isEmpty()) {
      degraded.add(Degradation.ATTACHMENT);
      words = Degradation.attachmentsAsText(words, told);
    }
    if (MessengerMarkup.write(words).lossy()) {
      degraded.add(Degradation.MARKS);
    }
    return words;
  }

  private static List<WhatsAppQrCall> texts(RichText words) {
    return words.split(TEXT_MAX).stream()
        .filter(part -> !part.text().isBlank())
        .map(part -> WhatsAppQrCall.of("text").with("text", MessengerMarkup.write(part).text()))
        .toList();
  }

  private static Optional<WhatsAppQrCall> thing(Attachment attachment) {
    return switch (attachment.type()) {
      case IMAGE, VIDEO, AUDIO, VOICE, VIDEO_NOTE, ANIMATION, FILE, STICKER ->
          WhatsAppQrFile.of(attachment).map(WhatsAppQrPlan::file);
      case LOCATION, VENUE -> attachment.place().map(place -> place(attachment, place));
      case CONTACT -> attachment.name().map(name -> contact(attachment, name));
      case POLL, DICE, STORY, LINK, OTHER -> Optional.empty();
    };
  }

  private static WhatsAppQrCall file(WhatsAppQrFile file) {
    WhatsAppQrCall call = WhatsAppQrCall.of(file.kind());
    file.flag().ifPresent(flag -> call.json().put(flag, true));
    return call.carrying(file);
  }

  private static WhatsAppQrCall place(Attachment attachment, Attachment.Place place) {
    WhatsAppQrCall call = WhatsAppQrCall.of("location");
    ObjectNode location =
        call.json()
            .putObject("location")
            .put("latitude", place.latitude())
            .put("longitude", place.longitude());
    attachment.name().ifPresent(name -> location.put("name", name));
    place.address().ifPresent(address -> location.put("address", address));
    return call;
  }

  private static WhatsAppQrCall contact(Attachment attachment, String name) {
    WhatsAppQrCall call = WhatsAppQrCall.of("contact");
    ObjectNode contact = call.json().putObject("contact").put("name", name);
    attachment.value().ifPresent(phone -> contact.put("phone", phone));
    return call;
  }

  /** Message by message: what the text has grown follows, what it has shrunk is deleted. */
  private Plan edit(Action.Edit edit) {
    List<String> messages = ids(edit.messageId());
    List<WhatsAppQrCall> texts = texts(words(edit.content(), List.of()));
    if (messages.isEmpty() || texts.isEmpty()) {
      return messages.isEmpty() ? GONE : new Plan.Refused(Reasons.BAD_REQUEST);
    }
    if (!edit.content().attachments().isEmpty()) {
      degraded.add("files: left out");
    }
    if (texts.size() > messages.size()) {
      degraded.add("edit: rest as a new message");
    }
    List<WhatsAppQrCall> calls = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      calls.add(
          i < messages.size()
              ? texts.get(i).with("kind", "edit").with("message_id", messages.get(i))
              : texts.get(i));
    }
    for (int i = texts.size(); i < messages.size(); i++) {
      calls.add(about("delete", messages.get(i)));
    }
    return steps(calls, inChat());
  }

  private Plan changes(MessageRef message, WhatsAppQrCall change) {
    List<String> ids = ids(message);
    return ids.isEmpty()
        ? GONE
        : steps(ids.stream().map(id -> change.with("message_id", id)).toList(), inChat());
  }

  /** Everybody has one reaction to a message; an empty one takes it back. */
  private Plan react(MessageRef message, String emoji) {
    if (emoji.startsWith("custom:")) {
      return new Plan.Refused(Reasons.UNSUPPORTED);
    }
    return ids(message).stream()
        .findFirst()
        .map(id -> steps(List.of(about("reaction", id).with("emoji", emoji)), inChat()))
        .orElse(GONE);
  }

  private static WhatsAppQrCall about(String kind, String message) {
    return WhatsAppQrCall.of(kind).with("message_id", message);
  }

  private static Optional<String> last(MessageRef message) {
    return ids(message).stream().reduce((_, last) -> last);
  }

  private static List<String> ids(MessageRef message) {
    return message instanceof MessageRef.Known known ? known.ids() : List.of();
  }

  private Plan steps(List<WhatsAppQrCall> calls, List<Toll> tolls) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      WhatsAppQrCall call = calls.get(i);
      String id = command.id() + "-" + i;
      call.upload(settings, id)
          .ifPresent(upload ->
              steps.add(new Step(steps.size() + 1, upload, true, List.of(), Optional.empty())));
      steps.add(
          new Step(
              steps.size() + 1, call.request(settings, id, chat), true, tolls, Optional.empty()));
    }
    return new Plan.Steps(steps, degraded);
  }

  private List<Toll> inChat() {
    return List.of(NUMBER, new Toll("chat/" + chat, 1, PAUSE, 1));
  }
}
