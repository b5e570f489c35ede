package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.milena.model.Json;
import dev.milena.platform.Socket;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.concurrent.Flow;

/**
 * One socket. A frame is asked for when the one before has been dealt with, an envelope so only
 * when it has been acknowledged. Thread-safe.
 *
 * <pre>
 *   opened ──hello──▶ live ──told to go──▶ leaving ──successor says hello, nothing unheard──▶ closed
 * </pre>
 */
final class SlackLine {
  /** The socket is closed because that is meant. */
  private static final int NORMAL = 1000;

  private final SlackSockets sockets;
  private final Socket socket;
  private final Optional<SlackLine> predecessor;
  private Flow.Subscription frames;
  private boolean greeted;
  private boolean leaving;
  private boolean retiring;
  private boolean busy;

  /**
   * @param predecessor the socket that ends when this one is live
   */
  SlackLine(SlackSockets sockets, Socket socket, Optional<SlackLine> predecessor) {
    this.sockets = sockets;
    this.socket = socket;
    this.predecessor = predecessor;
  }

  void listen() {
    socket
        .messages()
        .subscribe()
        .with(
            this::begin,
            this::heard,
            cause -> sockets.lost(this, cause),
            () -> sockets.lost(this, new IllegalStateException("The socket ended")));
  }

  private void begin(Flow.Subscription subscription) {
    synchronized (this) {
      frames = subscription;
    }
    subscription.request(1);
  }

  private void heard(Buffer frame) {
    byte[] raw = frame.getBytes();
    switch (SlackFrame.of(read(raw))) {
      case SlackFrame.Envelope envelope -> {
        synchronized (this) {
          busy = true;
        }
        sockets.arrived(this, envelope, raw);
      }
      case SlackFrame.Hello hello -> {
        synchronized (this) {
          greeted = true;
        }
        predecessor.ifPresent(SlackLine::retire);
        sockets.greeted(this, hello, raw);
        more();
      }
      case SlackFrame.Disconnect disconnect -> {
        sockets.toldToGo(this, disconnect.reason());
        more();
      }
      case SlackFrame.Other _ -> more();
    }
  }

  private static JsonNode read(byte[] frame) {
    try {
      return Json.tree(frame);
    } catch (Json.UnreadableException _) {
      return MissingNode.getInstance();
    }
  }

  private void more() {
    Flow.Subscription subscription;
    synchronized (this) {
      subscription = frames;
    }
    subscription.request(1);
  }

  /** What came is safe. */
  void acknowledge(SlackFrame.Envelope envelope) {
    boolean last;
    synchronized (this) {
      busy = false;
      last = retiring;
    }
    socket
        .send(envelope.acknowledgement())
        .subscribe()
        .with(_ -> goOn(last), cause -> sockets.lost(this, cause));
  }

  private void goOn(boolean last) {
    if (last) {
      close();
    } else {
      more();
    }
  }

  /** Whether this is the first time that it is told to go. */
  synchronized boolean leave() {
    boolean first = !leaving;
    leaving = true;
    return first;
  }

  synchronized boolean isLeaving() {
    return leaving;
  }

  synchronized boolean isGreeted() {
    return greeted;
  }

  /** Closes it as soon as nothing is left to acknowledge. */
  void retire() {
    boolean idle;
    synchronized (this) {
      leaving = true;
      retiring = true;
      idle = !busy;
    }
    if (idle) {
      close();
    }
  }

  void close() {
    socket.close(NORMAL).subscribe().with(_ -> {}, _ -> {});
  }
}
