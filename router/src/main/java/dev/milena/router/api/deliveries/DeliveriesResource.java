package dev.milena.router.api.deliveries;

import dev.milena.router.api.ApiPaths;
import dev.milena.router.api.Problem.Kind;
import dev.milena.router.api.ProblemException;
import dev.milena.router.api.Scopes;
import dev.milena.router.api.StrictJson;
import dev.milena.router.api.WithinTimeout;
import dev.milena.router.api.deliveries.DeliveryView.State;
import dev.milena.router.api.messages.SendRequests;
import dev.milena.router.store.Ids;
import io.quarkus.resteasy.reactive.jackson.CustomSerialization;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

@Path(ApiPaths.ROOT + "/deliveries")
@Tag(
    name = "Deliveries",
    description = "What became of messages. Scopes: `messages`; `read` for reading.")
@WithinTimeout
@Produces(MediaType.APPLICATION_JSON)
@CustomSerialization(StrictJson.Writing.class)
class DeliveriesResource {
  private final OutcomeRows rows;

  DeliveriesResource(OutcomeRows rows) {
    this.rows = rows;
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({Scopes.MESSAGES, Scopes.READ})
  @Operation(
      operationId = "getDelivery",
      summary = "What became of a message",
      description =
          "Known for days (`milena.router.decisions-for`). Right after 202 it can be 404 for a moment: the router has not "
              + "come to it yet.")
  @APIResponse(responseCode = "200", description = "What is known.")
  public Uni<DeliveryView> get(
      @RestPath
          @Parameter(
              description = "The id that `POST /api/v1/messages` gave, or that of any command.")
          @Size(max = 128)
          String id) {
    return rows.find(Ids.command(id), SendRequests.eventId(id))
        .chain(parts ->
            parts.isEmpty()
                ? undelivered(id)
                : Uni.createFrom()
                    .item(new DeliveryView(id, Standing.of(parts), Optional.empty(), parts)));
  }

  private Uni<DeliveryView> undelivered(String id) {
    UUID event = Ids.event(SendRequests.eventId(id), 0);
    return rows.dropped(event)
        .chain(reason ->
            reason.isPresent()
                ? Uni.createFrom().item(new DeliveryView(id, State.DROPPED, reason, List.of()))
                : rows.seen(event).map(seen -> waiting(id, seen)));
  }

  private static DeliveryView waiting(String id, boolean seen) {
    if (!seen) {
      throw ProblemException.of(
          Kind.NOT_FOUND,
          "Nothing is known of this id: the router has not come to it yet (ask again in a second), or it is no message's, or it is older than what is kept.");
    }
    return new DeliveryView(id, State.WAITING, Optional.empty(), List.of());
  }
}
