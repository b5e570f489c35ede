package dev.milena.router.api.links;

import dev.milena.model.ConversationRef;
import dev.milena.router.api.ApiPaths;
import dev.milena.router.api.Caller;
import dev.milena.router.api.KnownAccounts;
import dev.milena.router.api.Page;
import dev.milena.router.api.Paging;
import dev.milena.router.api.Problem.Kind;
import dev.milena.router.api.ProblemException;
import dev.milena.router.api.Refs;
import dev.milena.router.api.Scopes;
import dev.milena.router.api.StrictJson;
import dev.milena.router.api.WithinTimeout;
import dev.milena.router.api.Words;
import dev.milena.router.api.links.LinkMaker.Side;
import dev.milena.router.changes.Changes;
import dev.milena.router.store.Ids;
import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;
import io.quarkus.resteasy.reactive.jackson.CustomSerialization;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path(ApiPaths.ROOT + "/links")
@Tag(
    name = "Links",
    description =
        "Which conversations speak with each other. Routes open most of them. Scopes: `links`; `read` for reading.")
@WithinTimeout
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@CustomSerialization(StrictJson.Writing.class)
@CustomDeserialization(StrictJson.Reading.class)
class LinksResource {
  private final StoredLinks links;
  private final LinkMaker maker;
  private final KnownAccounts accounts;
  private final Changes changes;
  private final SecurityIdentity identity;

  LinksResource(
      StoredLinks links,
      LinkMaker maker,
      KnownAccounts accounts,
      Changes changes,
      SecurityIdentity identity) {
    this.links = links;
    this.maker = maker;
    this.accounts = accounts;
    this.changes = changes;
    this.identity = identity;
  }

  @GET
  @RolesAllowed({Scopes.LINKS, Scopes.READ})
  @Operation(operationId = "listLinks", summary = "All links, or those of one conversation")
  public Uni<Page<LinkView>> list(
      @RestQuery @Parameter(description = "`platform/account/[workspace/]id`.")
          Optional<@Size(max = Words.KEY_MAX, message = "may have 512 characters") String>
              conversation,
      @Valid @BeanParam Paging paging) {
    return links
        .list(
            conversation.map(c -> Ids.conversation(Refs.conversation("conversation", c))),
            paging.afterNumber(),
            paging.many())
        .map(found -> found.stream().map(LinkView::of).toList())
        .map(found -> paging.page(found, l -> Long.toString(l.id())));
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({Scopes.LINKS, Scopes.READ})
  @Operation(operationId = "getLink", summary = "One link")
  public Uni<LinkView> get(@RestPath long id) {
    return links.one(id).map(found -> found.map(LinkView::of).orElseThrow(LinksResource::notThere));
  }

  @POST
  @RolesAllowed(Scopes.LINKS)
  @ResponseStatus(201)
  @Operation(
      operationId = "createLink",
      summary = "Links two conversations",
      description =
          "From now on each shows what the other says, and who said it where. It wins over routes."
              + " Nobody need have written in them yet, but their accounts must be known.")
  @APIResponse(responseCode = "201", description = "They are linked.")
  @APIResponse(responseCode = "409", description = "They are linked already (`taken`).")
  @APIResponse(responseCode = "422", description = "There is no such account (`unknown-target`).")
  public Uni<LinkView> create(@NotNull(message = "is missing") @Valid LinkBody body) {
    Side left = side("left.conversation", body.left());
    Side right = side("right.conversation", body.right());
    if (left.equals(right)) {
      throw ProblemException.invalid("right", "must not be the same as left");
    }
    return accounts
        .require("left.conversation", left.conversation().account())
        .chain(() -> accounts.require("right.conversation", right.conversation().account()))
        .chain(() -> maker.link(left, right, Caller.of(identity).name()))
        .map(id -> id.orElseThrow(LinksResource::linkedAlready))
        .call(changes::look)
        .chain(this::get);
  }

  private static Side side(String field, LinkBody.End end) {
    ConversationRef conversation = Refs.conversation(field, end.conversation());
    return new Side(conversation, end.thread().orElse(""));
  }

  @DELETE
  @Path("/{id}")
  @RolesAllowed(Scopes.LINKS)
  @Operation(
      operationId = "deleteLink",
      summary = "Takes a link away",
      description = "Where a route fits, the next message opens a new one.")
  @APIResponse(responseCode = "204", description = "It is gone.")
  public Uni<Void> delete(@RestPath long id) {
    return links
        .remove(id)
        .invoke(removed -> {
          if (!removed) {
            throw notThere();
          }
        })
        .chain(changes::look);
  }

  private static ProblemException notThere() {
    return ProblemException.of(
        Kind.NOT_FOUND, "There is no link with this id. GET /api/v1/links lists all.");
  }

  private static ProblemException linkedAlready() {
    return ProblemException.of(
        Kind.TAKEN, "The two are linked already: GET /api/v1/links?conversation=… shows how.");
  }
}
