package dev.milena.platform;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * Calls platforms over HTTP, and knows of every call whether it was done, was not, or nobody knows.
 * Thread-safe; never blocks.
 */
public interface ApiClient {
  /**
   * Makes a call and reads its outcome.
   *
   * @param values what stands for the placeholders, see {@link ApiRequest}
   * @param timeout bound on the whole call
   * @param classify reads an answer, whatever its status
   */
  default Uni<DeliveryResult> call(
      ApiRequest request,
      Map<String, String> values,
      Duration timeout,
      Function<ApiAnswer, DeliveryResult> classify) {
    return send(request, values, timeout)
        .map(classify)
        .onFailure(CallFailure.class)
        .recoverWithItem(CallFailure::outcome);
  }

  /**
   * Makes a call and gives the answer, whatever its status. Fails only with {@link CallFailure},
   * which says whether the request went out.
   */
  Uni<ApiAnswer> send(ApiRequest request, Map<String, String> values, Duration timeout);

  /**
   * As {@link #send}, to an address that the platform is not known by but that somebody set: only
   * http and https, never into private networks unless {@code milena.http.allow-private} or {@code
   * milena.http.private-hosts} says so, and connected to where it was looked at. A redirect is an
   * answer like any other. Where it may not be called, the failure's outcome is {@link
   * DeliveryResult.Misconfigured}.
   */
  default Uni<ApiAnswer> sendForeign(
      ApiRequest request, Map<String, String> values, Duration timeout) {
    return Uni.createFrom()
        .failure(new UnsupportedOperationException("This client calls platforms alone"));
  }

  /**
   * Starts a download from the platform; fails with {@link Media.UnavailableException} unless the
   * answer is 200. Cancelling closes the connection.
   *
   * @param timeout bound on the time until the bytes begin to flow
   */
  Uni<Media.Opened> open(ApiRequest request, Map<String, String> values, Duration timeout);

  /**
   * Starts a download from an address that a user or caller gave: only http and https, never into
   * private networks unless {@code milena.http.allow-private} says so, at most three redirects.
   * Fails with {@link Media.UnavailableException}.
   *
   * @param timeout bound on the time until the bytes begin to flow
   */
  Uni<Media.Opened> openForeign(String url, Duration timeout);
}
