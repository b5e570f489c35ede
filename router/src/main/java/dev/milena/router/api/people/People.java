package dev.milena.router.api.people;

import dev.milena.router.api.Problem.Kind;
import dev.milena.router.api.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Finds people by id or by username, and makes them. */
@ApplicationScoped
public class People {
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final StoredPeople people;
  private final StoredParticipants participants;

  People(StoredPeople people, StoredParticipants participants) {
    this.people = people;
    this.participants = participants;
  }

  /** What looks like an id is one: a username must not. */
  static boolean isId(String reference) {
    return ID.matcher(reference).matches();
  }

  private Uni<Optional<StoredPerson>> find(String reference) {
    return isId(reference) ? people.byId(UUID.fromString(reference)) : people.byUsername(reference);
  }

  /**
   * The id of a person; absent when there is none.
   *
   * @param reference id or username
   */
  public Uni<Optional<UUID>> findId(String reference) {
    return find(reference).map(found -> found.map(p -> p.id));
  }

  /** The id of a person, or a problem. */
  Uni<UUID> id(String reference) {
    return findId(reference).map(found -> found.orElseThrow(People::notThere));
  }

  /** The id of a person; where a username is not known yet, of a new one. */
  Uni<UUID> idOrNew(String reference) {
    return findId(reference)
        .chain(found ->
            found
                .map(id -> Uni.createFrom().item(id))
                .orElseGet(() ->
                    isId(reference)
                        ? Uni.createFrom().failure(notThere())
                        : add(Optional.of(reference), Optional.empty()).map(p -> p.id)));
  }

  /** The id of somebody who may have been here; a username alone says nothing of that. */
  static Uni<UUID> gone(String reference) {
    return isId(reference)
        ? Uni.createFrom().item(UUID.fromString(reference))
        : Uni.createFrom().failure(notThere());
  }

  static ProblemException notThere() {
    return ProblemException.of(
        Kind.NOT_FOUND,
        "There is no person with this id or username. POST /api/v1/people makes one.");
  }

  private Uni<StoredPerson> add(Optional<String> username, Optional<String> name) {
    StoredPerson person = new StoredPerson();
    person.id = UUID.randomUUID();
    person.username = username.orElse(null);
    person.name = name.orElse(null);
    person.createdAt = Instant.now();
    return people.add(person);
  }

  Uni<PersonView> create(NewPerson body) {
    return people
        .byUsername(body.username())
        .invoke(there ->
            there.ifPresent(p -> {
              throw ProblemException.of(
                  Kind.TAKEN,
                  "Somebody has this username already: GET /api/v1/people/{username} shows who.");
            }))
        .chain(free -> add(Optional.of(body.username()), body.name()))
        .map(p -> PersonView.of(p, List.of()));
  }

  Uni<PersonView> view(String reference) {
    return find(reference)
        .map(found -> found.orElseThrow(People::notThere))
        .chain(p -> participants.of(p.id).map(seen -> PersonView.of(p, seen)));
  }

  Uni<List<PersonView.Brief>> list(Optional<UUID> after, int many) {
    return people.list(after, many).map(found -> found.stream().map(PersonView.Brief::of).toList());
  }
}
