package dev.milena.platform.telegram;

import static dev.milena.platform.telegram.TelegramFixtures.event;
import static dev.milena.platform.telegram.TelegramFixtures.happening;
import static dev.milena.platform.telegram.TelegramFixtures.ignored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Happening;
import dev.milena.model.Member;
import dev.milena.model.Move;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who comes and goes, ourselves included. */
class TelegramMembershipTest {
  @Test
  void joinThatIsToldTwiceIsOneEvent() {
    // When
    String asMessage = event("new_member_alone").id();
    String asChange = event("chat_member_joined").id();

    // Then
    assertThat(asChange)
        .isEqualTo(asMessage)
        .isEqualTo("telegram/7770001/-1002000000001/5000000002/joined/1767226100");
  }

  @Test
  void leavingThatIsToldTwiceIsOneEvent() {
    assertThat(event("chat_member_left").id()).isEqualTo(event("left_member").id());
  }

  @Test
  void joinSaysWhoInvitedAndWhoCame() {
    // When
    Happening.MemberJoined joined = happening(Happening.MemberJoined.class, "new_member_alone");

    // Then
    assertThat(event("new_member_alone").sender().orElseThrow().id()).isEqualTo("5000000001");
    assertThat(joined.member().id()).isEqualTo("5000000002");
    assertThat(joined.member().name()).hasValue("Second Guest");
    assertThat(joined.members()).isEmpty();
  }

  @Test
  void severalWhoComeTogetherAreOneEventAndOneOfThemMayBeUs() {
    // When
    Happening.MemberJoined joined = happening(Happening.MemberJoined.class, "new_members_two");

    // Then
    assertThat(joined.members()).extracting(Member::id).containsExactly("5000000002", "7770001");
    assertThat(joined.members()).extracting(Member::self).isEqualTo(List.of(false, true));
    assertThat(joined.member().id()).isEqualTo("5000000002");
  }

  @Test
  void restrictedMemberIsAMemberAndPromotionIsNoComing() {
    assertThat(
            happening(Happening.MemberJoined.class, "chat_member_restricted_but_in").member().id())
        .isEqualTo("5000000002");
    assertThat(ignored("chat_member_promoted")).isEqualTo("membership_unchanged");
  }

  @Test
  void inPrivateWeAreBlockedAndUnblocked() {
    assertThat(event("my_chat_member_blocked").what()).isInstanceOf(Happening.BotBlocked.class);
    assertThat(event("my_chat_member_unblocked").what()).isInstanceOf(Happening.BotUnblocked.class);
  }

  @Test
  void inGroupsWeAreAddedAndRemoved() {
    assertThat(event("my_chat_member_added").what()).isInstanceOf(Happening.BotAdded.class);
    assertThat(event("my_chat_member_removed").what()).isInstanceOf(Happening.BotRemoved.class);
    assertThat(ignored("my_chat_member_promoted")).isEqualTo("membership_unchanged");
  }

  @Test
  void chatThatMovedSaysWhereToAndWhereFrom() {
    assertThat(happening(Happening.ConversationMigrated.class, "migrate_to").migration())
        .isEqualTo(new Move(Optional.empty(), Optional.of("-1002000000001")));
    assertThat(event("migrate_to").conversation().orElseThrow().id()).isEqualTo("-4000001");
    assertThat(happening(Happening.ConversationMigrated.class, "migrate_from").migration())
        .isEqualTo(new Move(Optional.of("-4000001"), Optional.empty()));
  }
}
