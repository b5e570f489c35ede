package dev.milena.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AccountRef;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationRef;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.router.links.Move;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which events take a chat's links elsewhere. */
class MovesTest {
  private static final AccountRef SHOP = new AccountRef("phone", "shop");
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static Optional<Move> move(String chat, ConversationType type, Happening what) {
    return Moves.of(
        new Event(
            "phone/1/2",
            SHOP,
            NOW,
            NOW,
            Optional.of(Conversation.of(chat, type)),
            Optional.empty(),
            what,
            Optional.empty()));
  }

  private static Happening identity(String from, String to) {
    return new Happening.IdentityChanged(
        Optional.empty(), new dev.milena.model.Move(Optional.of(from), Optional.of(to)));
  }

  @Test
  void chatThatMigratesTakesItsLinksAlong() {
    // Given
    Happening migrated =
        new Happening.ConversationMigrated(
            Optional.empty(), new dev.milena.model.Move(Optional.empty(), Optional.of("-100")));

    // When
    Optional<Move> move = move("7", ConversationType.GROUP, migrated);

    // Then
    assertThat(move)
        .hasValue(new Move(ConversationRef.of(SHOP, "7"), ConversationRef.of(SHOP, "-100")));
  }

  @Test
  void directChatGoesWithItsPerson() {
    assertThat(move("491555", ConversationType.DIRECT, identity("491555", "491777")))
        .hasValue(new Move(ConversationRef.of(SHOP, "491555"), ConversationRef.of(SHOP, "491777")));
  }

  @Test
  void whoChangesInAGroupLeavesItWhereItIs() {
    assertThat(move("group", ConversationType.GROUP, identity("491555", "491777"))).isEmpty();
    assertThat(move("491555", ConversationType.GROUP, identity("491555", "491777"))).isEmpty();
  }

  @Test
  void chatThatIsNotCalledByItsPersonStays() {
    assertThat(move("chat-9", ConversationType.DIRECT, identity("491555", "491777"))).isEmpty();
    assertThat(move("491555", ConversationType.DIRECT, identity("491555", "491555"))).isEmpty();
  }
}
