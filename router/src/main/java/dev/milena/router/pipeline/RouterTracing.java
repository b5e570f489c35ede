package dev.milena.router.pipeline;

import dev.milena.bus.Traces;
import dev.milena.model.Event;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/**
 * The router's span in the trace of an event. By hand: a batch carries many traces, and most events
 * belong to none.
 */
@ApplicationScoped
class RouterTracing {
  private final Tracer tracer;

  RouterTracing(Tracer tracer) {
    this.tracer = tracer;
  }

  /** The trace that an event belongs to, with a span of ours if it is recorded. */
  Context routed(Case c) {
    Context trace = Traces.extract(c.arrival().record().headers());
    return Span.fromContext(trace).getSpanContext().isSampled()
        ? trace.with(begin(c, trace))
        : trace;
  }

  private Span begin(Case c, Context parent) {
    Event event = c.event();
    return tracer
        .spanBuilder("router.route")
        .setParent(parent)
        .setSpanKind(SpanKind.CONSUMER)
        .setAttribute("milena.platform", event.account().platform())
        .setAttribute("milena.account", event.account().name())
        .setAttribute("milena.event.id", event.id())
        .setAttribute("milena.event.type", event.what().typeName())
        .setAttribute("milena.outcome", outcome(c))
        .setAttribute("milena.commands", c.commands().size())
        .setAttribute("milena.rerun", c.again().isPresent())
        .startSpan();
  }

  private static String outcome(Case c) {
    return c.decision()
        .map(d -> d.outcome().name())
        .orElse(c.fate().name())
        .toLowerCase(Locale.ROOT);
  }

  void done(Context trace) {
    Span.fromContext(trace).end();
  }
}
