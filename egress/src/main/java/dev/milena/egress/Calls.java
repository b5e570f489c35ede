package dev.milena.egress;

import dev.milena.bus.AccountTable;
import dev.milena.bus.Traces;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Reasons;
import dev.milena.platform.Reconciliation;
import dev.milena.platform.Step;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes one call, and sees to it that whoever comes after us knows that it was begun. Confined to
 * the dock's thread.
 */
final class Calls {
  /** A connector ends its calls itself; this is for one that does not. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /**
   * How soon after it was noted a call begins, or it is noted once more: what Kafka has not taken
   * within two seconds is offered to it again.
   */
  private static final Duration BEGINS_WITHIN = Duration.ofSeconds(2);

  /**
   * What the clocks of two replicas may differ by: those that are looked after, by milliseconds.
   */
  private static final Duration CLOCKS = Duration.ofSeconds(1);

  /** Nobody knows what became of it, and it is another's to make again. */
  private static final DeliveryResult TAKEN_OVER =
      new DeliveryResult.Unconfirmed(Causes.TAKEN_OVER);

  private static final String DELIVER = "egress.deliver";

  /** What it works with. */
  record Means(
      AccountTable accounts,
      Lease lease,
      Judge judge,
      Counts counts,
      Tracer tracer,
      Timekeeper time) {}

  private final Means means;
  private final Pacing pacing;
  private final Book book;
  private final History history;
  private final Dock dock;
  private final Bounds<DeliveryResult> bounds;

  Calls(Means means, Pacing pacing, Book book, History history, Dock dock) {
    this.means = means;
    this.pacing = pacing;
    this.book = book;
    this.history = history;
    this.dock = dock;
    this.bounds = new Bounds<>(means.time(), new DeliveryResult.Unconfirmed(Reasons.NO_ANSWER));
  }

  /**
   * How long after it was noted that a call begins it is surely over.
   *
   * @param timeout of the call itself
   */
  static Duration overWithin(Duration timeout) {
    return timeout.plus(GRACE).plus(Bounds.LOOK).plus(BEGINS_WITHIN).plus(CLOCKS);
  }

  /** Whether the account still has the settings that the plan was made with. */
  boolean isCurrent(Prepared.Ready ready) {
    return means
        .accounts()
        .find(ready.account().ref())
        .filter(now -> now.version() == ready.account().version())
        .isPresent();
  }

  /**
   * What is to be done now; absent: the call was not made, and the letter is to be looked at again.
   * The partition may not be ours any more, the platform may have asked to be left alone while the
   * beginning was written down, or an owner before has told what came of it.
   */
  Uni<Optional<Verdict>> make(
      Letter letter, Text text, Prepared.Ready ready, Step step, Turn turn) {
    if (letter.isInDoubt() && !step.repeatable()) {
      return doubted(letter, ready, step);
    }
    letter.inDoubt(false);
    return begun(letter, text, ready, step)
        .chain(() ->
            isOurs(letter) && isTold(letter, step) && pacing.mayBegin(turn)
                ? traced(letter, text, ready, step, turn)
                    .chain(result ->
                        news(ready, step, result)
                            .chain(past -> settled(letter, ready, step, result, past)))
                    .map(Optional::of)
                : Uni.createFrom().item(Optional.empty()));
  }

  /** Whoever began it may have been alive, and has had the time to end it and to say so. */
  private Uni<Optional<Verdict>> doubted(Letter letter, Prepared.Ready ready, Step step) {
    return history
        .lookAgain(ready.command().id())
        .chain(past -> {
          if (past.filter(p -> !p.isInDoubt(step.number())).isEmpty()) {
            return settled(letter, ready, step, TAKEN_OVER, past).map(Optional::of);
          }
          letter.renew();
          return Uni.createFrom().item(Optional.empty());
        });
  }

  private static boolean isDoubtful(Step step, DeliveryResult result) {
    return result instanceof DeliveryResult.Unconfirmed(String reason)
        && !step.repeatable()
        && !reason.equals(Causes.DEFECT);
  }

  /** What is known of a call in doubt where the platform tells by itself. */
  private Uni<Optional<Past>> news(Prepared.Ready ready, Step step, DeliveryResult result) {
    return isDoubtful(step, result) && ready.connector().tellsWithin(ready.account()).isPositive()
        ? history.lookAgain(ready.command().id())
        : Uni.createFrom().item(Optional.empty());
  }

  /**
   * Where nobody knows whether a call was done, the platform may have told by itself, or be able to
   * tell when it is asked.
   */
  private Uni<Verdict> settled(
      Letter letter, Prepared.Ready ready, Step step, DeliveryResult result, Optional<Past> past) {
    if (!isDoubtful(step, result)) {
      return Uni.createFrom().item(judge(letter, ready, step, result));
    }
    String reason = ((DeliveryResult.Unconfirmed) result).reason();
    Optional<List<String>> seen = past.flatMap(p -> p.seen(step.number()));
    if (seen.isPresent()) {
      letter.inDoubt(false);
      return Uni.createFrom()
          .item(judge(letter, ready, step, new DeliveryResult.Delivered(seen.get(), Map.of())));
    }
    if (mayStillTell(letter, ready)) {
      letter.inDoubt(true);
      return Uni.createFrom().item(means.judge().askAgain(reason, Judge.Before.of(letter)));
    }
    return asked(letter, ready, step, result, reason);
  }

  private boolean mayStillTell(Letter letter, Prepared.Ready ready) {
    long now = means.time().nanos();
    return now - letter.doubtedSince(now)
        < ready.connector().tellsWithin(ready.account()).toNanos();
  }

  private Uni<Verdict> asked(
      Letter letter, Prepared.Ready ready, Step step, DeliveryResult result, String reason) {
    return ready
        .connector()
        .reconcile(ready.account(), ready.command(), step, letter.appended())
        .map(found -> Optional.of(of(found, result, reason)))
        .ifNoItem()
        .after(ready.connector().callTimeout().plus(GRACE))
        .fail()
        .onFailure()
        .recoverWithItem(Optional.empty())
        .emitOn(dock)
        .invoke(known -> letter.inDoubt(known.isEmpty()))
        .map(known ->
            known
                .map(k -> judge(letter, ready, step, k))
                .orElseGet(() -> means.judge().askAgain(reason, Judge.Before.of(letter))));
  }

  private static DeliveryResult of(Reconciliation found, DeliveryResult unknown, String reason) {
    return switch (found) {
      case Reconciliation.Done(var outcome) -> outcome;
      case Reconciliation.NotDone() -> new DeliveryResult.Unreached(reason);
      case Reconciliation.Untold() -> unknown;
    };
  }

  private boolean isOurs(Letter letter) {
    return !letter.lane().berth().isLeft() && means.lease().isHeld();
  }

  /** Whether whoever comes after us knows until when the call may be under way, or need not. */
  private boolean isTold(Letter letter, Step step) {
    return step.repeatable()
        || letter.isAnnouncedSince(means.time().nanos() - BEGINS_WITHIN.toNanos());
  }

  private Uni<Void> begun(Letter letter, Text text, Prepared.Ready ready, Step step) {
    if (letter.isAnnounced() && isTold(letter, step)) {
      return Uni.createFrom().voidItem();
    }
    if (!letter.isAnnounced()) {
      letter.tries();
    }
    long now = means.time().nanos();
    Duration within = overWithin(ready.connector().callTimeout(step));
    return step.repeatable()
        ? Uni.createFrom().voidItem()
        : book.write(letter, text, ready, Book.Line.started(within))
            .invoke(() -> letter.announced(now));
  }

  private Verdict judge(Letter letter, Prepared.Ready ready, Step step, DeliveryResult result) {
    return means
        .judge()
        .judge(result, step, Judge.Before.of(letter), ready.account().common().unknown());
  }

  private Uni<DeliveryResult> traced(
      Letter letter, Text text, Prepared.Ready ready, Step step, Turn turn) {
    letter.called();
    Context parent = Traces.extract(text.record().headers());
    long begin = means.time().nanos();
    Span span =
        means
            .tracer()
            .spanBuilder(DELIVER)
            .setParent(parent)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("platform", letter.lane().account().platform())
            .setAttribute("account", letter.lane().account().name())
            .setAttribute("commandId", ready.command().id())
            .setAttribute("step", step.number())
            .setAttribute("attempt", letter.attempt())
            .startSpan();
    return deliver(letter, ready, step)
        .invoke(result -> {
          heard(letter, result);
          pacing.over(turn);
          Duration took = Duration.ofNanos(means.time().nanos() - begin);
          means.counts().called(letter.lane().account(), Results.of(result), took);
          end(span, result);
          tellFailure(letter, parent, result);
        })
        .onCancellation()
        .invoke(span::end);
  }

  private void heard(Letter letter, DeliveryResult result) {
    Lane lane = letter.lane();
    switch (result) {
      case DeliveryResult.Unreached ignored ->
          pacing.unanswered(lane.account(), lane.key().conversation());
      case DeliveryResult.Unconfirmed unknown -> {
        if (!unknown.equals(TAKEN_OVER)) {
          pacing.unanswered(lane.account(), lane.key().conversation());
        }
      }
      case DeliveryResult.Delivered ignored -> pacing.answered(lane.account());
      case DeliveryResult.Throttled ignored -> pacing.answered(lane.account());
      case DeliveryResult.Rejected ignored -> pacing.answered(lane.account());
      case DeliveryResult.Readdressed ignored -> pacing.answered(lane.account());
      case DeliveryResult.Misconfigured ignored -> pacing.answered(lane.account());
    }
  }

  /** Also of traces that are not kept; being told to wait is no failure. */
  private void tellFailure(Letter letter, Context trace, DeliveryResult result) {
    if (!(result instanceof DeliveryResult.Delivered
        || result instanceof DeliveryResult.Throttled)) {
      Traces.failed(
          means.tracer(),
          DELIVER,
          trace,
          letter.lane().account(),
          Results.reason(result).orElse(""));
    }
  }

  private static void end(Span span, DeliveryResult result) {
    span.setAttribute("result", Results.of(result).name().toLowerCase(java.util.Locale.ROOT));
    if (!(result instanceof DeliveryResult.Delivered)) {
      span.setStatus(StatusCode.ERROR, Results.reason(result).orElse(""));
    }
    span.end();
  }

  /** A call that may be made again ends when it is another's to make. */
  private Optional<DeliveryResult> cutOff(Letter letter, Step step) {
    return step.repeatable() && !isOurs(letter) ? Optional.of(TAKEN_OVER) : Optional.empty();
  }

  private Uni<DeliveryResult> deliver(Letter letter, Prepared.Ready ready, Step step) {
    Duration within = ready.connector().callTimeout(step).plus(GRACE);
    Uni<DeliveryResult> call =
        Uni.createFrom()
            .deferred(() -> ready.connector().deliver(ready.account(), step, letter.brought()))
            .emitOn(dock.answers());
    return bounds
        .within(within, () -> cutOff(letter, step), call)
        .onFailure()
        .invoke(failure -> Log.defect(letter, failure))
        .onFailure()
        .recoverWithItem(new DeliveryResult.Unconfirmed(Causes.DEFECT));
  }
}
