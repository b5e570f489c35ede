package dev.milena.platform.webim;

import dev.milena.model.Button;
import dev.milena.model.Participant;
import java.util.List;
import java.util.Optional;

/**
 * A message on its way to the desk, before the mapping gives it a form.
 *
 * @param channelId id of the channel
 * @param visitorId who the desk thinks is writing: the conversation's id at this account
 * @param author who wrote it, where the hub passes it on
 * @param id ours
 * @param kind in the mapping's word
 * @param body what it says
 * @param quoteId the message that it answers, or that carried the button
 */
record VisitorMessage(
    String channelId,
    String visitorId,
    Optional<Participant> author,
    String id,
    String kind,
    Body body,
    Optional<String> quoteId) {

  /** One message says one of these. */
  sealed interface Body {}

  /**
   * @param text without formatting
   * @param buttons only where the mapping has a place for them
   */
  record Words(String text, List<List<Button>> buttons) implements Body {}

  /**
   * @param url where it can be fetched; absent where the bytes travel otherwise
   * @param content where the bytes stand in the body: {@link Base64Files} puts them there
   * @param sizeBytes in bytes, where known
   */
  record File(
      Optional<String> url,
      Optional<String> content,
      String name,
      Optional<String> mime,
      Optional<Long> sizeBytes)
      implements Body {
    @Override
    public String toString() {
      return "File[" + sizeBytes.map(s -> s + " bytes").orElse("-") + "]";
    }
  }

  /** A button of the desk that was pressed. */
  record Press(Button button) implements Body {}

  /** Only that somebody is there. */
  record Presence() implements Body {}

  Optional<Words> words() {
    return body instanceof Words words ? Optional.of(words) : Optional.empty();
  }

  Optional<File> file() {
    return body instanceof File file ? Optional.of(file) : Optional.empty();
  }

  Optional<Button> pressed() {
    return body instanceof Press(Button button) ? Optional.of(button) : Optional.empty();
  }

  /** The words belong to people. */
  @Override
  public String toString() {
    return "VisitorMessage[" + id + ", " + kind + "]";
  }
}
