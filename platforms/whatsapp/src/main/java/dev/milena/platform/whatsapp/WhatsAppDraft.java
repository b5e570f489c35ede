package dev.milena.platform.whatsapp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.platform.ApiRequest.FilePart;
import java.util.Optional;

/**
 * A message before it is known which call it is: what stands in it but for whom it is to, and the
 * file that is uploaded before.
 *
 * @param upload its handle comes back as {@link WhatsAppCall#MEDIA}
 * @param handleAt where in the message that stands, as a JSON pointer; empty: it has none
 */
record WhatsAppDraft(ObjectNode message, Optional<FilePart> upload, String handleAt) {
  static WhatsAppDraft of(ObjectNode message) {
    return new WhatsAppDraft(message, Optional.empty(), "");
  }

  /** Somebody's words. */
  @Override
  public String toString() {
    return "WhatsAppDraft[" + message.path("type").asText() + "]";
  }
}
