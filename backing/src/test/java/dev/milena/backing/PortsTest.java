package dev.milena.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void takenPortIsNamedWithTheWayOut() throws IOException {
    try (ServerSocket other = new ServerSocket(0)) {
      int port = other.getLocalPort();

      assertThatThrownBy(() -> Ports.requireFree(port, "--port"))
          .isInstanceOf(BackingException.class)
          .hasMessage("Port " + port + " is taken by another program. Choose another with --port.");
    }
  }

  @Test
  void portTakenOnTheLoopbackAddressAloneIsTakenToo() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();

      assertThatThrownBy(() -> Ports.requireFree(port, "--port"))
          .isInstanceOf(BackingException.class);
      assertThat(Ports.isFree(port)).isFalse();
    }
  }

  @Test
  void freePortPassesTheCheckAndIsGivenOnce() {
    int one = Ports.free();
    int another = Ports.free();

    assertThat(one).isNotEqualTo(another);
    assertThatCode(() -> Ports.requireFree(one, "--port")).doesNotThrowAnyException();
  }

  @Test
  void freePortsLieBelowThoseOfOutgoingConnections() {
    assertThat(Ports.free()).isBetween(20_000, 32_767);
  }
}
