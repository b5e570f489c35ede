package dev.milena.router.api.routes;

import dev.milena.router.api.ApiPaths;
import dev.milena.router.api.Page;
import dev.milena.router.api.Paging;
import dev.milena.router.api.Scopes;
import dev.milena.router.api.StrictJson;
import dev.milena.router.api.WithinTimeout;
import dev.milena.router.api.Words;
import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;
import io.quarkus.resteasy.reactive.jackson.CustomSerialization;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path(ApiPaths.ROOT + "/routes")
@Tag(
    name = "Routes",
    description = "Where messages go that no link takes. Scopes: `routes`; `read` for reading.")
@WithinTimeout
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@CustomSerialization(StrictJson.Writing.class)
@CustomDeserialization(StrictJson.Reading.class)
class RoutesResource {
  private final RouteBook routes;

  RoutesResource(RouteBook routes) {
    this.routes = routes;
  }

  @GET
  @RolesAllowed({Scopes.ROUTES, Scopes.READ})
  @Operation(
      operationId = "listRoutes",
      summary = "All routes by name, also those of the configuration and those that are off")
  public Uni<Page<RouteView>> list(@Valid @BeanParam Paging paging) {
    return routes
        .list(paging.after(), paging.many())
        .map(found -> paging.page(found, RouteView::name));
  }

  @GET
  @Path("/{name}")
  @RolesAllowed({Scopes.ROUTES, Scopes.READ})
  @Operation(operationId = "getRoute", summary = "One route")
  public Uni<RouteView> get(@RestPath @Size(max = Words.TITLE_MAX) String name) {
    return routes.find(name);
  }

  @PUT
  @Path("/{name}")
  @RolesAllowed(Scopes.ROUTES)
  @Operation(
      operationId = "putRoute",
      summary = "Makes a route or changes it",
      description =
          "The first message that takes a route to an account opens a link, and from then on the link decides: a changed "
              + "route does not move conversations that are linked already.")
  @APIResponse(responseCode = "200", description = "It is changed.")
  @APIResponse(responseCode = "201", description = "It is new.")
  @APIResponse(responseCode = "409", description = "It stands in the configuration (`read-only`).")
  @APIResponse(
      responseCode = "422",
      description =
          "It leads to an account that is not there, or to a topic that cannot be written to (`unknown-target`).")
  public Uni<RestResponse<RouteView>> put(
      @RestPath @Pattern(regexp = Words.NAME, message = Words.NAME_SAYS) String name,
      @NotNull(message = "is missing") @Valid RouteBody body) {
    return routes
        .put(name, body)
        .map(saved ->
            RestResponse.status(
                saved.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                saved.view()));
  }

  @DELETE
  @Path("/{name}")
  @RolesAllowed(Scopes.ROUTES)
  @Operation(
      operationId = "deleteRoute",
      summary = "Takes a route away",
      description = "Links that it has opened stay.")
  @APIResponse(responseCode = "204", description = "It is gone.")
  public Uni<Void> delete(@RestPath @Size(max = Words.TITLE_MAX) String name) {
    return routes.delete(name);
  }
}
