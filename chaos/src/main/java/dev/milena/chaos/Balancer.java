package dev.milena.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The one address that platforms know of the hub. Each connection goes to the next replica that is
 * ready, as a Kubernetes service does it: what is on its way to one that dies is cut, and the
 * platform has to repeat it.
 */
final class Balancer implements AutoCloseable {
  private static final int BACKLOG = 128;
  private static final int CONNECT_MAX_MS = 500;
  private static final int BUFFER_BYTES = 16 * 1024;

  private final ServerSocket door;
  private final Supplier<List<Integer>> ports;
  private final AtomicInteger turn = new AtomicInteger();

  private Balancer(ServerSocket door, Supplier<List<Integer>> ports) {
    this.door = door;
    this.ports = ports;
  }

  /**
   * @param ports of the replicas that are ready, asked for each connection
   */
  static Balancer open(Supplier<List<Integer>> ports) throws IOException {
    ServerSocket door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Balancer balancer = new Balancer(door, ports);
    Thread.ofVirtual().name("balancer").start(balancer::accept);
    return balancer;
  }

  String address() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket caller = door.accept();
        Thread.ofVirtual().name("balanced").start(() -> serve(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    Optional<Socket> replica = connect();
    if (replica.isEmpty()) {
      cut(caller);
      return;
    }
    Socket there = replica.get();
    Thread.ofVirtual().name("balanced-back").start(() -> pump(there, caller));
    pump(caller, there);
  }

  private Optional<Socket> connect() {
    List<Integer> ready = ports.get();
    for (int i = 0; i < ready.size(); i++) {
      int port = ready.get(Math.floorMod(turn.getAndIncrement(), ready.size()));
      Socket socket = new Socket();
      try {
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MAX_MS);
        return Optional.of(socket);
      } catch (IOException gone) {
        cut(socket);
      }
    }
    return Optional.empty();
  }

  /** Either end closes both: a call that lost one has lost the other. */
  private static void pump(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        out.flush();
      }
    } catch (IOException cut) {
      // One of the two is gone, which is what this class is for; both are closed now.
      return;
    }
  }

  private static void cut(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      return;
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException alreadyGone) {
      return;
    }
  }
}
