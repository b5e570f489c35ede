package dev.milena.router.api.people;

import dev.milena.router.linking.Linkage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "LinkStatus", description = "Which chats a person has proved to be theirs.")
record LinkStatus(
    UUID person,
    @Schema(description = "Whether there is any.") boolean linked,
    @Schema(description = "When the first one was linked.") Optional<Instant> linkedAt,
    @Schema(description = "The oldest first.") List<Chat> links) {

  @Schema(name = "LinkedChat", description = "A chat that a person has proved to be theirs.")
  record Chat(
      @Schema(examples = "chat") String platform,
      @Schema(examples = "support") String account,
      @Schema(description = "Their id on the platform.", examples = "123456") String id,
      Optional<String> name,
      Optional<String> username,
      Instant linkedAt) {
    static Chat of(Linkage l) {
      return new Chat(
          l.platform(), l.account(), l.externalId(), l.name(), l.username(), l.linkedAt());
    }

    @Override
    public String toString() {
      return "LinkedChat[" + platform + "/" + account + "]";
    }
  }

  static LinkStatus of(UUID person, List<Linkage> linkages) {
    List<Chat> chats = linkages.stream().map(Chat::of).toList();
    return new LinkStatus(
        person, !chats.isEmpty(), chats.stream().findFirst().map(Chat::linkedAt), chats);
  }
}
