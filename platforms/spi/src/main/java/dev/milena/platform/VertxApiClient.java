package dev.milena.platform;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Calls platforms with Vert.x. Addresses stay out of traces, logs and errors: on some platforms the
 * token is a part of them. Redirects of platforms are answers like any other.
 */
@ApplicationScoped
public class VertxApiClient implements ApiClient {
  private final Vertx vertx;
  private final HttpConfig config;
  private final HttpClient client;
  private final ForeignFiles foreign;
  private final UrlGuard services;

  /**
   * @param publicUrl the hub's own address; what lies under it may be fetched even when it is
   *     private
   */
  @Inject
  public VertxApiClient(
      Vertx vertx,
      HttpConfig config,
      @ConfigProperty(name = "milena.public-url") Optional<String> publicUrl) {
    this.vertx = vertx;
    this.config = config;
    this.client = vertx.createHttpClient(options(config), pool(config));
    this.foreign =
        new ForeignFiles(
            vertx, client, new UrlGuard(vertx, config.allowPrivate(), publicUrl, config.ownUrl()));
    this.services =
        new UrlGuard(vertx, config.allowPrivate(), config.privateHosts().orElse(Set.of()));
  }

  private static HttpClientOptions options(HttpConfig config) {
    // No metrics name either: with one, the metrics of Quarkus would be labelled with addresses.
    HttpClientOptions options = new HttpClientOptions();
    options.setTracingPolicy(TracingPolicy.IGNORE);
    options.setConnectTimeout((int) config.connectTimeout().toMillis());
    options.setKeepAliveTimeout((int) config.keepAlive().toSeconds());
    return options;
  }

  private static PoolOptions pool(HttpConfig config) {
    return new PoolOptions()
        .setHttp1MaxSize(config.connectionsPerHost())
        .setMaxWaitQueueSize(config.waitingCallsMax());
  }

  @Override
  public Uni<ApiAnswer> send(ApiRequest request, Map<String, String> values, Duration timeout) {
    return exchange(
        request, values, timeout, () -> Future.succeededFuture(options(request, values)));
  }

  @Override
  public Uni<ApiAnswer> sendForeign(
      ApiRequest request, Map<String, String> values, Duration timeout) {
    return exchange(request, values, timeout, () -> guarded(request, values));
  }

  private Uni<ApiAnswer> exchange(
      ApiRequest request,
      Map<String, String> values,
      Duration timeout,
      Supplier<Future<RequestOptions>> where) {
    return Uni.createFrom()
        .emitter(emitter -> {
          AtomicReference<Exchange> running = new AtomicReference<>();
          emitter.onTermination(
              () -> Optional.ofNullable(running.get()).ifPresent(Exchange::abandon));
          vertx
              .getOrCreateContext()
              .runOnContext(_ -> {
                Exchange exchange = new Exchange(vertx, client, config.answerBytesMax(), timeout);
                running.set(exchange);
                exchange
                    .run(where, deadline -> bodies(values).open(request.body(), deadline))
                    .onComplete(emitter::complete, emitter::fail);
              });
        });
  }

  private Bodies bodies(Map<String, String> values) {
    return new Bodies(foreign, new Placeholders(values));
  }

  /** What a call is made of; never fails with the address in its message. */
  private static RequestOptions options(ApiRequest request, Map<String, String> values) {
    Placeholders placeholders = new Placeholders(values);
    String url = placeholders.inUrl(request.url());
    RequestOptions options = new RequestOptions().setMethod(HttpMethod.valueOf(request.method()));
    quietly(() -> options.setAbsoluteURI(url), "The address of the call is not an address");
    return headed(options, request, placeholders);
  }

  private Future<RequestOptions> guarded(ApiRequest request, Map<String, String> values) {
    Placeholders placeholders = new Placeholders(values);
    return services
        .check(placeholders.inUrl(request.url()))
        .recover(refused -> Future.failedFuture(meaning(refused)))
        .map(options ->
            headed(options.setMethod(HttpMethod.valueOf(request.method())), request, placeholders));
  }

  private static CallFailure meaning(Throwable refused) {
    boolean passing = refused instanceof UrlGuard.RefusedException r && r.passing();
    return passing
        ? new CallFailure(
            new DeliveryResult.Unreached(Reasons.NO_CONNECTION), "The host was not found")
        : new CallFailure(
            new DeliveryResult.Misconfigured(Reasons.ADDRESS_NOT_ALLOWED),
            "The address is none that may be called");
  }

  private static RequestOptions headed(
      RequestOptions options, ApiRequest request, Placeholders placeholders) {
    placeholders
        .inHeaders(request.headers())
        .forEach((name, value) ->
            quietly(
                () -> options.putHeader(name, value), "The header " + name + " cannot be sent"));
    return options;
  }

  private static void quietly(Supplier<RequestOptions> step, String otherwise) {
    try {
      step.get();
    } catch (RuntimeException _) {
      throw new IllegalStateException(otherwise);
    }
  }

  @Override
  public Uni<Media.Opened> open(ApiRequest request, Map<String, String> values, Duration timeout) {
    return opened(() -> foreign.download(options(request, values), timeout));
  }

  @Override
  public Uni<Media.Opened> openForeign(String url, Duration timeout) {
    return opened(() -> foreign.download(url, timeout));
  }

  private Uni<Media.Opened> opened(Supplier<Future<Download>> start) {
    return Uni.createFrom()
        .<Media.Opened>emitter(emitter ->
            vertx
                .getOrCreateContext()
                .runOnContext(_ ->
                    begun(start)
                        .map(d -> d.opened(config.fileIdleTimeout()))
                        .onComplete(emitter::complete, emitter::fail)))
        .onFailure(Download.FailedException.class)
        .transform(f -> new Media.UnavailableException(f.getMessage()));
  }

  /** On an event loop nobody hears of what is thrown. */
  private static Future<Download> begun(Supplier<Future<Download>> start) {
    try {
      return start.get();
    } catch (RuntimeException defect) {
      return Future.failedFuture(defect);
    }
  }

  @PreDestroy
  void close() {
    client.close();
  }
}
