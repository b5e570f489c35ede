package dev.milena.router.api.parked;

import dev.milena.router.api.ApiPaths;
import dev.milena.router.api.Caller;
import dev.milena.router.api.Limit;
import dev.milena.router.api.Page;
import dev.milena.router.api.Paging;
import dev.milena.router.api.Scopes;
import dev.milena.router.api.StrictJson;
import dev.milena.router.api.WithinTimeout;
import dev.milena.router.api.Words;
import dev.milena.router.parked.ParkedRecord.Verdict;
import dev.milena.router.store.Ids;
import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;
import io.quarkus.resteasy.reactive.jackson.CustomSerialization;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path(ApiPaths.ROOT + "/parked")
@Tag(
    name = "Parked work",
    description =
        "What was set aside until somebody acts. Scopes: `parked`; `read` for the list; `texts` for what was said.")
@WithinTimeout
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@CustomSerialization(StrictJson.Writing.class)
@CustomDeserialization(StrictJson.Reading.class)
class ParkedResource {
  private static final String ID = "[0-9a-f]{32}";
  private static final String ID_SAYS = "must be the 'id' of a listed record: 32 hex digits";

  private static final String REPLAY_SAYS =
      """
      An event is appended to `milena.events` once more, behind what is there, with the next replay number. A command is sent \
      by the owner of its conversation before all newer ones of its class that wait, unless one of them is just being sent; \
      calls of it that are done are not made again. Several are played in the order in which they first came. What fails once \
      more is parked once more, as a new record.

      202 means: it is safe in Kafka. The record is gone from the list when it is done. Asking again changes nothing. An \
      account on hold keeps its commands waiting, also these.\
      """;

  private final ParkedTable table;
  private final Deciding deciding;
  private final SecurityIdentity identity;

  ParkedResource(ParkedTable table, Deciding deciding, SecurityIdentity identity) {
    this.table = table;
    this.deciding = deciding;
    this.identity = identity;
  }

  @GET
  @RolesAllowed({Scopes.PARKED, Scopes.READ})
  @Operation(
      operationId = "listParked",
      summary = "What is parked",
      description = "What came first stands first. Up to date within about a second.")
  public Uni<Page<ParkedView>> list(
      @RestQuery
          Optional<@Pattern(regexp = Words.PLATFORM, message = Words.PLATFORM_SAYS) String>
              platform,
      @RestQuery @Parameter(description = "`platform/name`.", example = "chat/support")
          Optional<@Size(max = Words.KEY_MAX, message = "may have 512 characters") String> account,
      @RestQuery
          @Parameter(
              description = "`platform/account/[workspace/]id`.",
              example = "chat/support/789")
          Optional<@Size(max = Words.KEY_MAX, message = "may have 512 characters") String>
              conversation,
      @RestQuery @Parameter(description = "Why it was set aside.", example = "horizon")
          Optional<
                  @Pattern(
                      regexp = "[a-z_]{1,64}",
                      message = "must be a word of small letters and underscores")
                  String>
              cause,
      @RestQuery @Parameter(description = "Set aside then or later.") Optional<Instant> since,
      @RestQuery @Parameter(description = "Set aside before then.") Optional<Instant> until,
      @Valid @BeanParam Paging paging) {
    ParkedFilter filter = new ParkedFilter(platform, account, conversation, cause, since, until);
    ParkedPosition behind =
        paging.after().map(ParkedPosition::parse).orElseGet(ParkedPosition::start);
    return table
        .list(filter, behind, paging.many())
        .map(found -> paging.page(found, p -> ParkedPosition.of(p).text()))
        .map(page -> new Page<>(page.items().stream().map(ParkedView::of).toList(), page.next()));
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({Scopes.PARKED, Scopes.READ})
  @Operation(operationId = "getParked", summary = "One of them, without what was said")
  public Uni<ParkedView> get(@RestPath @Pattern(regexp = ID, message = ID_SAYS) String id) {
    return deciding.find(Ids.command(id)).map(ParkedView::of);
  }

  @GET
  @Path("/{id}/text")
  @RolesAllowed(Scopes.TEXTS)
  @Operation(
      operationId = "getParkedText",
      summary = "What was said",
      description =
          "The whole record as it lies in Kafka. Only for a key with the scope `texts`; that it was read, and by which key,"
              + " is logged.")
  @APIResponse(responseCode = "200", description = "The record.")
  public Uni<RestResponse<ParkedText>> text(
      @RestPath @Pattern(regexp = ID, message = ID_SAYS) String id) {
    return deciding
        .text(Ids.command(id), Caller.of(identity).name())
        .map(
            text -> ResponseBuilder.ok(text).header(HttpHeaders.CACHE_CONTROL, "no-store").build());
  }

  @POST
  @Path("/{id}/replay")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Scopes.PARKED)
  @ResponseStatus(202)
  @Operation(
      operationId = "replayParked",
      summary = "Plays one of them again",
      description = REPLAY_SAYS)
  @APIResponse(responseCode = "202", description = "It will be played.")
  @APIResponse(responseCode = "409", description = "It is being dropped (`decided`).")
  @APIResponse(responseCode = "422", description = "It cannot be played (`not-replayable`).")
  public Uni<ParkedView> replay(@RestPath @Pattern(regexp = ID, message = ID_SAYS) String id) {
    return decide(id, Verdict.REPLAY);
  }

  @POST
  @Path("/{id}/drop")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Scopes.PARKED)
  @ResponseStatus(202)
  @Operation(
      operationId = "dropParked",
      summary = "Gives one of them up for good",
      description = "Its text is removed from Kafka, within an hour or so from the brokers' disks.")
  @APIResponse(responseCode = "202", description = "It will be removed.")
  @APIResponse(responseCode = "409", description = "It is being played again (`decided`).")
  public Uni<ParkedView> drop(@RestPath @Pattern(regexp = ID, message = ID_SAYS) String id) {
    return decide(id, Verdict.DROP);
  }

  private Uni<ParkedView> decide(String id, Verdict verdict) {
    return deciding
        .decide(Ids.command(id), verdict, Caller.of(identity).name())
        .map(ParkedView::of);
  }

  @POST
  @Path("/replay")
  @RolesAllowed(Scopes.PARKED)
  @ResponseStatus(202)
  @Operation(
      operationId = "replayAllParked",
      summary = "Plays all of them again that fit",
      description =
          "The oldest first, as many as `limit` says; while `more` is true, ask again. What cannot be played is left."
              + " Otherwise as for one of them.")
  @APIResponse(responseCode = "202", description = "They will be played.")
  public Uni<DecidedView> replayAll(
      @NotNull(message = "is missing") @Valid ParkedFilter which, @Valid @BeanParam Limit most) {
    return deciding.decide(which, Verdict.REPLAY, Caller.of(identity).name(), most.limit);
  }

  @POST
  @Path("/drop")
  @RolesAllowed(Scopes.PARKED)
  @ResponseStatus(202)
  @Operation(
      operationId = "dropAllParked",
      summary = "Gives all of them up that fit",
      description = "As many as `limit` says; while `more` is true, ask again.")
  @APIResponse(responseCode = "202", description = "They will be removed.")
  public Uni<DecidedView> dropAll(
      @NotNull(message = "is missing") @Valid ParkedFilter which, @Valid @BeanParam Limit most) {
    return deciding.decide(which, Verdict.DROP, Caller.of(identity).name(), most.limit);
  }
}
