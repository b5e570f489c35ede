package dev.milena.platform;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Begins downloads. Lives on the caller's Vert.x context. */
final class ForeignFiles {
  /** Enough for http to https, a canonical name and a storage host. */
  private static final int REDIRECTS_MAX = 3;

  private final Vertx vertx;
  private final HttpClient client;
  private final UrlGuard guard;

  ForeignFiles(Vertx vertx, HttpClient client, UrlGuard guard) {
    this.vertx = vertx;
    this.client = client;
    this.guard = guard;
  }

  /**
   * Downloads from an address that a stranger gave. Fails with {@link Download.FailedException}.
   */
  Future<Download> download(String url, Duration timeout) {
    return follow(url, System.nanoTime() + timeout.toNanos(), REDIRECTS_MAX);
  }

  private Future<Download> follow(String url, long deadline, int redirectsLeft) {
    return guard
        .check(url)
        .recover(refused -> Future.failedFuture(meaning(refused)))
        .compose(options -> begin(options, deadline))
        .compose(download ->
            isRedirect(download) ? next(download, url, deadline, redirectsLeft) : whole(download));
  }

  private static Download.FailedException meaning(Throwable refused) {
    if (refused instanceof UrlGuard.RefusedException r && !r.passing()) {
      return new Download.FailedException(
          r.getMessage(), DeliveryResult.Rejected.because(Reasons.ADDRESS_NOT_ALLOWED));
    }
    return Download.FailedException.passing("The host of the file was not found");
  }

  private Future<Download> next(Download redirect, String url, long deadline, int redirectsLeft) {
    Optional<String> location = redirect.header(HttpHeaders.LOCATION);
    redirect.drop();
    if (location.isEmpty() || redirectsLeft == 0) {
      return Future.failedFuture(
          Download.FailedException.lasting("The file is behind more redirects than are followed"));
    }
    String target;
    try {
      target = URI.create(url.strip()).resolve(location.get()).toString();
    } catch (IllegalArgumentException _) {
      return Future.failedFuture(
          Download.FailedException.lasting("The file is behind a redirect that leads nowhere"));
    }
    return follow(target, deadline, redirectsLeft - 1);
  }

  private static boolean isRedirect(Download download) {
    return switch (download.status()) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  /** Downloads from a platform, without looking where that is and without following. */
  Future<Download> download(RequestOptions options, Duration timeout) {
    return begin(options, System.nanoTime() + timeout.toNanos()).compose(this::whole);
  }

  private Future<Download> whole(Download download) {
    int status = download.status();
    if (status == 200) {
      return Future.succeededFuture(download);
    }
    download.drop();
    String message = "The file is not to be had: its server answers " + status;
    boolean mayPass = status >= 500 || status == 408 || status == 429;
    return Future.failedFuture(
        mayPass
            ? Download.FailedException.passing(message)
            : Download.FailedException.lasting(message));
  }

  private Future<Download> begin(RequestOptions options, long deadline) {
    Promise<Download> begun = Promise.promise();
    long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
    long timer = vertx.setTimer(left, _ -> begun.tryFail(noAnswer()));
    client
        .request(options)
        .onFailure(_ ->
            begun.tryFail(
                Download.FailedException.passing("The server of the file is not reached")))
        .onSuccess(request -> ask(request, begun));
    return begun.future().onComplete(_ -> vertx.cancelTimer(timer));
  }

  private void ask(HttpClientRequest request, Promise<Download> begun) {
    begun.future().onFailure(_ -> Wire.cut(request));
    request.exceptionHandler(_ -> begun.tryFail(noAnswer()));
    request
        .response()
        .onFailure(_ -> begun.tryFail(noAnswer()))
        .onSuccess(response -> answered(request, response, begun));
    // A connection of its own: a reader who loses interest closes it, and would otherwise close
    // somebody else's call.
    request.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    request.end();
  }

  private void answered(
      HttpClientRequest request, HttpClientResponse response, Promise<Download> begun) {
    if (!begun.tryComplete(new Download(vertx, request, response))) {
      Wire.cut(request);
    }
  }

  private static Download.FailedException noAnswer() {
    return Download.FailedException.passing("The server of the file does not answer");
  }
}
