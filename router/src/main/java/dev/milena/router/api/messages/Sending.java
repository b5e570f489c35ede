package dev.milena.router.api.messages;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.milena.bus.Appender;
import dev.milena.model.ConversationRef;
import dev.milena.router.api.KnownAccounts;
import dev.milena.router.api.Problem.Kind;
import dev.milena.router.api.ProblemException;
import dev.milena.router.api.Refs;
import dev.milena.router.api.messages.Request.Destination;
import dev.milena.router.api.messages.Request.Wish;
import dev.milena.router.api.people.People;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes requests to send: they are events like any other, and one way leads to the platforms.
 *
 * <p>A key of the caller's makes the id, and the router takes each id once, as long as it remembers
 * events (milena.router.seen-for). Beyond that, requests of the last minutes are known here: their
 * repeats are not even appended, and another request under the same key is refused.
 */
@ApplicationScoped
class Sending {
  /** About 20 MB. Callers repeat within seconds. */
  private static final int REMEMBERED_MAX = 100_000;

  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(10);

  private final Appender appender;
  private final KnownAccounts accounts;
  private final People people;
  private final Cache<String, String> fingerprints =
      Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).expireAfterWrite(REMEMBERED_FOR).build();

  Sending(Appender appender, KnownAccounts accounts, People people) {
    this.appender = appender;
    this.accounts = accounts;
    this.people = people;
  }

  /** Done when Kafka has it. */
  Uni<Taken> take(MessageBody body, String caller, Optional<String> key) {
    check(body);
    return destination(body.to()).chain(to -> take(to, body.wish(), caller, key));
  }

  /** The same for what is done to a conversation. Done when Kafka has it. */
  Uni<Taken> take(String conversation, Wish wish, String caller, Optional<String> key) {
    return place("conversation", conversation, Optional.empty())
        .chain(to -> take(to, wish, caller, key));
  }

  private Uni<Taken> take(Destination to, Wish wish, String caller, Optional<String> key) {
    return Uni.createFrom()
        .item(() -> new Request(Request.id(caller, key), to, wish, key))
        .call(this::append)
        .map(request -> new Taken(request.id()));
  }

  private static void check(MessageBody body) {
    ContentBody content = body.content();
    if (content.text().filter(t -> !t.isBlank()).isEmpty()
        && content.attachments().isEmpty()
        && content.template().isEmpty()) {
      throw ProblemException.invalid("content", "must have a text, an attachment or a template");
    }
    if (body.to().conversation().isPresent() == body.to().person().isPresent()) {
      throw ProblemException.invalid("to", "must name either a conversation or a person");
    }
    if (body.to().person().isPresent() && body.to().thread().isPresent()) {
      throw ProblemException.invalid("to.thread", "belongs to a conversation, not to a person");
    }
    if (body.to().person().isPresent() && body.replyTo().isPresent()) {
      throw ProblemException.invalid("replyTo", "belongs to a conversation, not to a person");
    }
  }

  private Uni<Destination> destination(MessageBody.To to) {
    return to.conversation()
        .map(key -> place("to.conversation", key, to.thread()))
        .orElseGet(() -> somebody(to.person().orElseThrow()));
  }

  private Uni<Destination> place(String field, String key, Optional<String> thread) {
    ConversationRef ref = Refs.conversation(field, key);
    return accounts.require(field, ref.account()).replaceWith(new Destination.Place(ref, thread));
  }

  private Uni<Destination> somebody(String reference) {
    return people
        .findId(reference)
        .map(found -> found.orElseThrow(Sending::unknownPerson))
        .map(Destination.Somebody::new);
  }

  private static ProblemException unknownPerson() {
    return ProblemException.of(
        Kind.UNKNOWN_TARGET,
        "Look at to.person: nobody has this id or username. GET /api/v1/people lists all.");
  }

  private Uni<Void> append(Request request) {
    if (request.key().isEmpty()) {
      return appender.append(request.record()).replaceWithVoid();
    }
    String fingerprint = request.fingerprint();
    String before = fingerprints.getIfPresent(request.id());
    if (before == null) {
      return appender
          .append(request.record())
          .invoke(() -> fingerprints.put(request.id(), fingerprint))
          .replaceWithVoid();
    }
    return before.equals(fingerprint)
        ? Uni.createFrom().voidItem()
        : Uni.createFrom().failure(reused());
  }

  private static ProblemException reused() {
    return ProblemException.of(
        Kind.KEY_REUSED,
        "Another request came with this Idempotency-Key a moment ago and was taken; this one was"
            + " not. Use a new key for each message.");
  }
}
