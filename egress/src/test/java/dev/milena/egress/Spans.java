package dev.milena.egress;

import dev.milena.model.Command;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Every span that has ended. */
@ApplicationScoped
class Spans implements SpanProcessor {
  private final Queue<SpanData> ended = new ConcurrentLinkedQueue<>();

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    ended.add(span.toSpanData());
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  List<SpanData> all() {
    return List.copyOf(ended);
  }

  /** Of one command, in the order in which they began. */
  List<SpanData> of(Command command) {
    return ended.stream()
        .filter(
            s -> command.id().equals(s.getAttributes().get(AttributeKey.stringKey("commandId"))))
        .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
        .toList();
  }
}
