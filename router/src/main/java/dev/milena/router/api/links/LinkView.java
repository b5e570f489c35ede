package dev.milena.router.api.links;

import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Link", description = "What is said on one side is said on the other.")
record LinkView(
    long id,
    @Schema(description = "The visitor, where a route has opened it.") LinkBody.End left,
    LinkBody.End right,
    @Schema(description = "The route that has opened it; absent: made by hand.")
        Optional<String> route,
    @Schema(description = "Who made it by hand.") Optional<String> createdBy,
    Instant createdAt) {

  static LinkView of(StoredLink l) {
    return new LinkView(
        l.id,
        end(l.left, l.leftThread),
        end(l.right, l.rightThread),
        Optional.ofNullable(l.route),
        Optional.ofNullable(l.createdBy),
        l.createdAt);
  }

  private static LinkBody.End end(StoredConversation conversation, String thread) {
    return new LinkBody.End(conversation.key, Optional.of(thread).filter(t -> !t.isEmpty()));
  }
}
