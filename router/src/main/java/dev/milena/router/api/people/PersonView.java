package dev.milena.router.api.people;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
    name = "Person",
    description = "Somebody whom the hub knows, with all places they are seen in.")
record PersonView(
    UUID id,
    @Schema(description = "The name by which programs address them.", examples = "anna")
        Optional<String> username,
    Optional<String> name,
    @Schema(description = "Whether they have signed in.") boolean signedIn,
    Instant createdAt,
    @Schema(description = "At most 100.") List<Seen> participants) {

  @Schema(name = "PersonBrief", description = "Somebody whom the hub knows.")
  record Brief(
      UUID id,
      @Schema(description = "The name by which programs address them.", examples = "anna")
          Optional<String> username,
      Optional<String> name,
      Instant createdAt) {
    static Brief of(StoredPerson p) {
      return new Brief(
          p.id, Optional.ofNullable(p.username), Optional.ofNullable(p.name), p.createdAt);
    }

    @Override
    public String toString() {
      return "Person[" + id + "]";
    }
  }

  @Schema(name = "Participant", description = "A user of a platform, as one account sees them.")
  record Seen(
      @Schema(examples = "chat") String platform,
      @Schema(examples = "support") String account,
      @Schema(description = "Their id on the platform.", examples = "123456") String id,
      Optional<String> name,
      Optional<String> username,
      boolean bot,
      @Schema(description = "When its owner proved by a code that it is theirs.")
          Optional<Instant> linkedAt) {
    static Seen of(StoredParticipant p) {
      return new Seen(
          p.platform,
          p.account,
          p.externalId,
          Optional.ofNullable(p.name),
          Optional.ofNullable(p.username),
          p.bot,
          Optional.ofNullable(p.linkedAt));
    }

    @Override
    public String toString() {
      return "Participant[" + platform + "/" + account + "]";
    }
  }

  static PersonView of(StoredPerson p, List<StoredParticipant> seen) {
    return new PersonView(
        p.id,
        Optional.ofNullable(p.username),
        Optional.ofNullable(p.name),
        p.subject != null,
        p.createdAt,
        seen.stream().map(Seen::of).toList());
  }

  /** Names are people's own. */
  @Override
  public String toString() {
    return "Person[" + id + "]";
  }
}
