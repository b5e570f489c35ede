package dev.milena.platform.slack;

import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.EventStream.Batch;
import dev.milena.platform.EventStream.StreamFailure;
import dev.milena.platform.Reception;
import dev.milena.platform.Socket;
import dev.milena.platform.Translation;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * All sockets of an account as one stream. Slack sends each envelope over any of them. One that is
 * renewed is replaced before it ends; one that breaks is replaced while others live; when the last
 * one breaks, the stream has failed, and whoever listens opens it again. Thread-safe.
 */
final class SlackSockets {
  private static final Logger LOG = Logger.getLogger(SlackSockets.class);

  /** A socket that does not say hello by then brings nothing. */
  private static final Duration HELLO_WITHIN = Duration.ofSeconds(10);

  private static final Duration BREATHER = Duration.ofSeconds(1);

  /** What sits on ten sockets elsewhere may be a deployment that is just being replaced. */
  private static final Duration TOO_MANY_PAUSE = Duration.ofSeconds(30);

  private final Account account;
  private final SlackAccount settings;
  private final SlackSocketOpener opener;
  private final SlackNames names;
  private final List<SlackLine> lines = new ArrayList<>();

  /** At most one for each socket: the next frame is asked for when this one is acknowledged. */
  private final Deque<Arrival> arrivals = new ArrayDeque<>();

  private Arrival handed;
  private UniEmitter<? super Arrival> asking;
  private Throwable failure;
  private boolean begun;
  private boolean closed;
  private int opening;

  /** What came, and on which socket. A greeting is told too: it shows that the stream is live. */
  private record Arrival(SlackLine line, Optional<SlackFrame.Envelope> envelope, byte[] raw) {
    void acknowledge() {
      envelope.ifPresent(line::acknowledge);
    }

    @Override
    public String toString() {
      return "Arrival[]";
    }
  }

  SlackSockets(Account account, SlackSocketOpener opener, SlackNames names) {
    this.names = names;
    this.account = account;
    this.settings = SlackAccount.of(account);
    this.opener = opener;
  }

  /** The next batch. Asking for it acknowledges the one before. */
  Uni<Batch> next() {
    return Uni.createFrom().<Arrival>emitter(this::ask).chain(this::batch);
  }

  private void ask(UniEmitter<? super Arrival> emitter) {
    Arrival done;
    boolean first;
    synchronized (this) {
      done = handed;
      handed = null;
      asking = emitter;
      first = !begun;
      begun = true;
    }
    if (done != null) {
      done.acknowledge();
    }
    if (first) {
      for (int i = 0; i < settings.connections(); i++) {
        open(Optional.empty());
      }
    }
    settle();
  }

  /** Gives what is there to whoever asks; what has arrived goes before a failure. */
  private void settle() {
    UniEmitter<? super Arrival> emitter;
    Arrival arrival;
    Throwable cause;
    synchronized (this) {
      emitter = asking;
      arrival = emitter == null ? null : arrivals.poll();
      cause = failure;
      if (emitter == null || arrival == null && cause == null) {
        return;
      }
      asking = null;
      handed = arrival;
    }
    if (arrival != null) {
      emitter.complete(arrival);
    } else {
      emitter.fail(cause);
    }
  }

  private Uni<Batch> batch(Arrival arrival) {
    Translation translation =
        arrival
            .envelope()
            .map(this::translate)
            .orElseGet(() -> new Translation(List.of(), List.of()));
    return names
        .named(account, translation)
        .map(named -> new Batch(named, arrival.raw(), Optional.empty()));
  }

  private Translation translate(SlackFrame.Envelope envelope) {
    byte[] body = Json.bytes(envelope.payload());
    return switch (SlackDoor.read(account, body, Instant.now())) {
      case Reception.Accepted accepted -> accepted.translation();
      case Reception.Answered _ -> Translation.ignored("answered");
      case Reception.Refused _ -> Translation.unknown("payload_form");
    };
  }

  private void open(Optional<SlackLine> predecessor) {
    synchronized (this) {
      opening++;
    }
    opener.open().subscribe().with(socket -> joined(socket, predecessor), this::notOpened);
  }

  /** In the place of one that broke; while Slack breaks one after the other, not at full speed. */
  private void openLater() {
    synchronized (this) {
      opening++;
    }
    Uni.createFrom()
        .voidItem()
        .onItem()
        .delayIt()
        .by(BREATHER)
        .chain(opener::open)
        .subscribe()
        .with(socket -> joined(socket, Optional.empty()), this::notOpened);
  }

  private void notOpened(Throwable cause) {
    synchronized (this) {
      opening--;
    }
    fail(cause);
  }

  private void joined(Socket socket, Optional<SlackLine> predecessor) {
    SlackLine line = new SlackLine(this, socket, predecessor);
    boolean wanted;
    synchronized (this) {
      opening--;
      wanted = !closed && failure == null;
      if (wanted) {
        lines.add(line);
      }
    }
    if (!wanted) {
      line.close();
      return;
    }
    line.listen();
    Uni.createFrom()
        .voidItem()
        .onItem()
        .delayIt()
        .by(HELLO_WITHIN)
        .subscribe()
        .with(_ -> missHello(line), _ -> {});
  }

  private void missHello(SlackLine line) {
    if (!line.isGreeted()) {
      line.close();
      lost(line, new IllegalStateException("The socket said no hello"));
    }
  }

  void arrived(SlackLine line, SlackFrame.Envelope envelope, byte[] raw) {
    add(new Arrival(line, Optional.of(envelope), raw));
  }

  void greeted(SlackLine line, SlackFrame.Hello hello, byte[] raw) {
    int ours;
    synchronized (this) {
      ours = lines.size() + opening;
    }
    if (hello.connections() > ours) {
      LOG.warnf(
          "sockets account=%s: Slack counts %d, of which %d are ours. What Slack sends over the"
              + " others is lost to this hub until it sends it again",
          account.ref(), hello.connections(), ours);
    }
    add(new Arrival(line, Optional.empty(), raw));
  }

  private void add(Arrival arrival) {
    synchronized (this) {
      arrivals.add(arrival);
    }
    settle();
  }

  void toldToGo(SlackLine line, SlackFrame.Reason reason) {
    switch (reason) {
      case RENEWED -> {
        if (line.leave()) {
          open(Optional.of(line));
        }
      }
      case TOO_MANY ->
          fail(
              new StreamFailure(
                  StreamFailure.Kind.THROTTLED,
                  "The app has ten sockets elsewhere, and Slack allows no more",
                  TOO_MANY_PAUSE));
      case SWITCHED_OFF ->
          fail(
              SlackSocketOpener.misconfigured(
                  "Socket Mode is switched off in the app's settings; switch it on, or the account"
                      + " to webhook"));
    }
  }

  void lost(SlackLine line, Throwable cause) {
    boolean last;
    synchronized (this) {
      if (closed || failure != null || !lines.remove(line) || line.isLeaving()) {
        return;
      }
      last = lines.isEmpty() && opening == 0;
    }
    if (last) {
      fail(cause);
    } else {
      openLater();
    }
  }

  private void fail(Throwable cause) {
    List<SlackLine> all;
    synchronized (this) {
      if (closed || failure != null) {
        return;
      }
      failure = cause;
      all = List.copyOf(lines);
      lines.clear();
    }
    all.forEach(SlackLine::close);
    settle();
  }

  /** Nobody listens any more. What is not acknowledged comes again. */
  void close() {
    List<SlackLine> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(lines);
      lines.clear();
    }
    all.forEach(SlackLine::close);
  }
}
