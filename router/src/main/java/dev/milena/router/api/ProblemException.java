package dev.milena.router.api;

import dev.milena.router.api.Problem.Flaw;
import dev.milena.router.api.Problem.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Ends a request with a {@link Problem}. It is an answer and no defect, and so carries no stack
 * trace.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient Optional<Duration> retryAfter;

  private ProblemException(Problem problem, Optional<Duration> retryAfter) {
    super(problem.title(), null, false, false);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  public static ProblemException of(Kind kind, String detail) {
    return new ProblemException(Problem.of(kind, detail), Optional.empty());
  }

  public static ProblemException of(Kind kind, String detail, Duration retryAfter) {
    return new ProblemException(Problem.of(kind, detail), Optional.of(retryAfter));
  }

  /** One field is to blame. */
  public static ProblemException invalid(String field, String problem) {
    return new ProblemException(Problem.invalid(field, problem), Optional.empty());
  }

  /** Several fields are to blame. */
  public static ProblemException invalid(List<Flaw> flaws) {
    return new ProblemException(
        Problem.of(Kind.INVALID, "Look at 'errors'. Nothing was changed.", flaws),
        Optional.empty());
  }

  public Problem problem() {
    return problem;
  }

  /** When it may be tried again. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
