package dev.milena.ingress;

import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reception;
import dev.milena.platform.Reply;
import dev.milena.platform.Webhook;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeoutException;

/**
 * One call, from its bytes to its reply: read by the platform's connector, appended, answered.
 * Fails when it could not be taken and is to come again.
 */
@Singleton
class Admission {
  private final Intake intake;
  private final Answers answers;
  private final IngressTracing tracing;
  private final IngressMetrics metrics;

  Admission(Intake intake, Answers answers, IngressTracing tracing, IngressMetrics metrics) {
    this.intake = intake;
    this.answers = answers;
    this.tracing = tracing;
    this.metrics = metrics;
  }

  Uni<Reply> take(Webhook webhook, Account account, InboundRequest request) {
    Context trace = tracing.received(account.ref());
    return Uni.createFrom()
        .deferred(() -> webhook.receive(account, request))
        .onFailure(Json.UnreadableException.class)
        .recoverWithItem(e -> new Reception.Refused(Reception.Cause.UNREADABLE, e.getMessage()))
        .chain(reception -> settle(webhook, account, request, reception, trace))
        .onTermination()
        .invoke((reply, failure, cancelled) ->
            // Cancelled when the time for an answer is over.
            tracing.answered(
                account.ref(), trace, reply, cancelled ? new TimeoutException() : failure));
  }

  private Uni<Reply> settle(
      Webhook webhook,
      Account account,
      InboundRequest request,
      Reception reception,
      Context trace) {
    return switch (reception) {
      case Reception.Accepted accepted -> append(account, request, accepted, trace);
      case Reception.Answered answered -> {
        metrics.answered(account.ref());
        yield Uni.createFrom().item(answered.reply());
      }
      case Reception.Refused refused ->
          Uni.createFrom()
              .item(
                  answers.refusal(
                      Doors.PREFIX + account.ref().key() + request.rest(), webhook, refused));
    };
  }

  /** Events first: what people are shown must have been said. */
  private Uni<Reply> append(
      Account account, InboundRequest request, Reception.Accepted accepted, Context trace) {
    Uni<Void> appended =
        intake.append(account.ref(), accepted.translation(), request.body()::getBytes, trace);
    return (accepted.shown().isEmpty()
            ? appended
            : appended.chain(() -> intake.show(accepted.shown(), trace)))
        .invoke(() -> metrics.taken(account.ref()))
        .replaceWith(accepted.reply());
  }
}
