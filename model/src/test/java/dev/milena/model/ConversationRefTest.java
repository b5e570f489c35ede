package dev.milena.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationRefTest {
  private static final AccountRef ACCOUNT = new AccountRef("telegram", "support");

  @Test
  void keyIsPlatformAccountAndId() {
    assertThat(ConversationRef.of(ACCOUNT, "-100").key()).isEqualTo("telegram/support/-100");
  }

  @Test
  void workspaceStandsBeforeTheId() {
    // Given
    ConversationRef ref = new ConversationRef(ACCOUNT, Optional.of("bc/1"), "789");

    // When / Then
    assertThat(ref.key()).isEqualTo("telegram/support/bc%2F1/789");
    assertThat(ConversationRef.parse(ref.key())).isEqualTo(ref);
  }

  @ParameterizedTest
  @ValueSource(strings = {"789", "a/b", "79990001122@c.us", "#общий чат", "~x"})
  void keyIsReadBack(String id) {
    // Given
    ConversationRef ref = ConversationRef.of(ACCOUNT, id);

    // When / Then
    assertThat(ConversationRef.parse(ref.key())).isEqualTo(ref);
  }

  @Test
  void sendersKeyIsNoConversationsKey() {
    assertThat(ConversationRef.senderKey(ACCOUNT, "42")).isEqualTo("telegram/support/~42");
    assertThat(ConversationRef.of(ACCOUNT, "~42").key()).isNotEqualTo("telegram/support/~42");
  }

  @Test
  void accountIsReadBackToo() {
    // Given
    AccountRef odd = new AccountRef("telegram", "support desk/2");

    // When / Then
    assertThat(AccountRef.parse(odd.key())).isEqualTo(odd);
    assertThat(odd.toString()).isEqualTo("telegram/support%20desk%2F2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"telegram", "telegram/support", "a/b/c/d/e", ""})
  void otherFormsAreRefused(String key) {
    assertThatThrownBy(() -> ConversationRef.parse(key))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void eventIsKeyedByConversationElseSenderElseAccount() {
    // Given
    Event full = Samples.event(new Happening.Typing());

    // When / Then
    assertThat(full.key()).isEqualTo("telegram/support/bc-1/789");
    assertThat(with(full, Optional.empty(), full.sender()).key())
        .isEqualTo("telegram/support/~123456");
    assertThat(with(full, Optional.empty(), Optional.empty()).key())
        .isEqualTo("telegram/support/~");
  }

  private static Event with(
      Event e, Optional<Conversation> conversation, Optional<Participant> sender) {
    return new Event(
        e.id(),
        e.account(),
        e.time(),
        e.receivedAt(),
        conversation,
        sender,
        e.what(),
        e.expiresAt());
  }
}
