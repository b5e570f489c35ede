package dev.milena.platform.whatsapp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Attachment;
import dev.milena.model.Content;
import dev.milena.model.Json;
import dev.milena.model.RichText;
import dev.milena.platform.Degradation;
import dev.milena.platform.Markup;
import dev.milena.platform.MessengerMarkup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lays out one message of the hub as messages of WhatsApp: words of at most 4096 characters each,
 * every file on its own, the words as the caption of a single one where they fit, buttons below the
 * last. Pure.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages">Sending
 *     messages, read 2026-11-21</a>
 */
final class WhatsAppSendPlan {
  /** Characters of a text. Signs of the markup count too. */
  static final int TEXT_MAX = 4096;

  /** Characters of a caption. */
  static final int CAPTION_MAX = 1024;

  /** Buttons hang on a message, and a message says something. */
  private static final String BUTTONS_ALONE = "↓";

  private final AccountRef account;
  private final Content content;
  private final WhatsAppButtons buttons;
  private final List<String> degraded = new ArrayList<>();

  WhatsAppSendPlan(AccountRef account, Content content) {
    this.account = account;
    this.content = content;
    this.buttons = WhatsAppButtons.of(content.buttons());
  }

  /** The messages in their order; empty when there is nothing to send. */
  List<WhatsAppDraft> drafts() {
    degraded.addAll(buttons.degraded());
    List<WhatsAppFile> files =
        content.attachments().stream().flatMap(a -> WhatsAppFile.of(account, a).stream()).toList();
    List<ObjectNode> things =
        content.attachments().stream().flatMap(a -> WhatsAppThings.message(a).stream()).toList();
    RichText words = words();
    if (MessengerMarkup.write(words).lossy()) {
      degraded.add(Degradation.MARKS);
    }
    if (files.size() > 1 && content.group().isPresent()) {
      degraded.add(Degradation.ALBUM);
    }
    Optional<String> caption = caption(words, files);
    List<WhatsAppDraft> all = new ArrayList<>();
    files.forEach(file -> all.add(file(file, caption)));
    things.forEach(thing -> all.add(WhatsAppDraft.of(thing)));
    all.addAll(caption.isPresent() ? List.of() : texts(words));
    return all;
  }

  List<String> degraded() {
    return List.copyOf(degraded);
  }

  /** The words, with what can only be told in words. */
  private RichText words() {
    RichText words = buttons.with(Markup.read(content));
    List<Attachment> told =
        content.attachments().stream()
            .filter(
                a -> WhatsAppFile.of(account, a).isEmpty() && WhatsAppThings.message(a).isEmpty())
            .toList();
    if (told.isEmpty()) {
      return words;
    }
    degraded.add(Degradation.ATTACHMENT);
    return Degradation.attachmentsAsText(words, told);
  }

  private Optional<String> caption(RichText words, List<WhatsAppFile> files) {
    boolean alone =
        files.size() == 1
            && files.getFirst().kind().takesCaption()
            && buttons.shown().isEmpty()
            && !words.text().isBlank();
    return alone
        ? Optional.of(MessengerMarkup.write(words).text()).filter(t -> t.length() <= CAPTION_MAX)
        : Optional.empty();
  }

  private static WhatsAppDraft file(WhatsAppFile file, Optional<String> caption) {
    String word = file.kind().word();
    ObjectNode message = typed(word);
    ObjectNode media = message.putObject(word);
    media.put("id", file.handle().orElse("{" + WhatsAppCall.MEDIA + "}"));
    caption.ifPresent(c -> media.put("caption", c));
    if (file.kind() == WhatsAppFile.Kind.DOCUMENT) {
      file.name().filter(n -> !n.isBlank()).ifPresent(name -> media.put("filename", name));
    }
    if (file.kind() == WhatsAppFile.Kind.VOICE) {
      media.put("voice", true);
    }
    return new WhatsAppDraft(
        message, file.upload(), file.upload().isPresent() ? "/" + word + "/id" : "");
  }

  private static ObjectNode typed(String type) {
    return Json.mapper().createObjectNode().put("type", type);
  }

  /** The last one carries the buttons, unless it is too long for that. */
  private List<WhatsAppDraft> texts(RichText words) {
    List<String> texts = new ArrayList<>(written(words));
    List<WhatsAppDraft> all = new ArrayList<>();
    if (buttons.shown().isEmpty()) {
      texts.forEach(text -> all.add(text(text)));
      return all;
    }
    if (texts.isEmpty() || texts.getLast().length() > buttons.bodyMax()) {
      degraded.add("buttons: below an arrow");
      texts.add(BUTTONS_ALONE);
    }
    texts.subList(0, texts.size() - 1).forEach(text -> all.add(text(text)));
    ObjectNode message = typed("interactive");
    ObjectNode interactive = buttons.shown().get().deepCopy();
    interactive.putObject("body").put("text", texts.getLast());
    message.set("interactive", interactive);
    all.add(WhatsAppDraft.of(message));
    return all;
  }

  private static WhatsAppDraft text(String text) {
    ObjectNode message = typed("text");
    message.putObject("text").put("body", text).put("preview_url", text.contains("https://"));
    return WhatsAppDraft.of(message);
  }

  /** Signs of the markup count too, so words are cut shorter until all parts fit. */
  private static List<String> written(RichText words) {
    if (words.text().isBlank()) {
      return List.of();
    }
    for (int room = TEXT_MAX; ; room = room * 3 / 4) {
      List<String> texts =
          words.split(room).stream()
              .filter(part -> !part.text().isBlank())
              .map(part -> MessengerMarkup.write(part).text())
              .toList();
      if (texts.stream().allMatch(t -> t.length() <= TEXT_MAX)) {
        return texts;
      }
    }
  }
}
