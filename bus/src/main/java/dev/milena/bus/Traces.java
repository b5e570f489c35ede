package dev.milena.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.milena.model.AccountRef;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Carries a trace from one stage to the next in the headers of a record. Only {@code traceparent}
 * and {@code tracestate}: baggage could hold anything, and what people write has no place in a
 * trace.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
public final class Traces {
  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

  /** Marks a span that tells of a failure, see {@link KeepFailures}. */
  static final AttributeKey<Boolean> FAILED = AttributeKey.booleanKey("milena.failed");

  private Traces() {}

  /**
   * Tells of a failure in a trace that is not kept, by a span of no length under the same trace id.
   * Where the trace is kept nothing is done: the span that failed is there itself.
   *
   * @param name of the span that failed
   * @param reason a word, never the text of an error
   */
  public static void failed(
      Tracer tracer, String name, Context trace, AccountRef account, String reason) {
    if (!Span.fromContext(trace).getSpanContext().isSampled()) {
      tracer
          .spanBuilder(name)
          .setParent(trace)
          .setAttribute(FAILED, true)
          .setAttribute("milena.platform", account.platform())
          .setAttribute("milena.account", account.name())
          .startSpan()
          .setStatus(StatusCode.ERROR, reason)
          .end();
    }
  }

  /** The trace that a record belongs to; the root context where it names none. */
  public static Context extract(Headers headers) {
    return W3C.extract(Context.root(), headers, HeaderGetter.INSTANCE);
  }

  /**
   * Names the trace in the headers, in place of another that they name; leaves them alone outside
   * of a trace.
   */
  public static void inject(Context context, Headers headers) {
    W3C.inject(context, headers, SETTER);
  }

  private static final TextMapSetter<Headers> SETTER =
      (headers, name, value) -> {
        if (headers != null) {
          Records.set(headers, name, value);
        }
      };

  private enum HeaderGetter implements TextMapGetter<Headers> {
    INSTANCE;

    @Override
    public Iterable<String> keys(Headers headers) {
      List<Header> all = Arrays.asList(headers.toArray());
      return all.stream().map(Header::key).toList();
    }

    @Override
    public String get(Headers headers, String name) {
      Header header = headers == null ? null : headers.lastHeader(name);
      return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
  }
}
