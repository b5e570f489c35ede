package dev.milena.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Json;
import dev.milena.model.Sealer;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Makes and opens the addresses under which a file of one platform can be fetched by another:
 * {@code GET /media/{token}}. The token holds all that ingress needs to open the file, sealed under
 * the hub's key, so that nobody can make one up, point one at another file, or read a file's name
 * off it. Thread-safe.
 */
public final class MediaLinks {
  /**
   * Longest token. Proxies and platforms take addresses up to 2,000 characters and more; the
   * longest handles known need half.
   */
  public static final int TOKEN_MAX = 4000;

  /** File names are cut to this many characters: the end, where the extension is, stays. */
  private static final int NAME_MAX = 100;

  /** Ties the seal to this use: a sealed credential is no token. */
  private static final String BELONGS_TO = "media-link";

  private static final String PATH = "/media/";
  private static final int KEY_BYTES = 4;
  private static final int NONCE_BYTES = 12;

  private final Sealer sealer;

  public MediaLinks(Sealer sealer) {
    this.sealer = sealer;
  }

  /**
   * What a token gives.
   *
   * @param account who can open the file
   * @param file with its {@link Attachment#id()}
   * @param expires after this the token opens nothing
   */
  public record Link(AccountRef account, Attachment file, Instant expires) {}

  /** What became of a token. */
  public sealed interface Opening {
    record Valid(Link link) implements Opening {}

    /** Ours, but too old. */
    record Expired() implements Opening {}

    /** Not ours, changed on the way, or sealed under a key that is gone. */
    record Forged() implements Opening {}
  }

  /**
   * The address of a file.
   *
   * @param publicUrl where the hub is reached, for example {@code https://hub.example.com}
   * @throws IllegalArgumentException when the platform's handle of the file is too long for an
   *     address
   */
  public String url(String publicUrl, AccountRef account, Attachment file, Instant expires) {
    String base =
        publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
    return base + PATH + token(account, file, expires);
  }

  /** The last part of {@link #url}. */
  public String token(AccountRef account, Attachment file, Instant expires) {
    ArrayNode parts = Json.mapper().createArrayNode();
    parts.add(account.platform()).add(account.name());
    parts.add(expires.getEpochSecond());
    parts.add(file.type().name());
    parts.add(
        file.id()
            .orElseThrow(
                () -> new IllegalArgumentException("The attachment has no handle to open it by")));
    parts.add(file.name().map(MediaLinks::shortened).orElse(null));
    parts.add(file.mime().orElse(null));
    parts.add(file.sizeBytes().orElse(null));
    String token = compact(sealer.seal(Json.bytes(parts), BELONGS_TO));
    if (token.length() > TOKEN_MAX) {
      throw new IllegalArgumentException("The handle of the file is too long for an address");
    }
    return token;
  }

  private static String shortened(String name) {
    return name.length() <= NAME_MAX ? name : name.substring(name.length() - NAME_MAX);
  }

  private static String compact(Sealer.Sealed sealed) {
    byte[] key = HexFormat.of().parseHex(sealed.key());
    byte[] nonce = Base64.getDecoder().decode(sealed.nonce());
    byte[] bytes = Base64.getDecoder().decode(sealed.bytes());
    byte[] all =
        ByteBuffer.allocate(key.length + nonce.length + bytes.length)
            .put(key)
            .put(nonce)
            .put(bytes)
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /** Opens a token; never fails. */
  public Opening open(String token, Instant now) {
    if (token.length() > TOKEN_MAX) {
      return new Opening.Forged();
    }
    try {
      Link link = read(Json.tree(sealer.open(spread(token), BELONGS_TO)));
      return now.isAfter(link.expires()) ? new Opening.Expired() : new Opening.Valid(link);
    } catch (Sealer.CannotOpenException | IllegalArgumentException | Json.UnreadableException _) {
      return new Opening.Forged();
    }
  }

  private static Sealer.Sealed spread(String token) {
    byte[] all = Base64.getUrlDecoder().decode(token);
    if (all.length <= KEY_BYTES + NONCE_BYTES) {
      throw new IllegalArgumentException("The token is too short");
    }
    Base64.Encoder base64 = Base64.getEncoder();
    return new Sealer.Sealed(
        HexFormat.of().formatHex(all, 0, KEY_BYTES),
        base64.encodeToString(Arrays.copyOfRange(all, KEY_BYTES, KEY_BYTES + NONCE_BYTES)),
        base64.encodeToString(Arrays.copyOfRange(all, KEY_BYTES + NONCE_BYTES, all.length)));
  }

  private static Link read(JsonNode parts) {
    AccountRef account = new AccountRef(parts.path(0).asText(), parts.path(1).asText());
    Attachment file =
        Attachment.of(AttachmentType.valueOf(parts.path(3).asText()))
            .id(parts.path(4).asText())
            .name(parts.path(5).textValue())
            .mime(parts.path(6).textValue())
            .sizeBytes(
                Optional.of(parts.path(7))
                    .filter(JsonNode::isNumber)
                    .map(JsonNode::longValue)
                    .orElse(null))
            .build()
            .from(account);
    return new Link(account, file, Instant.ofEpochSecond(parts.path(2).asLong()));
  }
}
