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
 * @param text words, without formatting
 * @param file at most one
 * @param buttons only where the mapping has a place for them
 * @param quoteId the message that it answers
 */
record VisitorMessage(
    String channelId,
    String visitorId,
    Optional<Participant> author,
    String id,
    String kind,
    Optional<String> text,
    Optional<File> file,
    List<List<Button>> buttons,
    Optional<String> quoteId) {

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
      Optional<Long> sizeBytes) {
    @Override
    public String toString() {
      return "File[" + sizeBytes.map(s -> s + " bytes").orElse("-") + "]";
    }
  }

  /** The words belong to people. */
  @Override
  public String toString() {
    return "VisitorMessage[" + id + ", " + kind + "]";
  }
}
