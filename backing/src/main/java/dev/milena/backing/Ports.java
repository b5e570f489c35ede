package dev.milena.backing;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * TCP ports: is one free, and which one is. An answer is true for the moment in which it is given.
 */
public final class Ports {
  /**
   * Free ports are looked for below 32768, where Linux begins to hand out source ports (macOS and
   * Windows: 49152). From there a port could go to any outgoing connection while its server is
   * stopped, even to a client that tries to reach that very server and so ends up connected to
   * itself.
   */
  private static final int LOWEST = 20_000;

  private static final int HIGHEST = 32_767;

  /**
   * Tries before giving up. A machine on which 200 ports in a row are taken has another problem.
   */
  private static final int TRIES = 200;

  /**
   * Handed out by this JVM, so that two services that have not yet started do not get the same one.
   */
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /**
   * Checks that a server could listen on this port of all addresses.
   *
   * @param port 1 to 65535; 0 stands for any and is always free
   * @param option the command line option with which a person chooses another, for example {@code
   *     --port}
   * @throws BackingException when the port is taken, or not open to this user
   */
  public static void requireFree(int port, String option) {
    requireFree(null, port, "Choose another with " + option + ".");
  }

  /**
   * The same for the loopback address only; {@code owner} is who wants the port, for example {@code
   * Kafka}.
   */
  static void requireLoopbackFree(int port, String owner) {
    requireFree(
        InetAddress.getLoopbackAddress(),
        port,
        owner + " needs it: choose another port, or 0 for any.");
  }

  private static void requireFree(InetAddress address, int port, String remedy) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(
          true); // Connections of an earlier run may still be closing; servers bind in spite of
      // them.
      probe.bind(new InetSocketAddress(address, port));
    } catch (BindException e) {
      throw new BackingException(isDenied(e) ? denied(port, remedy) : taken(port, remedy), e);
    } catch (IOException e) {
      throw BackingException.because("Port " + port + " cannot be opened", e);
    }
  }

  private static boolean isDenied(BindException e) {
    return e.getMessage() != null && e.getMessage().contains("ermission denied");
  }

  private static String taken(int port, String remedy) {
    return "Port " + port + " is taken by another program. " + remedy;
  }

  private static String denied(int port, String remedy) {
    return "Port " + port + " is reserved for the administrator of this machine. " + remedy;
  }

  /**
   * A port on which nobody listens on the loopback address and which this JVM has not been given
   * before.
   */
  public static int free() {
    for (int tries = 0; tries < TRIES; tries++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
      if (isFree(port) && GIVEN.add(port)) {
        return port;
      }
    }
    throw new BackingException(
        "No free port was found between " + LOWEST + " and " + HIGHEST + ".");
  }

  /** Whether a server could listen on this port of the loopback address now. */
  public static boolean isFree(int port) {
    try {
      requireLoopbackFree(port, "");
      return true;
    } catch (BackingException e) {
      return false;
    }
  }
}
