package dev.milena.platform.webim;

import dev.milena.model.Attachment;
import dev.milena.model.Button;
import dev.milena.model.Participant;
import java.util.List;
import java.util.Optional;

/**
 * What a callback of the Custom Channel says, read by the mapping.
 *
 * @param kind what it is about
 * @param visitorId whose conversation; absent: nobody can tell where it belongs
 * @param chatId Webim's own id of the chat
 * @param messageId Webim's id of the message; absent where it gives none
 * @param operator who is speaking; absent where the call names no id
 * @param text words
 * @param replyTo the message that it answers
 * @param file at most one
 * @param buttons rows
 */
record ChannelEvent(
    ChannelKind kind,
    Optional<String> visitorId,
    Optional<String> chatId,
    Optional<String> messageId,
    Optional<Participant> operator,
    Optional<String> text,
    Optional<String> replyTo,
    Optional<Attachment> file,
    List<List<Button>> buttons) {

  boolean saysNothing() {
    return text.filter(t -> !t.isEmpty()).isEmpty() && file.isEmpty() && buttons.isEmpty();
  }

  /** The words belong to people. */
  @Override
  public String toString() {
    return "ChannelEvent[" + kind + "]";
  }
}
