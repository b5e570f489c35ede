package dev.milena.router.api.people;

import dev.milena.router.api.ApiPaths;
import dev.milena.router.api.Caller;
import dev.milena.router.api.Page;
import dev.milena.router.api.Paging;
import dev.milena.router.api.Scopes;
import dev.milena.router.api.StrictJson;
import dev.milena.router.api.WithinTimeout;
import dev.milena.router.api.Words;
import dev.milena.router.api.erasures.ErasureView;
import dev.milena.router.api.erasures.ExtentView;
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

@Path(ApiPaths.ROOT + "/people")
@Tag(
    name = "People",
    description =
        "Who the hub knows, and which chats are whose. Scopes: `links`; `read` for reading; `erasure` to forget somebody.")
@WithinTimeout
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@CustomSerialization(StrictJson.Writing.class)
@CustomDeserialization(StrictJson.Reading.class)
class PeopleResource {
  private static final String LINKS = "/{person}/links";
  private static final String PERSON = "Id or username of a person.";

  private final People people;
  private final Chats chats;
  private final Forgetting forgetting;
  private final SecurityIdentity identity;

  PeopleResource(People people, Chats chats, Forgetting forgetting, SecurityIdentity identity) {
    this.people = people;
    this.chats = chats;
    this.forgetting = forgetting;
    this.identity = identity;
  }

  @GET
  @RolesAllowed({Scopes.LINKS, Scopes.READ})
  @Operation(
      operationId = "listPeople",
      summary = "Everybody",
      description = "Whoever has written to an account is somebody; most have no username.")
  public Uni<Page<PersonView.Brief>> list(@Valid @BeanParam Paging paging) {
    return people
        .list(paging.afterId(), paging.many())
        .map(found -> paging.page(found, p -> p.id().toString()));
  }

  @POST
  @RolesAllowed(Scopes.LINKS)
  @ResponseStatus(201)
  @Operation(operationId = "createPerson", summary = "Makes a person known")
  @APIResponse(responseCode = "201", description = "They are known.")
  @APIResponse(responseCode = "409", description = "The username is taken (`taken`).")
  public Uni<PersonView> create(@NotNull(message = "is missing") @Valid NewPerson body) {
    return people.create(body);
  }

  @GET
  @Path("/{person}")
  @RolesAllowed({Scopes.LINKS, Scopes.READ})
  @Operation(operationId = "getPerson", summary = "A person and where they are seen")
  public Uni<PersonView> get(
      @RestPath @Parameter(description = PERSON) @Size(max = Words.TITLE_MAX) String person) {
    return people.view(person);
  }

  @GET
  @Path("/{person}/erasure")
  @RolesAllowed({Scopes.ERASURE, Scopes.READ})
  @Operation(operationId = "previewErasure", summary = "How much an erasure of a person would take")
  public Uni<ExtentView> preview(
      @RestPath @Parameter(description = PERSON) @Size(max = Words.TITLE_MAX) String person) {
    return forgetting.preview(person);
  }

  @DELETE
  @Path("/{person}")
  @RolesAllowed(Scopes.ERASURE)
  @ResponseStatus(202)
  @Operation(
      operationId = "erasePerson",
      summary = "Forgets a person",
      description =
          """
          When it is answered, who they are, their chats and links are gone, and whatever they wrote until now is \
          passed over. The rest follows by itself: GET /api/v1/erasures/{id} says how far it is, docs/ERASURE.md what \
          is gone when. Whoever writes again is somebody new. Asked for once more by id, it is the same erasure.\
          """)
  @APIResponse(responseCode = "202", description = "They are forgotten; the rest follows.")
  public Uni<ErasureView> erase(
      @RestPath @Parameter(description = PERSON) @Size(max = Words.TITLE_MAX) String person) {
    return forgetting.erase(person, Caller.of(identity).name());
  }

  @GET
  @Path(LINKS)
  @RolesAllowed({Scopes.LINKS, Scopes.READ})
  @Operation(
      operationId = "getLinkStatus",
      summary = "Which chats a person has proved to be theirs")
  public Uni<LinkStatus> status(
      @RestPath @Parameter(description = PERSON) @Size(max = Words.TITLE_MAX) String person) {
    return chats.status(person);
  }

  @POST
  @Path(LINKS)
  @RolesAllowed(Scopes.LINKS)
  @Operation(
      operationId = "linkByCode",
      summary = "Links the chat that has shown a code to a person",
      description =
          """
          On accounts with `linking=code`, `/start` shows six digits that are good for ten minutes and once. Call this \
          for the person who is signed in at your place and has typed them. A username that the hub does not know yet \
          becomes a new person; an unknown id is refused. Five wrong codes in ten minutes, and the person has to wait.\
          """)
  @APIResponse(responseCode = "200", description = "It is linked.")
  @APIResponse(
      responseCode = "422",
      description = "Mistyped, too old, used already or void (`code-not-good`).")
  @APIResponse(responseCode = "429", description = "Too many wrong codes (`too-many`).")
  public Uni<LinkStatus> link(
      @RestPath
          @Parameter(description = PERSON)
          @Pattern(regexp = "[A-Za-z0-9._@+-]{1,128}", message = NewPerson.USERNAME_SAYS)
          String person,
      @NotNull(message = "is missing") @Valid CodeBody body) {
    return chats.link(person, body.code());
  }

  @DELETE
  @Path(LINKS)
  @RolesAllowed(Scopes.LINKS)
  @Operation(operationId = "unlinkAll", summary = "Unlinks all chats of a person")
  @APIResponse(responseCode = "200", description = "None is linked.")
  public Uni<LinkStatus> unlink(
      @RestPath @Parameter(description = PERSON) @Size(max = Words.TITLE_MAX) String person) {
    return chats.unlink(person, Optional.empty());
  }

  @DELETE
  @Path(LINKS + "/{platform}")
  @RolesAllowed(Scopes.LINKS)
  @Operation(
      operationId = "unlinkPlatform",
      summary = "Unlinks the chats of a person on one platform")
  @APIResponse(responseCode = "200", description = "What is still linked.")
  public Uni<LinkStatus> unlink(
      @RestPath @Parameter(description = PERSON) @Size(max = Words.TITLE_MAX) String person,
      @RestPath @Pattern(regexp = Words.PLATFORM, message = Words.PLATFORM_SAYS) String platform) {
    return chats.unlink(person, Optional.of(platform));
  }
}
