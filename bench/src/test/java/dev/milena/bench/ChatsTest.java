package dev.milena.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class ChatsTest {
  @Test
  void chatIsFoundByItsId() {
    assertThat(Chats.in(Buffer.buffer("{\"chat\":" + Chats.id(42) + "}"))).isEqualTo(42);
    assertThat(Chats.in(Buffer.buffer("\"" + Chats.id(0) + "\""))).isZero();
  }

  @Test
  void digitsInsideAnotherIdAreNoChat() {
    // Given
    String body =
        "{\"id\":\"ab"
            + Chats.id(7)
            + "\",\"n\":1"
            + Chats.id(8)
            + ",\"chat\":"
            + Chats.id(9)
            + "}";

    // Then
    assertThat(Chats.in(Buffer.buffer(body))).isEqualTo(9);
  }

  @Test
  void bodyWithoutAChatHasNone() {
    assertThat(Chats.in(Buffer.buffer("{\"chat\":\"555\"}"))).isEqualTo(-1);
  }
}
