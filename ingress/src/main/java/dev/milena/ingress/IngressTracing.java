package dev.milena.ingress;

import dev.milena.bus.Traces;
import dev.milena.model.AccountRef;
import dev.milena.platform.Reply;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.inject.Singleton;

/**
 * The first span of every trace. Written by hand: the HTTP layer's own would carry the address,
 * where an account's secret may be. What the caller says of its own trace is not taken over:
 * platforms send none, and a stranger shall not choose our trace ids.
 */
@Singleton
class IngressTracing {
  private static final String RECEIVE = "ingress.receive";
  private static final String POLL = "ingress.poll";

  private final Tracer tracer;

  IngressTracing(Tracer tracer) {
    this.tracer = tracer;
  }

  Context received(AccountRef account) {
    return begin(RECEIVE, account);
  }

  Context polled(AccountRef account) {
    return begin(POLL, account);
  }

  private Context begin(String name, AccountRef account) {
    Span span = tracer.spanBuilder(name).setNoParent().setSpanKind(SpanKind.SERVER).startSpan();
    if (span.isRecording()) {
      span.setAttribute("milena.platform", account.platform());
      span.setAttribute("milena.account", account.name());
    }
    return Context.root().with(span);
  }

  /** A webhook's call was answered, or could not be taken. */
  void answered(AccountRef account, Context trace, Reply reply, Throwable failure) {
    Span span = Span.fromContext(trace);
    if (reply != null && span.isRecording()) {
      span.setAttribute("http.response.status_code", reply.status());
    }
    end(RECEIVE, account, trace, failure);
  }

  /** What a stream brought is in Kafka, or could not be put there. */
  void appended(AccountRef account, Context trace, Throwable failure) {
    end(POLL, account, trace, failure);
  }

  private void end(String name, AccountRef account, Context trace, Throwable failure) {
    Span span = Span.fromContext(trace);
    if (failure != null) {
      String reason = failure.getClass().getSimpleName();
      span.setStatus(StatusCode.ERROR, reason);
      Traces.failed(tracer, name, trace, account, reason);
    }
    span.end();
  }
}
