package dev.milena.router.api.messages;

import dev.milena.router.api.ApiPaths;
import dev.milena.router.api.Caller;
import dev.milena.router.api.Scopes;
import dev.milena.router.api.StrictJson;
import dev.milena.router.api.WithinTimeout;
import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;
import io.quarkus.resteasy.reactive.jackson.CustomSerialization;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;

@Path(ApiPaths.ROOT + "/messages")
@Tag(
    name = "Messages",
    description = "Say something, to a conversation or a person. Scope: `messages`.")
@WithinTimeout
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@CustomSerialization(StrictJson.Writing.class)
@CustomDeserialization(StrictJson.Reading.class)
class MessagesResource {
  private final Sending sending;
  private final SecurityIdentity identity;

  MessagesResource(Sending sending, SecurityIdentity identity) {
    this.sending = sending;
    this.identity = identity;
  }

  @POST
  @RolesAllowed(Scopes.MESSAGES)
  @Operation(
      operationId = "sendMessage",
      summary = "Sends a message",
      description =
          """
          202 means: it is safe in Kafka and will be tried. What became of it, `GET /api/v1/deliveries/{id}` says.

          With an `Idempotency-Key` the same request can be sent again after a timeout or a 503: it has the same id and is \
          carried out once. Keys are remembered for days (`milena.router.seen-for`) and belong to the API key.\
          """)
  @APIResponse(responseCode = "202", description = "It is safe.")
  @APIResponse(
      responseCode = "422",
      description =
          "There is no such account or person (`unknown-target`), or the Idempotency-Key came with"
              + " another request (`idempotency-key-reused`).")
  @APIResponse(responseCode = "503", description = "Kafka did not take it (`unavailable`).")
  public Uni<RestResponse<Taken>> send(
      @RestHeader("Idempotency-Key")
          @Parameter(
              description = "1 to 128 visible ASCII characters, new for each message.",
              example = "order-42-shipped")
          Optional<@Pattern(regexp = SendRequests.KEY, message = SendRequests.KEY_SAYS) String>
              idempotencyKey,
      @NotNull(message = "is missing") @Valid MessageBody body) {
    return sending.take(body, Caller.of(identity).id(), idempotencyKey).map(Taken::accepted);
  }
}
