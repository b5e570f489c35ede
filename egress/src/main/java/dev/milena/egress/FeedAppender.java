package dev.milena.egress;

import dev.milena.bus.Appender;
import dev.milena.bus.Feeds;
import dev.milena.bus.NotReadyException;
import dev.milena.bus.OverloadedException;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Feed;
import dev.milena.platform.FeedEntry;
import dev.milena.platform.Reasons;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Appends to the feed what platforms deliver there. */
@ApplicationScoped
class FeedAppender implements Feed {
  /** As long as an append may take: by then there is room again. */
  private static final Duration FULL = Duration.ofSeconds(2);

  private final Appender appender;

  FeedAppender(Appender appender) {
    this.appender = appender;
  }

  @Override
  public Uni<DeliveryResult> append(FeedEntry entry) {
    return appender
        .append(Feeds.toRecord(entry.conversation(), entry.id(), entry.data(), entry.lasting()))
        .<DeliveryResult>map(_ -> DeliveryResult.Delivered.unnamed())
        .onFailure()
        .recoverWithItem(FeedAppender::outcome);
  }

  private static DeliveryResult outcome(Throwable failure) {
    return switch (failure) {
      case OverloadedException _ ->
          new DeliveryResult.Throttled(FULL, DeliveryResult.Scope.ACCOUNT);
      case NotReadyException _ -> new DeliveryResult.Unreached(Reasons.NO_CONNECTION);
      case RecordTooLargeException _ -> DeliveryResult.Rejected.because(Reasons.TOO_LARGE);
      default -> new DeliveryResult.Unconfirmed(Reasons.NO_ANSWER);
    };
  }
}
