package dev.milena.router.erasure;

import dev.milena.model.ConversationRef;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import java.util.stream.Stream;

/** Under which keys something may belong to somebody who is erased. Pure. */
public final class ErasureKeys {
  private ErasureKeys() {}

  /** Of an event: its conversation, its sender, and where a request to send is for. */
  public static Stream<String> of(Event event) {
    Stream<String> addressed =
        event.what() instanceof Happening.SendRequested s
            ? Stream.of(s.request().key())
            : Stream.empty();
    return Stream.concat(
        addressed,
        Stream.concat(
            event.conversation().map(c -> c.ref(event.account()).key()).stream(),
            event.sender().map(s -> ConversationRef.senderKey(event.account(), s.id())).stream()));
  }
}
