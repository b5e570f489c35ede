package dev.milena.router.api.erasures;

import dev.milena.router.api.ApiPaths;
import dev.milena.router.api.Page;
import dev.milena.router.api.Paging;
import dev.milena.router.api.Problem.Kind;
import dev.milena.router.api.ProblemException;
import dev.milena.router.api.Scopes;
import dev.milena.router.api.StrictJson;
import dev.milena.router.api.WithinTimeout;
import dev.milena.router.erasure.Erasures;
import io.quarkus.resteasy.reactive.jackson.CustomSerialization;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

@Path(ApiPaths.ROOT + "/erasures")
@Tag(
    name = "Erasures",
    description =
        "Who was forgotten is known to nobody; that it was done, is. Scopes: `erasure`; `read` for reading.")
@RolesAllowed({Scopes.ERASURE, Scopes.READ})
@WithinTimeout
@Produces(MediaType.APPLICATION_JSON)
@CustomSerialization(StrictJson.Writing.class)
class ErasuresResource {
  private final Erasures erasures;

  ErasuresResource(Erasures erasures) {
    this.erasures = erasures;
  }

  @GET
  @Operation(operationId = "listErasures", summary = "All erasures, as far as each is")
  public Uni<Page<ErasureView>> list(@Valid @BeanParam Paging paging) {
    return erasures
        .list(paging.afterId(), paging.many())
        .map(found -> found.stream().map(ErasureView::of).toList())
        .map(found -> paging.page(found, e -> e.id().toString()));
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getErasure", summary = "How far an erasure is")
  public Uni<ErasureView> get(@RestPath UUID id) {
    return erasures
        .find(id)
        .map(found -> found.map(ErasureView::of).orElseThrow(ErasuresResource::notThere));
  }

  private static ProblemException notThere() {
    return ProblemException.of(
        Kind.NOT_FOUND, "There is no erasure with this id. GET /api/v1/erasures lists all.");
  }
}
