package dev.milena.router.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.milena.model.Json;
import dev.milena.router.api.Problem.Kind;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever ends a request early into a {@link Problem}. */
class ProblemMapping {
  private static final Logger LOG = Logger.getLogger(ProblemMapping.class);

  @ServerExceptionMapper
  Response problem(ProblemException e) {
    return answer(e.problem(), e.retryAfter()).build();
  }

  @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
  Response unauthenticated(SecurityException e) {
    String detail =
        e instanceof UnauthorizedException
            ? "Send a key in the header 'Authorization: Bearer …' or 'X-API-Key'."
            : "The key is unknown, expired or revoked. Somebody with the scope 'admin' can make a new one.";
    return answer(Problem.of(Kind.UNAUTHENTICATED, detail), Optional.empty())
        .header(HttpHeaders.WWW_AUTHENTICATE, KeyAuthentication.CHALLENGE)
        .build();
  }

  @ServerExceptionMapper
  Response forbidden(ForbiddenException e) {
    return answer(
        Kind.FORBIDDEN,
        "The key lacks the scope for it: the description of the API (docs/openapi.yaml) names it for each request.");
  }

  @ServerExceptionMapper
  Response invalid(ConstraintViolationException e) {
    return answer(Flaws.problem(e), Optional.empty()).build();
  }

  @ServerExceptionMapper
  Response mismatched(MismatchedInputException e) {
    return answer(Flaws.problem(e), Optional.empty()).build();
  }

  @ServerExceptionMapper
  Response unreadable(Json.UnreadableException e) {
    return answer(Kind.UNREADABLE, e.getMessage() + ".");
  }

  @ServerExceptionMapper
  Response refused(WebApplicationException e) {
    if (e.getCause() instanceof JsonProcessingException json) {
      return answer(Flaws.problem(json), Optional.empty()).build();
    }
    return switch (e.getResponse().getStatus()) {
      case 404 -> answer(nothingHere(), Optional.empty()).build();
      case 405 -> answer(Kind.NO_SUCH_METHOD, "Another method may do: see docs/openapi.yaml.");
      case 406 -> answer(Kind.NOT_ACCEPTABLE, "Answers are application/json.");
      case 413 -> answer(Kind.TOO_LARGE, "Send less at once.");
      case 415 -> answer(Kind.NOT_JSON, "Send the header 'Content-Type: application/json'.");
      case 400 -> answer(Kind.UNREADABLE, "It has not the form that docs/openapi.yaml describes.");
      default -> e.getResponse();
    };
  }

  /** Everything else is lost infrastructure, or our own mistake. */
  @ServerExceptionMapper
  Response failed(Throwable e) {
    return Trouble.of(e)
        .map(trouble -> answer(trouble.problem(), Optional.of(trouble.retryAfter())).build())
        .orElseGet(() -> defect(e));
  }

  /** The message of a stranger's exception may hold what somebody wrote, and stays out. */
  private static Response defect(Throwable e) {
    LOG.errorf(
        "A request ended with a defect: %s at %s",
        e.getClass().getName(), e.getStackTrace().length > 0 ? e.getStackTrace()[0] : "-");
    return answer(
        Kind.DEFECT, "It is in the router's log. Trying again will hardly help; please report it.");
  }

  static Problem nothingHere() {
    return Problem.of(Kind.NOT_FOUND, "Nothing is at this address: see docs/openapi.yaml.");
  }

  private static Response answer(Kind kind, String detail) {
    return answer(Problem.of(kind, detail), Optional.empty()).build();
  }

  private static ResponseBuilder answer(Problem problem, Optional<Duration> retryAfter) {
    ResponseBuilder builder =
        Response.status(problem.status())
            .type(Problem.MEDIA_TYPE)
            .entity(StrictJson.bytes(problem));
    retryAfter.ifPresent(d -> builder.header(HttpHeaders.RETRY_AFTER, Math.max(1, d.toSeconds())));
    return builder;
  }
}
