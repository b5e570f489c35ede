package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Content;
import dev.milena.model.RichText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lays out a change of what was sent. A command that became several messages is changed message by
 * message: what the text has grown follows as new messages, what it has shrunk is deleted. Pure.
 *
 * @see <a href="https://core.telegram.org/bots/api#updating-messages">Updating messages, read
 *     2026-11-21</a>
 */
final class TelegramEditPlan {
  /** Most messages of one deletion. */
  private static final int DELETED_MAX = 100;

  private final TelegramTarget target;
  private final List<String> degraded = new ArrayList<>();

  /**
   * One call, and another for the case that the message is of the other kind: a text has no
   * caption, a file has no text, and nobody remembers which it was.
   */
  record Change(TelegramCall call, Optional<TelegramCall> otherwise, boolean repeatable) {
    static Change of(TelegramCall call) {
      return new Change(call, Optional.empty(), true);
    }
  }

  TelegramEditPlan(TelegramTarget target) {
    this.target = target;
  }

  List<String> degraded() {
    return List.copyOf(degraded);
  }

  List<Change> edit(
      TelegramAccount settings, AccountRef account, List<Long> messages, Content content) {
    TelegramKeyboard keyboard = TelegramKeyboard.of(content.buttons());
    TelegramSendPlan asSent = new TelegramSendPlan(settings, account, target, content);
    RichText words = asSent.words(content);
    degraded.addAll(asSent.degraded());
    if (words.text().isBlank()) {
      return List.of(
          Change.of(marked(message("editMessageReplyMarkup", messages.getLast()), keyboard)));
    }
    boolean files = content.attachments().stream().anyMatch(a -> a.type().isFile());
    boolean caption = files && words.text().length() <= TelegramSendPlan.CAPTION_MAX;
    return caption
        ? List.of(captionFirst(messages.getFirst(), words, keyboard))
        : texts(files ? withoutFiles(messages, content) : messages, words, keyboard);
  }

  /** Long words stand behind the files that they belong to. */
  private static List<Long> withoutFiles(List<Long> messages, Content content) {
    long files = content.attachments().stream().filter(a -> a.type().isFile()).count();
    return messages.size() > files ? messages.subList((int) files, messages.size()) : messages;
  }

  private List<Change> texts(List<Long> messages, RichText words, TelegramKeyboard keyboard) {
    List<RichText> parts = words.split(TelegramSendPlan.TEXT_MAX);
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      boolean last = i == parts.size() - 1;
      if (i < messages.size()) {
        changes.add(
            textFirst(
                messages.get(i), parts.get(i), last ? Optional.of(keyboard) : Optional.empty()));
      } else {
        TelegramCall more = TelegramCall.of("sendMessage", target.topic()).text(parts.get(i));
        changes.add(new Change(last ? marked(more, keyboard) : more, Optional.empty(), false));
      }
    }
    if (parts.size() > messages.size()) {
      degraded.add("edit: rest as a new message");
    }
    if (parts.size() < messages.size()) {
      changes.addAll(delete(messages.subList(parts.size(), messages.size())));
    }
    return changes;
  }

  private Change textFirst(long message, RichText words, Optional<TelegramKeyboard> keyboard) {
    TelegramCall text = message("editMessageText", message).text(words);
    TelegramCall caption = message("editMessageCaption", message).caption(words);
    return new Change(
        keyboard.map(k -> marked(text, k)).orElse(text),
        words.text().length() <= TelegramSendPlan.CAPTION_MAX
            ? Optional.of(keyboard.map(k -> marked(caption, k)).orElse(caption))
            : Optional.empty(),
        true);
  }

  private Change captionFirst(long message, RichText words, TelegramKeyboard keyboard) {
    return new Change(
        marked(message("editMessageCaption", message).caption(words), keyboard),
        Optional.of(marked(message("editMessageText", message).text(words), keyboard)),
        true);
  }

  /**
   * Telegram takes away the buttons of a message that is changed without them, which is just what
   * the command says.
   */
  private static TelegramCall marked(TelegramCall call, TelegramKeyboard keyboard) {
    return keyboard.markup().map(markup -> call.put("reply_markup", markup)).orElse(call);
  }

  private TelegramCall message(String method, long message) {
    return TelegramCall.of(method, target.chat().put("message_id", message));
  }

  List<Change> delete(List<Long> messages) {
    List<Change> changes = new ArrayList<>();
    for (int from = 0; from < messages.size(); from += DELETED_MAX) {
      List<Long> some = messages.subList(from, Math.min(messages.size(), from + DELETED_MAX));
      changes.add(
          Change.of(target.business().map(b -> inBusiness(b, some)).orElseGet(() -> inChat(some))));
    }
    return changes;
  }

  private TelegramCall inChat(List<Long> messages) {
    if (messages.size() == 1) {
      return message("deleteMessage", messages.getFirst());
    }
    return TelegramCall.of("deleteMessages", listed(target.plainChat(), messages));
  }

  private TelegramCall inBusiness(String connection, List<Long> messages) {
    ObjectNode parameters = target.chat();
    parameters.remove("chat_id");
    return TelegramCall.of(
        "deleteBusinessMessages",
        listed(parameters.put("business_connection_id", connection), messages));
  }

  private static ObjectNode listed(ObjectNode parameters, List<Long> messages) {
    messages.forEach(parameters.putArray("message_ids")::add);
    return parameters;
  }
}
