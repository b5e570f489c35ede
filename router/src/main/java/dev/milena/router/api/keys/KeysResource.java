package dev.milena.router.api.keys;

import dev.milena.router.api.ApiPaths;
import dev.milena.router.api.KeyHash;
import dev.milena.router.api.Page;
import dev.milena.router.api.Paging;
import dev.milena.router.api.Problem.Kind;
import dev.milena.router.api.ProblemException;
import dev.milena.router.api.Scopes;
import dev.milena.router.api.StrictJson;
import dev.milena.router.api.WithinTimeout;
import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;
import io.quarkus.resteasy.reactive.jackson.CustomSerialization;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

@Path(ApiPaths.ROOT + "/keys")
@Tag(name = "Keys", description = "The keys by which programs come in. Scope: `admin`.")
@RolesAllowed(Scopes.ADMIN)
@WithinTimeout
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@CustomSerialization(StrictJson.Writing.class)
@CustomDeserialization(StrictJson.Reading.class)
class KeysResource {
  private final StoredKeys keys;

  KeysResource(StoredKeys keys) {
    this.keys = keys;
  }

  @GET
  @Operation(
      operationId = "listKeys",
      summary = "All keys, revoked ones too, without the keys themselves")
  public Uni<Page<KeyView>> list(@Valid @BeanParam Paging paging) {
    return keys.list(paging.afterId(), paging.many())
        .map(found -> found.stream().map(KeyView::of).toList())
        .map(found -> paging.page(found, k -> k.id().toString()));
  }

  @POST
  @ResponseStatus(201)
  @Operation(operationId = "createKey", summary = "Makes a key and shows it, this once")
  @APIResponse(responseCode = "201", description = "The key is good from now on.")
  public Uni<KeyView> create(@NotNull(message = "is missing") @Valid NewKey body) {
    String key = KeyHash.newKey();
    StoredKey stored = new StoredKey();
    stored.id = UUID.randomUUID();
    stored.name = body.name();
    stored.hash = KeyHash.of(key);
    stored.scopes = List.copyOf(body.scopes());
    stored.createdAt = Instant.now();
    stored.expiresAt = body.expiresAt().orElse(null);
    return keys.add(stored).map(done -> KeyView.withKey(stored, key));
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      operationId = "revokeKey",
      summary = "Revokes a key",
      description = "Within a second it is refused everywhere. The list goes on to show it.")
  @APIResponse(responseCode = "204", description = "It is revoked.")
  public Uni<Void> revoke(@RestPath UUID id) {
    return keys.revoke(id, Instant.now())
        .invoke(revoked -> {
          if (!revoked) {
            throw ProblemException.of(
                Kind.NOT_FOUND, "No key with this id is good. GET /api/v1/keys lists all.");
          }
        })
        .replaceWithVoid();
  }
}
