package dev.milena.ingress;

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
  private final Tracer tracer;

  IngressTracing(Tracer tracer) {
    this.tracer = tracer;
  }

  Context received(AccountRef account) {
    return begin("ingress.receive", account);
  }

  Context polled(AccountRef account) {
    return begin("ingress.poll", account);
  }

  private Context begin(String name, AccountRef account) {
    Span span = tracer.spanBuilder(name).setNoParent().setSpanKind(SpanKind.SERVER).startSpan();
    if (span.isRecording()) {
      span.setAttribute("milena.platform", account.platform());
      span.setAttribute("milena.account", account.name());
    }
    return Context.root().with(span);
  }

  void answered(Context trace, Reply reply, Throwable failure) {
    Span span = Span.fromContext(trace);
    if (reply != null && span.isRecording()) {
      span.setAttribute("http.response.status_code", reply.status());
    }
    end(span, failure);
  }

  void appended(Context trace, Throwable failure) {
    end(Span.fromContext(trace), failure);
  }

  private static void end(Span span, Throwable failure) {
    if (failure != null) {
      span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
    }
    span.end();
  }
}
