package dev.milena.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.spi.metrics.HttpClientMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Tracers and metrics sit below the client and see every address; here is what they are told. */
class UnseenAddressTest {
  private final List<TracingPolicy> policies = new CopyOnWriteArrayList<>();
  private final List<String> metricsNames = new CopyOnWriteArrayList<>();

  /** Notes by which policy a request shall be traced. */
  private final class Tracer implements VertxTracer<Object, Object> {
    @Override
    public <R> Object sendRequest(
        Context context,
        SpanKind kind,
        TracingPolicy policy,
        R request,
        String operation,
        BiConsumer<String, String> headers,
        TagExtractor<R> tags) {
      policies.add(policy);
      return null;
    }
  }

  /** Notes under which name a client is measured; Quarkus measures only what has one. */
  private final class Metrics implements VertxMetrics {
    @Override
    public HttpClientMetrics<?, ?, ?, ?> createHttpClientMetrics(HttpClientOptions options) {
      metricsNames.add(Optional.ofNullable(options.getMetricsName()).orElse(""));
      return null;
    }
  }

  @Test
  void noTracerFollowsACallAndNoMetricIsNamedAfterIt() {
    // Given
    Vertx vertx =
        Vertx.builder()
            .with(
                new VertxOptions()
                    .setTracingOptions(new TracingOptions())
                    .setMetricsOptions(new MetricsOptions().setEnabled(true)))
            .withTracer(_ -> new Tracer())
            .withMetrics(_ -> new Metrics())
            .build();
    var server =
        LocalServers.await(
            vertx
                .createHttpServer()
                .requestHandler(r -> r.response().end())
                .listen(0, "127.0.0.1"));
    VertxApiClient client = new VertxApiClient(vertx, HttpSettings.LOCAL, Optional.empty());
    String url = "http://127.0.0.1:" + server.actualPort() + "/bot{token}/send";
    ApiRequest request = new ApiRequest("GET", url, Map.of(), new ApiRequest.NoBody());

    // When
    client
        .send(request, Map.of("token", "1:a"), Duration.ofSeconds(5))
        .await()
        .atMost(Duration.ofSeconds(5));

    // Then
    assertThat(policies).containsExactly(TracingPolicy.IGNORE);
    assertThat(metricsNames).containsExactly("");
    LocalServers.await(vertx.close());
  }
}
