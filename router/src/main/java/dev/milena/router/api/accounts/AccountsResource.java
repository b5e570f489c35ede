package dev.milena.router.api.accounts;

import dev.milena.model.AccountRef;
import dev.milena.router.api.ApiPaths;
import dev.milena.router.api.Page;
import dev.milena.router.api.Paging;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path(ApiPaths.ROOT + "/accounts")
@Tag(
    name = "Accounts",
    description =
        "Bots and app installations with their credentials. Scopes: `accounts`; `read` for reading.")
@WithinTimeout
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@CustomSerialization(StrictJson.Writing.class)
@CustomDeserialization(StrictJson.Reading.class)
class AccountsResource {
  private static final String ONE = "/{platform}/{name}";

  private final Accounts accounts;

  AccountsResource(Accounts accounts) {
    this.accounts = accounts;
  }

  @GET
  @RolesAllowed({Scopes.ACCOUNTS, Scopes.READ})
  @Operation(
      operationId = "listAccounts",
      summary = "All accounts, also those of the configuration")
  public Uni<Page<AccountView>> list(@Valid @BeanParam Paging paging) {
    return accounts
        .list(paging.after(), paging.many())
        .map(found -> paging.page(found, a -> new AccountRef(a.platform(), a.name()).key()));
  }

  @GET
  @Path(ONE)
  @RolesAllowed({Scopes.ACCOUNTS, Scopes.READ})
  @Operation(operationId = "getAccount", summary = "One account, its secrets hidden")
  public Uni<AccountView> get(
      @RestPath @Pattern(regexp = Words.PLATFORM, message = Words.PLATFORM_SAYS) String platform,
      @RestPath @Size(max = Words.TITLE_MAX) String name) {
    return accounts.find(new AccountRef(platform, name));
  }

  @PUT
  @Path(ONE)
  @RolesAllowed(Scopes.ACCOUNTS)
  @Operation(
      operationId = "putAccount",
      summary = "Makes an account or changes it",
      description =
          "The settings are sealed before they are kept, and every service has them within a second.")
  @APIResponse(responseCode = "200", description = "It is changed.")
  @APIResponse(responseCode = "201", description = "It is new.")
  @APIResponse(responseCode = "409", description = "It stands in the configuration (`read-only`).")
  public Uni<RestResponse<AccountView>> put(
      @RestPath @Pattern(regexp = Words.PLATFORM, message = Words.PLATFORM_SAYS) String platform,
      @RestPath @Pattern(regexp = Words.NAME, message = Words.NAME_SAYS) String name,
      @NotNull(message = "is missing") @Valid AccountBody body) {
    return accounts
        .put(new AccountRef(platform, name), body.settings())
        .map(saved ->
            RestResponse.status(
                saved.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                saved.view()));
  }

  @DELETE
  @Path(ONE)
  @RolesAllowed(Scopes.ACCOUNTS)
  @Operation(
      operationId = "deleteAccount",
      summary = "Deletes an account",
      description = "Its streams end and nothing is sent in its name any more, within a second.")
  @APIResponse(responseCode = "204", description = "It is gone.")
  public Uni<Void> delete(
      @RestPath @Pattern(regexp = Words.PLATFORM, message = Words.PLATFORM_SAYS) String platform,
      @RestPath @Size(max = Words.TITLE_MAX) String name) {
    return accounts.delete(new AccountRef(platform, name));
  }
}
