package dev.milena.platform.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.Digests;
import dev.milena.platform.Payload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Tokens of visitors: JSON Web Tokens, signed by HMAC-SHA-256 and nothing else. The claims: {@code
 * sub}, who it is; {@code exp}, until when; {@code name} and {@code nbf} if there are such. Pure.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519">RFC 7519, and 7515 section 3.3, read
 *     2026-11-21</a>
 */
final class WebToken {
  private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
  private static final String BEARER = "Bearer ";

  /** Longer than any with the claims that are read; looked at before anything is reckoned. */
  private static final int LENGTH_MAX = 4096;

  /** What an id of a participant may be long. */
  private static final int SUBJECT_MAX = 200;

  private static final int NAME_MAX = 200;

  /** How far the clocks of a site and of the hub may differ. */
  private static final int SKEW_SECONDS = 60;

  private WebToken() {}

  static String sign(String secret, String subject, Optional<String> name, Instant until) {
    ObjectNode claims =
        Json.mapper().createObjectNode().put("sub", subject).put("exp", until.getEpochSecond());
    name.ifPresent(n -> claims.put("name", n));
    String signed =
        encoded(HEADER.getBytes(StandardCharsets.UTF_8)) + "." + encoded(Json.bytes(claims));
    return signed + "." + encoded(mac(secret, signed));
  }

  /** Who comes with an {@code Authorization: Bearer} header; empty: nobody known. */
  static Optional<WebVisitor> bearer(WebAccount settings, String authorization, Instant now) {
    return Optional.ofNullable(authorization)
        .filter(a -> a.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .flatMap(a -> read(settings, a.substring(BEARER.length()).strip(), now));
  }

  static String bearer(String token) {
    return BEARER + token;
  }

  /** Who a token names; empty where it was signed by nobody we know, is no token or not of now. */
  static Optional<WebVisitor> read(WebAccount settings, String token, Instant now) {
    int end = token.lastIndexOf('.');
    if (token.length() > LENGTH_MAX || end < 1 || token.indexOf('.') == end) {
      return Optional.empty();
    }
    String signed = token.substring(0, end);
    Optional<byte[]> signature = decoded(token.substring(end + 1));
    boolean genuine =
        signature
            .filter(s -> settings.keys().anyMatch(k -> MessageDigest.isEqual(mac(k, signed), s)))
            .isPresent();
    if (!genuine) {
      return Optional.empty();
    }
    int dot = signed.indexOf('.');
    JsonNode header = json(signed.substring(0, dot));
    // What must be understood (crit) is not.
    if (!header.path("alg").asText().equals("HS256") || header.has("crit")) {
      return Optional.empty();
    }
    return visitor(json(signed.substring(dot + 1)), now);
  }

  private static Optional<WebVisitor> visitor(JsonNode claims, Instant now) {
    Optional<String> subject = Payload.words(claims, "sub").filter(s -> s.length() <= SUBJECT_MAX);
    Optional<Instant> until = time(claims, "exp");
    boolean early =
        time(claims, "nbf").filter(t -> t.isAfter(now.plusSeconds(SKEW_SECONDS))).isPresent();
    if (subject.isEmpty() || until.isEmpty() || early) {
      return Optional.empty();
    }
    Optional<String> name = Payload.words(claims, "name").filter(n -> n.length() <= NAME_MAX);
    return Optional.of(new WebVisitor(subject.get(), name, until.get()))
        .filter(v -> v.isKnown(now));
  }

  private static Optional<Instant> time(JsonNode claims, String claim) {
    return Payload.number(claims, claim)
        .filter(n -> n >= 0 && n <= Instant.MAX.getEpochSecond())
        .map(Instant::ofEpochSecond);
  }

  private static JsonNode json(String part) {
    return decoded(part).map(Payload::tree).orElseGet(() -> Json.mapper().missingNode());
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Optional<byte[]> decoded(String part) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(part));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static byte[] mac(String secret, String signed) {
    return Digests.hmacSha256(secret, signed.getBytes(StandardCharsets.US_ASCII));
  }
}
