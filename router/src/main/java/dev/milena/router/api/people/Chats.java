package dev.milena.router.api.people;

import dev.milena.router.api.Problem.Kind;
import dev.milena.router.api.ProblemException;
import dev.milena.router.changes.Changes;
import dev.milena.router.linking.Linking;
import dev.milena.router.linking.Redemption;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Links chats to people by code, in the words of the API. */
@ApplicationScoped
class Chats {
  private final Linking linking;
  private final People people;
  private final Changes changes;

  Chats(Linking linking, People people, Changes changes) {
    this.linking = linking;
    this.people = people;
    this.changes = changes;
  }

  /**
   * Attempts are counted per person, and for all together: one program enters the codes of all its
   * users, and one of them must not use up everybody's.
   */
  Uni<LinkStatus> link(String reference, String code) {
    return people
        .idOrNew(reference)
        .call(person ->
            linking.redeem("person " + person, person, code).invoke(this::throwUnlessLinked))
        .call(changes::look)
        .chain(this::status);
  }

  private void throwUnlessLinked(Redemption redemption) {
    switch (redemption) {
      case Redemption.Linked linked -> {}
      case Redemption.Wrong wrong ->
          throw ProblemException.of(
              Kind.CODE_NOT_GOOD,
              "No chat is waiting for this code: it is mistyped, older than "
                  + linking.codeFor().toMinutes()
                  + " minutes, used already, or void because the chat has a newer one. Send /start in the chat for a new one.");
      case Redemption.TooMany many ->
          throw ProblemException.of(
              Kind.TOO_MANY,
              "Too many wrong codes were entered; this one was not looked at. Wait "
                  + many.retryAfter().toMinutes()
                  + " minutes, then send /start in the chat for a new one.",
              many.retryAfter());
    }
  }

  private Uni<LinkStatus> status(UUID person) {
    return linking
        .linkages(person, Optional.empty())
        .map(linkages -> LinkStatus.of(person, linkages));
  }

  Uni<LinkStatus> status(String reference) {
    return people.id(reference).chain(this::status);
  }

  Uni<LinkStatus> unlink(String reference, Optional<String> platform) {
    return people
        .id(reference)
        .call(person -> linking.unlink(person, platform))
        .call(changes::look)
        .chain(this::status);
  }
}
