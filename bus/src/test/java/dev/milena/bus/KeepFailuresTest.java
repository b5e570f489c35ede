package dev.milena.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AccountRef;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeepFailuresTest {
  private final List<SpanData> kept = new ArrayList<>();

  @Test
  void failureInATraceThatIsNotKeptIsFoundUnderItsTraceId() {
    // Given
    Tracer tracer = tracer(Sampler.alwaysOff());
    Span begun = tracer.spanBuilder("take").startSpan();

    // When
    begun.end();
    Traces.failed(
        tracer, "take", Context.root().with(begun), new AccountRef("acme", "desk"), "too_late");

    // Then
    assertThat(kept).hasSize(1);
    assertThat(kept.getFirst().getTraceId()).isEqualTo(begun.getSpanContext().getTraceId());
    assertThat(kept.getFirst().getStatus().getDescription()).isEqualTo("too_late");
  }

  @Test
  void whereTheTraceIsKeptTheFailedSpanItselfIsEnough() {
    // Given
    Tracer tracer = tracer(Sampler.alwaysOn());
    Span begun = tracer.spanBuilder("take").startSpan();

    // When
    Traces.failed(
        tracer, "take", Context.root().with(begun), new AccountRef("acme", "desk"), "too_late");
    begun.end();

    // Then
    assertThat(kept).hasSize(1);
    assertThat(kept.getFirst().getSpanId()).isEqualTo(begun.getSpanContext().getSpanId());
  }

  private Tracer tracer(Sampler others) {
    return SdkTracerProvider.builder()
        .setSampler(new KeepFailures.FailuresToo(others))
        .addSpanProcessor(SimpleSpanProcessor.create(new Kept()))
        .build()
        .get("test");
  }

  private final class Kept implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      kept.addAll(spans);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
