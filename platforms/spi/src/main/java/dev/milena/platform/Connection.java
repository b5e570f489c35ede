package dev.milena.platform;

import dev.milena.model.ConversationRef;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.OptionalLong;

/**
 * A program that has connected to us. What it says comes as {@link #messages}; one that only reads
 * says nothing there, and calls the webhook. Thread-safe; never blocks.
 */
public interface Connection extends Socket {
  /** What it came with: headers and query, no body. */
  InboundRequest request();

  /** Whether it can say something here, and not only read. */
  boolean speaks();

  /**
   * Sends a text that stands for an entry of the feed. A program that only reads gets the entry's
   * place as the id of the event, and names it in {@code Last-Event-ID} when it comes back.
   */
  Uni<Void> send(String text, long place);

  /**
   * Does what a call of the account's webhook with that body would do, checks and limits included.
   *
   * @param rest what stands behind the account's address
   * @param authorization value of that header
   */
  Uni<Reply> call(String rest, String authorization, Buffer body);

  /**
   * What is shown in a conversation: what is kept of it behind {@code after}, or all, then whatever
   * comes. The {@code Uni} is done when the feed can be read, and fails where it cannot; nothing is
   * missed from the subscription to the {@code Multi} on, which never completes, and fails when the
   * reader is too slow. Then the connection is best closed: the program comes back and names where
   * it was.
   */
  Uni<Multi<Shown>> feed(ConversationRef conversation, OptionalLong after);

  /**
   * An entry of the feed.
   *
   * @param place grows along a conversation
   * @param gap whether something between {@code after} and this is not kept any more
   * @param data as it was appended
   */
  record Shown(long place, boolean gap, Buffer data) {
    /** Nothing of the words, which belong to people. */
    @Override
    public String toString() {
      return "Shown[" + place + "]";
    }
  }
}
