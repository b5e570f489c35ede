package dev.milena.router.api;

import dev.milena.router.api.Problem.Kind;
import io.vertx.core.http.HttpHeaders;
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

  private final ApiConfig config;

  ApiRoutes(ApiConfig config) {
    this.config = config;
  }

  void add(@Observes Router router) {
    router
        .route(ALL)
        .order(BEFORE_RESOURCES)
        .handler(BodyHandler.create(false).setBodyLimit(config.bodyBytesMax()))
        .failureHandler(this::failed);
    router.route(ALL).last().handler(this::nothingHere);
  }

  private void failed(RoutingContext context) {
    if (context.statusCode() == TOO_LARGE) {
      end(
          context,
          Problem.of(
              Kind.TOO_LARGE,
              "A body may have " + config.bodyBytesMax() + " bytes (milena.api.body-bytes-max)."));
    } else {
      context.next();
    }
  }

  private void nothingHere(RoutingContext context) {
    end(context, ProblemMapping.nothingHere());
  }

  private static void end(RoutingContext context, Problem problem) {
    context
        .response()
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(io.vertx.core.buffer.Buffer.buffer(StrictJson.bytes(problem)));
  }
}
