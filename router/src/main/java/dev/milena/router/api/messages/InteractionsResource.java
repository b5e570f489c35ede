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

@Path(ApiPaths.ROOT + "/interactions")
@Tag(
    name = "Interactions",
    description =
        "Answer who pressed a button, typed a command or sent a form, or show them a form. The"
            + " platforms wait for seconds; what comes later is rejected as `too_late`, a form"
            + " where there are none as `unsupported`. Scope: `messages`.")
@WithinTimeout
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@CustomSerialization(StrictJson.Writing.class)
@CustomDeserialization(StrictJson.Reading.class)
class InteractionsResource {
  private final Sending sending;
  private final SecurityIdentity identity;

  InteractionsResource(Sending sending, SecurityIdentity identity) {
    this.sending = sending;
    this.identity = identity;
  }

  @POST
  @Path("/form")
  @RolesAllowed(Scopes.MESSAGES)
  @Operation(
      operationId = "openForm",
      summary = "Shows a form",
      description =
          "What is filled in comes back on `milena.accepted` as `dev.milena.interaction.submitted`,"
              + " with the form's id as `actionId` and the answers as `context.fields`.")
  @APIResponse(responseCode = "202", description = "It is safe.")
  @APIResponse(responseCode = "422", description = SendRequests.REFUSED)
  @APIResponse(responseCode = "503", description = "Kafka did not take it (`unavailable`).")
  public Uni<RestResponse<Taken>> open(
      @RestHeader("Idempotency-Key")
          Optional<@Pattern(regexp = SendRequests.KEY, message = SendRequests.KEY_SAYS) String>
              idempotencyKey,
      @NotNull(message = "is missing") @Valid OpeningBody body) {
    return take(body.conversation(), body.wish(), idempotencyKey);
  }

  @POST
  @Path("/answer")
  @RolesAllowed(Scopes.MESSAGES)
  @Operation(
      operationId = "answerInteraction",
      summary = "Answers a press, a command or a form",
      description = "Where the platform can, only the person who asked sees it.")
  @APIResponse(responseCode = "202", description = "It is safe.")
  @APIResponse(responseCode = "422", description = SendRequests.REFUSED)
  @APIResponse(responseCode = "503", description = "Kafka did not take it (`unavailable`).")
  public Uni<RestResponse<Taken>> answer(
      @RestHeader("Idempotency-Key")
          Optional<@Pattern(regexp = SendRequests.KEY, message = SendRequests.KEY_SAYS) String>
              idempotencyKey,
      @NotNull(message = "is missing") @Valid AnswerBody body) {
    return take(body.conversation(), body.wish(), idempotencyKey);
  }

  private Uni<RestResponse<Taken>> take(String conversation, Wish wish, Optional<String> key) {
    return sending.take(conversation, wish, Caller.of(identity).id(), key).map(Taken::accepted);
  }
}
