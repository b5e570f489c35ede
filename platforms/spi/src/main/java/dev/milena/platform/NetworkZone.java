package dev.milena.platform;

import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses belong to everybody. What does not is reachable from the hub and perhaps from
 * nowhere else: networks of the operator, the machine itself, the credentials service of a cloud.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA: IPv4 special
 *     purposes, read 2026-11-21</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IANA: IPv6 special
 *     purposes, read 2026-11-21</a>
 */
final class NetworkZone {
  private static final List<Block> NOT_PUBLIC =
      List.of(
          // "This" network, private networks, carrier-grade NAT, loopback, link-local with the
          // clouds' metadata.
          Block.of(8, 0),
          Block.of(8, 10),
          Block.of(10, 100, 64),
          Block.of(8, 127),
          Block.of(16, 169, 254),
          Block.of(12, 172, 16),
          Block.of(16, 192, 168),
          // Protocol assignments, documentation, benchmarks, multicast, reserved, broadcast.
          Block.of(24, 192, 0, 0),
          Block.of(24, 192, 0, 2),
          Block.of(24, 192, 88, 99),
          Block.of(15, 198, 18),
          Block.of(24, 198, 51, 100),
          Block.of(24, 203, 0, 113),
          Block.of(4, 224),
          Block.of(4, 240),
          // Azure's platform service has a public number and answers only its own machines.
          Block.of(32, 168, 63, 129, 16));

  /** IPv6 that routes to everybody is 2000::/3, less the parts below. */
  private static final Block V6_GLOBAL = Block.of6(3, 0x20, 0x00);

  private static final List<Block> V6_NOT_PUBLIC =
      List.of(
          // Protocol assignments with Teredo and ORCHID, documentation, 6to4, segment routing.
          Block.of6(23, 0x20, 0x01, 0x00, 0x00),
          Block.of6(32, 0x20, 0x01, 0x0d, 0xb8),
          Block.of6(16, 0x20, 0x02),
          Block.of6(20, 0x3f, 0xff, 0x00));

  private NetworkZone() {}

  /** Whether anybody on the internet could connect to it as well. */
  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return NOT_PUBLIC.stream().noneMatch(b -> b.holds(bytes));
    }
    return V6_GLOBAL.holds(bytes) && V6_NOT_PUBLIC.stream().noneMatch(b -> b.holds(bytes));
  }

  /** The first {@code bits} of an address. */
  private record Block(int bits, byte[] start) {
    static Block of(int bits, int... leading) {
      return new Block(bits, bytes(4, leading));
    }

    static Block of6(int bits, int... leading) {
      return new Block(bits, bytes(16, leading));
    }

    private static byte[] bytes(int length, int... leading) {
      byte[] out = new byte[length];
      for (int i = 0; i < leading.length; i++) {
        out[i] = (byte) leading[i];
      }
      return out;
    }

    boolean holds(byte[] address) {
      int whole = bits / 8;
      for (int i = 0; i < whole; i++) {
        if (address[i] != start[i]) {
          return false;
        }
      }
      int mask = bits % 8 == 0 ? 0 : 0xff << 8 - bits % 8 & 0xff;
      return mask == 0 || (address[whole] & mask) == (start[whole] & mask);
    }
  }
}
