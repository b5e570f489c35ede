package dev.milena.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * An account as it stands on {@code milena.accounts}: settings sealed, so that ingress and egress
 * need no database and nobody else can read the credentials.
 *
 * @param platform key of the platform
 * @param account local name
 * @param version grows with every change; a reader ignores a lower one than it has
 * @param source where it was written
 * @param deleted whether it is gone; the record then stays a while so that readers learn of it
 * @param settings one JSON object, sealed for {@link #belongsTo}; absent when deleted
 */
public record AccountRecord(
    String platform,
    String account,
    long version,
    Source source,
    boolean deleted,
    Optional<Sealer.Sealed> settings) {

  /** Where an account was written. */
  public enum Source {
    /** In a configuration file or the environment: read-only in the API. */
    @JsonProperty("file")
    FILE,
    /** Over the API, kept in Postgres. */
    @JsonProperty("api")
    API
  }

  public AccountRecord {
    Words.require(platform, "platform");
    Words.require(account, "account name");
  }

  public static AccountRecord of(
      AccountRef ref, long version, Source source, ObjectNode settings, Sealer sealer) {
    Sealer.Sealed sealed = sealer.seal(Json.bytes(settings), belongsTo(ref, version));
    return new AccountRecord(
        ref.platform(), ref.name(), version, source, false, Optional.of(sealed));
  }

  public static AccountRecord deleted(AccountRef ref, long version, Source source) {
    return new AccountRecord(ref.platform(), ref.name(), version, source, true, Optional.empty());
  }

  @JsonIgnore
  public AccountRef ref() {
    return new AccountRef(platform, account);
  }

  /** Opens the settings. */
  public Optional<Account> open(Sealer sealer) {
    return settings.map(
        s -> new Account(ref(), version, Json.object(sealer.open(s, belongsTo(ref(), version)))));
  }

  private static String belongsTo(AccountRef ref, long version) {
    return ref.key() + "@" + version;
  }
}
