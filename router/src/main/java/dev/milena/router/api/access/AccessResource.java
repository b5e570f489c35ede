package dev.milena.router.api.access;

import dev.milena.router.api.ApiPaths;
import dev.milena.router.api.Page;
import dev.milena.router.api.Paging;
import dev.milena.router.api.ProblemException;
import dev.milena.router.api.Scopes;
import dev.milena.router.api.StrictJson;
import dev.milena.router.api.WithinTimeout;
import dev.milena.router.api.Words;
import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;
import io.quarkus.resteasy.reactive.jackson.CustomSerialization;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path(ApiPaths.ROOT + "/access")
@Tag(
    name = "Access",
    description =
        "Who may talk to which account. Without a rule everybody may. Scopes: `access`; `read` for reading.")
@WithinTimeout
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@CustomSerialization(StrictJson.Writing.class)
@CustomDeserialization(StrictJson.Reading.class)
class AccessResource {
  private static final String ONE = "/{platform}/{name}";
  private static final String PLATFORM = "\\*|" + Words.PLATFORM;
  private static final String NAME = "\\*|" + Words.NAME;
  private static final String SAYS = "must be a platform/name, a platform/*, or */*";

  private final Rules rules;
  private final Explaining explaining;

  AccessResource(Rules rules, Explaining explaining) {
    this.rules = rules;
    this.explaining = explaining;
  }

  @GET
  @RolesAllowed({Scopes.ACCESS, Scopes.READ})
  @Operation(
      operationId = "listAccessRules",
      summary = "All rules, also those of the configuration")
  public Uni<Page<RuleView>> list(@Valid @BeanParam Paging paging) {
    return rules
        .list(paging.after(), paging.many())
        .map(found -> paging.page(found, RuleView::account));
  }

  @GET
  @Path(ONE)
  @RolesAllowed({Scopes.ACCESS, Scopes.READ})
  @Operation(
      operationId = "getAccessRule",
      summary = "The rule for exactly this account or pattern")
  public Uni<RuleView> get(
      @RestPath @Size(max = Words.TITLE_MAX) String platform,
      @RestPath @Size(max = Words.TITLE_MAX) String name) {
    return rules.find(platform + "/" + name);
  }

  @PUT
  @Path(ONE)
  @RolesAllowed(Scopes.ACCESS)
  @Operation(
      operationId = "putAccessRule",
      summary = "Makes a rule or changes it",
      description =
          "For one account, for all of a platform (`platform/*`) or for all there are (`*/*`). The closest one counts "
              + "alone. Allowed chats are asked first, then allowed senders, then denied ones.")
  @APIResponse(responseCode = "200", description = "It is changed.")
  @APIResponse(responseCode = "201", description = "It is new.")
  @APIResponse(responseCode = "409", description = "It stands in the configuration (`read-only`).")
  public Uni<RestResponse<RuleView>> put(
      @RestPath @Pattern(regexp = PLATFORM, message = SAYS) String platform,
      @RestPath @Pattern(regexp = NAME, message = SAYS) String name,
      @NotNull(message = "is missing") @Valid RuleBody body) {
    return rules
        .put(account(platform, name), body)
        .map(saved ->
            RestResponse.status(
                saved.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                saved.view()));
  }

  private static String account(String platform, String name) {
    if (platform.equals("*") && !name.equals("*")) {
      throw ProblemException.invalid("platform", SAYS);
    }
    return platform + "/" + name;
  }

  @DELETE
  @Path(ONE)
  @RolesAllowed(Scopes.ACCESS)
  @Operation(operationId = "deleteAccessRule", summary = "Takes a rule away")
  @APIResponse(responseCode = "204", description = "It is gone.")
  public Uni<Void> delete(
      @RestPath @Size(max = Words.TITLE_MAX) String platform,
      @RestPath @Size(max = Words.TITLE_MAX) String name) {
    return rules.delete(platform + "/" + name);
  }

  @POST
  @Path("/explain")
  @RolesAllowed({Scopes.ACCESS, Scopes.READ})
  @Operation(
      operationId = "explainAccess",
      summary = "Whether somebody may talk to an account, and which rule says so",
      description =
          "Asks the rules as they are now. What was decided earlier: `GET /api/v1/decisions`.")
  public Uni<Answer> explain(@NotNull(message = "is missing") @Valid Question body) {
    return explaining.answer(body);
  }
}
