package dev.milena.platform.telegram;

import static dev.milena.platform.telegram.TelegramFixtures.event;
import static dev.milena.platform.telegram.TelegramFixtures.happening;
import static dev.milena.platform.telegram.TelegramFixtures.ignored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Pointer;
import dev.milena.model.Reaction;
import dev.milena.model.ReactionCount;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What went and what came. */
class TelegramReactionsTest {
  private static Reaction emoji(String emoji) {
    return new Reaction(Optional.of(emoji), Optional.of(emoji));
  }

  @Test
  void changeOfReactionsIsWhatWentAndWhatCame() {
    // When
    List<Event> events = TelegramFixtures.translate("message_reaction_replaced").events();

    // Then
    String delivery =
        "telegram/7770001/~"
            + TelegramFixtures.update("message_reaction_replaced").path("update_id").asText();
    Pointer message = new Pointer("40");
    assertThat(events)
        .extracting(Event::what)
        .containsExactly(
            new Happening.ReactionRemoved(message, emoji("👍")),
            new Happening.ReactionAdded(message, emoji("❤")),
            new Happening.ReactionAdded(
                message, new Reaction(Optional.empty(), Optional.of("custom:5312536423851630001"))),
            new Happening.ReactionAdded(
                message, new Reaction(Optional.of("⭐"), Optional.of("custom:paid"))));
    assertThat(events)
        .extracting(Event::id)
        .containsExactly(delivery + ".0", delivery + ".1", delivery + ".2", delivery + ".3");
    assertThat(events).allMatch(e -> e.sender().orElseThrow().id().equals("5000000002"));
  }

  @Test
  void reactionInTheNameOfAChatHasThatChatAsSender() {
    assertThat(event("message_reaction_removed_by_chat").sender().orElseThrow().id())
        .isEqualTo("-1002000000001");
    assertThat(
            happening(Happening.ReactionRemoved.class, "message_reaction_removed_by_chat")
                .reaction())
        .isEqualTo(emoji("👍"));
  }

  @Test
  void nothingChangedIsNoEvent() {
    assertThat(ignored("message_reaction_unchanged")).isEqualTo("reactions_unchanged");
  }

  @Test
  void totalsHaveNoSender() {
    // When
    Happening.ReactionCounts counts =
        happening(Happening.ReactionCounts.class, "message_reaction_count");

    // Then
    assertThat(event("message_reaction_count").sender()).isEmpty();
    assertThat(counts.counts())
        .containsExactly(
            new ReactionCount(emoji("👍"), 12),
            new ReactionCount(new Reaction(Optional.empty(), Optional.of("custom:5")), 3));
  }
}
