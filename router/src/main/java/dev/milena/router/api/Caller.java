package dev.milena.router.api;

import io.quarkus.security.identity.SecurityIdentity;
import java.security.Principal;
import java.util.Set;

/**
 * Who calls the API.
 *
 * @param id stays the same as long as the key lives
 * @param name what people call it
 * @param scopes see {@link Scopes}
 */
public record Caller(String id, String name, Set<String> scopes) implements Principal {
  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** The caller of a request that was let in. */
  public static Caller of(SecurityIdentity identity) {
    return (Caller) identity.getPrincipal();
  }

  @Override
  public String getName() {
    return name;
  }

  /** The scopes that follow from those of the key: an administrator has them all. */
  Set<String> roles() {
    return scopes.contains(Scopes.ADMIN) ? Set.copyOf(Scopes.ALL) : scopes;
  }
}
