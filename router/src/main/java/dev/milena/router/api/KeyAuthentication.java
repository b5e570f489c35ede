package dev.milena.router.api;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Lets programs in by their key: {@code Authorization: Bearer <key>} or {@code X-API-Key: <key>}.
 * Looks at the API's addresses only.
 */
@ApplicationScoped
class KeyAuthentication implements HttpAuthenticationMechanism {
  static final String CHALLENGE = "Bearer realm=\"milena\"";

  private static final String BEARER = "Bearer ";
  private static final String KEY_HEADER = "X-API-Key";

  private final KeyBook keys;

  KeyAuthentication(KeyBook keys) {
    this.keys = keys;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager providers) {
    return Optional.of(context.request())
        .filter(r -> ApiPaths.covers(context.normalizedPath()))
        .flatMap(KeyAuthentication::key)
        .map(key -> keys.find(key, address(context.request())).map(KeyAuthentication::identity))
        .orElseGet(() -> Uni.createFrom().nullItem());
  }

  private static Optional<String> key(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
        .filter(h -> h.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(h -> h.substring(BEARER.length()))
        .or(() -> Optional.ofNullable(request.getHeader(KEY_HEADER)))
        .map(String::strip)
        .filter(k -> !k.isEmpty());
  }

  private static String address(HttpServerRequest request) {
    return request.remoteAddress() == null ? "-" : request.remoteAddress().hostAddress();
  }

  private static SecurityIdentity identity(Optional<Caller> found) {
    Caller caller = found.orElseThrow(AuthenticationFailedException::new);
    return QuarkusSecurityIdentity.builder().setPrincipal(caller).addRoles(caller.roles()).build();
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", CHALLENGE));
  }
}
