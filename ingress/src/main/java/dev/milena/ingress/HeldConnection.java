package dev.milena.ingress;

import dev.milena.model.AccountRef;
import dev.milena.model.ConversationRef;
import dev.milena.platform.Connection;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reply;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.OptionalLong;

/** A connection to this process, of either kind. */
abstract sealed class HeldConnection implements Connection
    permits SocketConnection, EventsConnection {
  private final ConnectionParts.Call at;
  private final InboundRequest request;

  HeldConnection(ConnectionParts.Call at, InboundRequest request) {
    this.at = at;
    this.request = request;
  }

  final AccountRef account() {
    return at.account();
  }

  @Override
  public final InboundRequest request() {
    return request;
  }

  @Override
  public final Uni<Reply> call(String rest, String authorization, Buffer body) {
    return at.make(rest, authorization, body);
  }

  @Override
  public final Uni<Multi<Shown>> feed(ConversationRef conversation, OptionalLong after) {
    return at.feed(conversation, after);
  }
}
