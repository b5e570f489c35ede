package dev.milena.router.api.decisions;

import dev.milena.router.api.ApiPaths;
import dev.milena.router.api.Page;
import dev.milena.router.api.Paging;
import dev.milena.router.api.ProblemException;
import dev.milena.router.api.Refs;
import dev.milena.router.api.Scopes;
import dev.milena.router.api.StrictJson;
import dev.milena.router.api.WithinTimeout;
import dev.milena.router.api.Words;
import io.quarkus.resteasy.reactive.jackson.CustomSerialization;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

@Path(ApiPaths.ROOT + "/decisions")
@Tag(name = "Decisions", description = "Why something went nowhere. Scopes: `access` or `read`.")
@WithinTimeout
@Produces(MediaType.APPLICATION_JSON)
@CustomSerialization(StrictJson.Writing.class)
class DecisionsResource {
  private final DecisionRows rows;

  DecisionsResource(DecisionRows rows) {
    this.rows = rows;
  }

  @GET
  @RolesAllowed({Scopes.ACCESS, Scopes.READ})
  @Operation(
      operationId = "listDecisions",
      summary = "Why an event, or those of a conversation, went nowhere",
      description =
          "The latest first, for days (`milena.router.decisions-for`). What is not here has passed, or never came.")
  public Uni<Page<DecisionView>> list(
      @RestQuery
          @Parameter(description = "Id of an event.", example = "chat/7770001/789/42/created")
          Optional<@Size(min = 1, max = 1024, message = "must have 1 to 1024 characters") String>
              event,
      @RestQuery
          @Parameter(
              description = "`platform/account/[workspace/]id`.",
              example = "chat/support/789")
          Optional<
                  @Size(min = 1, max = Words.KEY_MAX, message = "must have 1 to 512 characters")
                  String>
              conversation,
      @Valid @BeanParam Paging paging) {
    if (event.isPresent() == conversation.isPresent()) {
      throw ProblemException.invalid("event", "must be given, or else conversation, and not both");
    }
    Position before = paging.after().map(Position::parse).orElseGet(Position::start);
    return event
        .map(id -> rows.ofEvent(id, before, paging.many()))
        .orElseGet(() ->
            rows.ofConversation(
                Refs.conversation("conversation", conversation.orElseThrow()).key(),
                before,
                paging.many()))
        .map(found -> paging.page(found, d -> Position.of(d).text()));
  }
}
