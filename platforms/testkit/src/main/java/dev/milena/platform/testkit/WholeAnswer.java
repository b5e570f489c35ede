package dev.milena.platform.testkit;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.Optional;
import java.util.function.Function;

/** What an HTTP call was answered, read to its end. */
public record WholeAnswer(int status, MultiMap headers, Buffer body) {
  /**
   * Makes a call. May be called from any thread: the body is asked for where the head arrives,
   * since Vert.x lets go of a body that nobody has asked for by then, and never gives it later.
   */
  static Future<WholeAnswer> to(
      HttpClient client,
      RequestOptions where,
      Function<HttpClientRequest, Future<HttpClientResponse>> send) {
    return client.request(where).compose(request -> send.apply(request).compose(WholeAnswer::read));
  }

  /** Fetches a file, from any thread; fails where it is not there. */
  public static Future<WholeAnswer> ofFile(HttpClient client, String url) {
    return to(client, new RequestOptions().setAbsoluteURI(url), HttpClientRequest::send)
        .compose(answer ->
            answer.isSuccess()
                ? Future.succeededFuture(answer)
                : Future.failedFuture("The file is not there: " + answer.status()));
  }

  private static Future<WholeAnswer> read(HttpClientResponse response) {
    return response
        .body()
        .map(read -> new WholeAnswer(response.statusCode(), response.headers(), read));
  }

  boolean isSuccess() {
    return status / 100 == 2;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** What it says may be somebody's words. */
  @Override
  public String toString() {
    return "WholeAnswer[" + status + ", " + body.length() + " bytes]";
  }
}
