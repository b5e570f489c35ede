package dev.milena.platform.whatsappqr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Participant;
import dev.milena.platform.Payload;
import java.util.Optional;

/**
 * WhatsApp's addresses. A person has one by number and a hidden one ({@code @lid}), which more and
 * more is the only one that is told; a chat is named by whichever the message came with. Pure.
 */
final class WhatsAppQrChats {
  static final String BY_NUMBER = "@s.whatsapp.net";
  static final String HIDDEN = "@lid";
  static final String GROUP = "@g.us";
  private static final String CHANNEL = "@newsletter";

  /** What people show everybody for a day: no chat. */
  static final String STATUS = "status@broadcast";

  private WhatsAppQrChats() {}

  static boolean isGroup(String address) {
    return address.endsWith(GROUP);
  }

  static Conversation chat(String address) {
    return Conversation.of(address, type(address));
  }

  private static ConversationType type(String address) {
    if (isGroup(address)) {
      return ConversationType.GROUP;
    }
    return address.endsWith(CHANNEL) || address.endsWith("@broadcast")
        ? ConversationType.CHANNEL
        : ConversationType.DIRECT;
  }

  static Conversation titled(String address, Optional<String> title) {
    Conversation chat = chat(address);
    return new Conversation(
        address, chat.type(), title, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Who wrote a message; in a direct chat whoever the chat is with. */
  static Optional<Participant> sender(WhatsAppQrAccount own, JsonNode message) {
    JsonNode key = message.path("key");
    if (Payload.flag(key, "fromMe")) {
      return Optional.of(
          new Participant(own.address(), Optional.empty(), Optional.empty(), false, true));
    }
    boolean group = Payload.words(key, "participant").isPresent();
    return Payload.words(key, group ? "participant" : "remoteJid")
        .map(address ->
            new Participant(
                address,
                Payload.words(message, "pushName"),
                digits(address)
                    .or(() ->
                        Payload.words(key, group ? "participantAlt" : "remoteJidAlt")
                            .flatMap(WhatsAppQrChats::digits)),
                false,
                false));
  }

  /** The number in an address that shows one. */
  private static Optional<String> digits(String address) {
    return address.endsWith(BY_NUMBER)
        ? Optional.of(address.substring(0, address.length() - BY_NUMBER.length()))
            .filter(n -> n.matches("[0-9]{5,20}"))
        : Optional.empty();
  }
}
