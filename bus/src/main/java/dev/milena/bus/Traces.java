package dev.milena.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

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

  private Traces() {}

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
