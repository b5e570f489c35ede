package dev.milena.router.api.messages;

import dev.milena.router.api.ApiPaths;
import dev.milena.router.api.Caller;
import dev.milena.router.api.Scopes;
import dev.milena.router.api.StrictJson;
import dev.milena.router.api.WithinTimeout;
import dev.milena.router.api.messages.Request.Wish;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;

@Path(ApiPaths.ROOT + "/conversations")
@Tag(
    name = "Conversations",
    description =
        "Close a conversation at a desk, or hand it to somebody else. Where a platform has no such"
            + " thing, the delivery is rejected as `unsupported`. Scope: `messages`.")
@WithinTimeout
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@CustomSerialization(StrictJson.Writing.class)
@CustomDeserialization(StrictJson.Reading.class)
class ConversationsResource {
  private final Sending sending;
  private final SecurityIdentity identity;

  ConversationsResource(Sending sending, SecurityIdentity identity) {
    this.sending = sending;
    this.identity = identity;
  }

  @POST
  @Path("/close")
  @RolesAllowed(Scopes.MESSAGES)
  @Operation(
      operationId = "closeConversation",
      summary = "Closes a conversation",
      description =
          "Goes the way of a message, behind those that were sent before it with the same"
              + " priority.")
  @APIResponse(responseCode = "202", description = "It is safe.")
  @APIResponse(responseCode = "422", description = SendRequests.REFUSED)
  @APIResponse(responseCode = "503", description = "Kafka did not take it (`unavailable`).")
  public Uni<RestResponse<Taken>> close(
      @RestHeader("Idempotency-Key")
          Optional<@Pattern(regexp = SendRequests.KEY, message = SendRequests.KEY_SAYS) String>
              idempotencyKey,
      @NotNull(message = "is missing") @Valid ClosingBody body) {
    return take(body.conversation(), body.wish(), idempotencyKey);
  }

  @POST
  @Path("/transfer")
  @RolesAllowed(Scopes.MESSAGES)
  @Operation(
      operationId = "transferConversation",
      summary = "Hands a conversation to somebody else",
      description =
          "To an operator, a department, or whoever is free. Goes the way of a message, behind"
              + " those that were sent before it with the same priority.")
  @APIResponse(responseCode = "202", description = "It is safe.")
  @APIResponse(responseCode = "422", description = SendRequests.REFUSED)
  @APIResponse(responseCode = "503", description = "Kafka did not take it (`unavailable`).")
  public Uni<RestResponse<Taken>> transfer(
      @RestHeader("Idempotency-Key")
          Optional<@Pattern(regexp = SendRequests.KEY, message = SendRequests.KEY_SAYS) String>
              idempotencyKey,
      @NotNull(message = "is missing") @Valid TransferBody body) {
    return take(body.conversation(), body.wish(), idempotencyKey);
  }

  private Uni<RestResponse<Taken>> take(String conversation, Wish wish, Optional<String> key) {
    return sending.take(conversation, wish, Caller.of(identity).id(), key).map(Taken::accepted);
  }
}
