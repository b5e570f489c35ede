package dev.milena.ingress;

import dev.milena.bus.FeedConfig;
import dev.milena.bus.Feeds;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.ConversationRef;
import dev.milena.platform.Connection.Shown;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reply;
import dev.milena.platform.Webhook;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/** What every connection does the same way: speak to its account's webhook, and read the feed. */
@Singleton
class ConnectionParts {
  private static final Logger LOG = Logger.getLogger(ConnectionParts.class);

  /** How long a program that connects waits for the feed, which the first one makes us read. */
  private static final Duration FEED_READ_MAX = Duration.ofSeconds(20);

  /** Entries that may wait for a program beside those that are kept; who is slower is sent away. */
  private static final int WAITING_MAX = 256;

  private final Admission admission;
  private final BoundedBody bodies;
  private final Backlog backlog;
  private final IngressMetrics metrics;
  private final Feeds feeds;
  private final int bufferMax;

  ConnectionParts(
      Admission admission,
      BoundedBody bodies,
      Backlog backlog,
      IngressMetrics metrics,
      Feeds feeds,
      FeedConfig config) {
    this.admission = admission;
    this.bodies = bodies;
    this.backlog = backlog;
    this.metrics = metrics;
    this.feeds = feeds;
    this.bufferMax = config.entriesMax() + WAITING_MAX;
  }

  Call at(Webhook webhook, Account account) {
    return new Call(webhook, account);
  }

  Uni<Multi<Shown>> feed(ConversationRef conversation, OptionalLong after) {
    return feeds
        .whenReady()
        .ifNoItem()
        .after(FEED_READ_MAX)
        .fail()
        .map(_ -> follow(conversation.key(), after).onOverflow().buffer(bufferMax));
  }

  private Multi<Shown> follow(String key, OptionalLong after) {
    return Multi.createFrom()
        .emitter(
            emitter -> {
              Runnable end =
                  feeds.follow(
                      key,
                      after,
                      s -> emitter.emit(new Shown(s.place(), s.gap(), Buffer.buffer(s.data()))));
              emitter.onTermination(end);
            },
            BackPressureStrategy.IGNORE);
  }

  /** Where a connection's calls go. */
  final class Call {
    private final Webhook webhook;
    private final Account account;

    private Call(Webhook webhook, Account account) {
      this.webhook = webhook;
      this.account = account;
    }

    AccountRef account() {
      return account.ref();
    }

    Uni<Multi<Shown>> feed(ConversationRef conversation, OptionalLong after) {
      return ConnectionParts.this.feed(conversation, after);
    }

    /** Never fails: what could not be taken is answered 503. */
    Uni<Reply> make(String rest, String authorization, Buffer body) {
      metrics.received(account.ref());
      if (backlog.tooOld()) {
        return Uni.createFrom().item(notTaken());
      }
      try {
        bodies.admit(body);
      } catch (BoundedBody.TooManyException _) {
        return Uni.createFrom().item(notTaken());
      }
      MultiMap headers =
          MultiMap.caseInsensitiveMultiMap()
              .add("authorization", authorization)
              .add("content-type", "application/json");
      return admission
          .take(
              webhook,
              account,
              new InboundRequest(
                  "POST", rest, headers, MultiMap.caseInsensitiveMultiMap(), body, Instant.now()))
          .ifNoItem()
          .after(webhook.answerWithin())
          .fail()
          .onFailure()
          .recoverWithItem(this::failed)
          .onTermination()
          .invoke(() -> bodies.release(body));
    }

    private Reply failed(Throwable failure) {
      LOG.warnf(
          "not taken account=%s reason=%s: the program was told to send it again",
          account.ref(), failure.getClass().getSimpleName());
      LOG.debug("not taken because", failure);
      return notTaken();
    }

    private Reply notTaken() {
      metrics.unavailable(account.ref(), webhook.redelivery().horizon().isZero());
      return Reply.status(503);
    }
  }
}
