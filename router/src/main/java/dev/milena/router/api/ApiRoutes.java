package dev.milena.router.api;

import dev.milena.router.api.Problem.Kind;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * What happens before and behind the resources: bodies are bounded before they are read, and an
 * address where nothing is gets a problem and no page.
 */
@ApplicationScoped
class ApiRoutes {
  private static final String ALL = ApiPaths.ROOT + "/*";
  private static final int BEFORE_RESOURCES = 1;
  private static final int TOO_LARGE = 413;

  private final int bytesMax;
  private final BodyHandler collecting;

  ApiRoutes(ApiConfig config) {
    this.bytesMax = config.bodyBytesMax();
    this.collecting = BodyHandler.create(false).setBodyLimit(bytesMax);
  }

  void add(@Observes Router router) {
    router
        .route(ALL)
        .order(BEFORE_RESOURCES)
        .handler(this::bound)
        .handler(this::refuseNothing)
        .failureHandler(this::failed);
    router.route(ALL).last().handler(context -> end(context, ProblemMapping.nothingHere()));
  }

  /** Most say how long their body is; what comes in pieces is collected here up to the bound. */
  private void bound(RoutingContext context) {
    String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && Long.parseLong(length) > bytesMax) {
      tooLarge(context);
    } else if (comesInPieces(context.request())) {
      collecting.handle(context);
    } else {
      context.next();
    }
  }

  private static boolean comesInPieces(HttpServerRequest request) {
    boolean framed =
        request.version() != HttpVersion.HTTP_2
            || request.method().equals(HttpMethod.GET)
            || request.method().equals(HttpMethod.DELETE);
    return request.getHeader(HttpHeaders.CONTENT_LENGTH) == null
        && (!framed || request.headers().contains(HttpHeaders.TRANSFER_ENCODING));
  }

  /** The resources would wait for a collected body that has no bytes. */
  private void refuseNothing(RoutingContext context) {
    if (comesInPieces(context.request()) && context.body().length() <= 0) {
      end(context, Problem.of(Kind.UNREADABLE, "The body is empty where JSON was expected."));
    } else {
      context.next();
    }
  }

  private void failed(RoutingContext context) {
    if (context.statusCode() == TOO_LARGE) {
      tooLarge(context);
    } else {
      context.next();
    }
  }

  /** The rest of the body is not read, and so nothing more can come over this connection. */
  private void tooLarge(RoutingContext context) {
    context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    end(
        context,
        Problem.of(
            Kind.TOO_LARGE, "A body may have " + bytesMax + " bytes (milena.api.body-bytes-max)."));
  }

  private static void end(RoutingContext context, Problem problem) {
    context
        .response()
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(Buffer.buffer(StrictJson.bytes(problem)));
  }
}
