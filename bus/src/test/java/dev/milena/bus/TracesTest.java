package dev.milena.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class TracesTest {
  private static final SpanContext SPAN =
      SpanContext.createFromRemoteParent(
          "4bf92f3577b34da6a3ce929d0e0e4736",
          "00f067aa0ba902b7",
          TraceFlags.getSampled(),
          TraceState.builder().put("vendor", "x").build());

  @Test
  void traceSurvivesTheHeaders() {
    // Given
    RecordHeaders headers = new RecordHeaders();
    Traces.inject(Context.root().with(Span.wrap(SPAN)), headers);

    // When
    SpanContext read = Span.fromContext(Traces.extract(headers)).getSpanContext();

    // Then
    assertThat(read).isEqualTo(SPAN);
    assertThat(Records.find(headers, "traceparent"))
        .contains("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  }

  @Test
  void injectedTraceTakesThePlaceOfAnother() {
    // Given
    RecordHeaders headers = new RecordHeaders();
    Records.set(headers, "traceparent", "00-11111111111111111111111111111111-2222222222222222-01");

    // When
    Traces.inject(Context.root().with(Span.wrap(SPAN)), headers);

    // Then
    assertThat(headers.headers("traceparent")).hasSize(1);
    assertThat(Span.fromContext(Traces.extract(headers)).getSpanContext()).isEqualTo(SPAN);
  }

  @Test
  void baggageStaysBehind() {
    // Given
    Baggage words = Baggage.builder().put("text", "hello").build();
    RecordHeaders headers = new RecordHeaders();

    // When
    Traces.inject(Context.root().with(Span.wrap(SPAN)).with(words), headers);

    // Then
    assertThat(headers).extracting(Header::key).containsOnly("traceparent", "tracestate");
  }

  @Test
  void headersWithoutTraceOrWithABrokenOneGiveTheRootContext() {
    // Given
    RecordHeaders broken = new RecordHeaders();
    Records.set(broken, "traceparent", "not a trace");

    // When / Then
    assertThat(Span.fromContext(Traces.extract(new RecordHeaders())).getSpanContext().isValid())
        .isFalse();
    assertThat(Span.fromContext(Traces.extract(broken)).getSpanContext().isValid()).isFalse();
  }
}
