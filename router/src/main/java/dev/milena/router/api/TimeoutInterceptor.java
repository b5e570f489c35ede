package dev.milena.router.api;

import dev.milena.router.api.Problem.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.time.Duration;

@WithinTimeout
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class TimeoutInterceptor {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Duration timeout;

  TimeoutInterceptor(ApiConfig config) {
    this.timeout = config.timeout();
  }

  @AroundInvoke
  Object bounded(InvocationContext call) throws Exception {
    Object result = call.proceed();
    return result instanceof Uni<?> answer
        ? answer.ifNoItem().after(timeout).failWith(this::late)
        : result;
  }

  private ProblemException late() {
    return ProblemException.of(
        Kind.UNAVAILABLE,
        "Postgres or Kafka did not answer within "
            + timeout.toSeconds()
            + " s. It may have been done all the same: ask before you try again.",
        SOON);
  }
}
