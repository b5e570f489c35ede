package dev.milena.router.api.parked;

import dev.milena.bus.Appender;
import dev.milena.bus.Parked;
import dev.milena.bus.Records;
import dev.milena.model.Address;
import dev.milena.model.CommandIds;
import dev.milena.model.ConversationRef;
import dev.milena.model.Envelopes;
import dev.milena.model.ParkedOrder;
import dev.milena.router.api.Problem.Kind;
import dev.milena.router.api.ProblemException;
import dev.milena.router.parked.ParkedRecord;
import dev.milena.router.parked.ParkedRecord.Verdict;
import dev.milena.router.store.Ids;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Carries out what is decided about parked work, one record after the other, the oldest first.
 *
 * <pre>
 *   verdict written down ─▶ event:   appended to its topic again, with the next replay number ─▶ record removed
 *                       └─▶ command: order appended to its lane; egress carries it out and removes the record
 * </pre>
 *
 * <p>The verdict is a row's, and stands before anything is sent; what is sent has ids that follow
 * from the record. So whoever asks again, after a timeout or a crash, has the same sent again, and
 * it is known as the same.
 */
@ApplicationScoped
class Deciding {
  private static final Logger LOG = Logger.getLogger(Deciding.class);

  private final ParkedTable table;
  private final ParkedTexts texts;
  private final Appender appender;

  Deciding(ParkedTable table, ParkedTexts texts, Appender appender) {
    this.table = table;
    this.texts = texts;
    this.appender = appender;
  }

  /** Done when Kafka has what the verdict asks for. */
  Uni<ParkedRecord> decide(UUID id, Verdict verdict, String by) {
    return find(id)
        .invoke(parked -> require(parked, verdict))
        .chain(parked -> table.decide(id, verdict, by))
        .map(decided -> decided.orElseThrow(() -> decidedOtherwise(verdict)))
        .call(parked -> carryOut(parked, verdict))
        .invoke(parked -> log(verdict, by, 1));
  }

  /** Fails with a problem where there is none of that id. */
  Uni<ParkedRecord> find(UUID id) {
    return table.find(id).map(found -> found.orElseThrow(Deciding::notThere));
  }

  private static void require(ParkedRecord parked, Verdict verdict) {
    if (verdict == Verdict.REPLAY && !parked.isReplayable()) {
      throw ProblemException.of(
          Kind.NOT_REPLAYABLE,
          parked.kind() == ParkedRecord.Kind.INPUT
              ? "It is a payload that no version of the platform's folder has understood yet, and no event. Teach it the kind"
                  + " (./milena translate shows what it reads), have the platform send it again, or drop it."
              : "It was on its topic without the name of a conversation, so nobody knows where to play it again. Drop it.");
    }
  }

  /** How many were taken, and whether there may be more. */
  Uni<DecidedView> decide(ParkedFilter filter, Verdict verdict, String by, int limit) {
    filter.requireAPart();
    return table
        .decide(filter, verdict, by, limit)
        .call(all -> inTurn(all, verdict))
        .invoke(all -> log(verdict, by, all.size()))
        .map(all -> new DecidedView(all.size(), all.size() == limit));
  }

  private Uni<Void> inTurn(List<ParkedRecord> all, Verdict verdict) {
    return Multi.createFrom()
        .iterable(all)
        .onItem()
        .transformToUniAndConcatenate(parked -> carryOut(parked, verdict))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> carryOut(ParkedRecord parked, Verdict verdict) {
    return send(parked, verdict).chain(() -> table.sent(parked));
  }

  private Uni<Void> send(ParkedRecord parked, Verdict verdict) {
    return switch (parked.kind()) {
      case COMMAND ->
          parked
              .conversation()
              .map(conversation -> append(order(parked, verdict, conversation)))
              .orElseGet(() -> remove(parked));
      case EVENT ->
          switch (verdict) {
            case REPLAY -> playAgain(parked).chain(() -> remove(parked));
            case DROP -> remove(parked);
          };
      case INPUT -> remove(parked);
    };
  }

  private static ProducerRecord<String, byte[]> order(
      ParkedRecord parked, Verdict verdict, String conversation) {
    ParkedOrder.Type type =
        switch (verdict) {
          case REPLAY -> ParkedOrder.Type.REPLAY;
          case DROP -> ParkedOrder.Type.DROP;
        };
    Parked about = parked.about();
    ParkedOrder order =
        new ParkedOrder(
            CommandIds.of(about.key(), 0, type.word(), conversation),
            type,
            Address.of(ConversationRef.parse(conversation)),
            parked.decision().orElseThrow().at(),
            parked.name(),
            about.key(),
            parked.place().partition(),
            parked.place().position(),
            verdict == Verdict.REPLAY ? about.replay() + 1 : 0);
    return Records.toRecord(
        about.origin().orElseThrow().topic(), conversation, Envelopes.wrap(order));
  }

  /** What is gone cannot be played; its row goes with the record. */
  private Uni<Void> playAgain(ParkedRecord parked) {
    return texts
        .find(parked)
        .chain(found ->
            found
                .map(record -> append(Parked.again(record, parked.about().replay() + 1)))
                .orElseGet(() -> Uni.createFrom().voidItem().invoke(() -> gone(parked))));
  }

  private static void gone(ParkedRecord parked) {
    LOG.warnf(
        "A parked event was gone before it could be played again. account=%s eventId=%s",
        parked.about().account(), parked.name());
  }

  private Uni<Void> remove(ParkedRecord parked) {
    return append(Parked.tombstone(parked.about().key(), parked.about().account()));
  }

  private Uni<Void> append(ProducerRecord<String, byte[]> record) {
    return appender.append(record).replaceWithVoid();
  }

  /** The text of one, for who may read it. */
  Uni<ParkedText> text(UUID id, String by) {
    return find(id).chain(parked -> texts.find(parked).map(found -> text(parked, found, by)));
  }

  private static ParkedText text(
      ParkedRecord parked, Optional<ConsumerRecord<String, byte[]>> found, String by) {
    LOG.infof("The text of parked work was read. parked=%s by=%s", Ids.command(parked.id()), by);
    return ParkedText.of(parked, found.orElseThrow(Deciding::textGone).value());
  }

  private static void log(Verdict verdict, String by, int many) {
    LOG.infof(
        "Parked work was decided about. verdict=%s records=%d by=%s",
        verdict.state(), (Object) many, by);
  }

  private static ProblemException notThere() {
    return ProblemException.of(
        Kind.NOT_FOUND,
        "Nothing of this id is parked: it was replayed or dropped, it expired, or it never was. GET /api/v1/parked lists what is.");
  }

  private static ProblemException textGone() {
    return ProblemException.of(
        Kind.NOT_FOUND,
        "Its text is no longer on the topic: it was acted on a moment ago, or expired.");
  }

  private static ProblemException decidedOtherwise(Verdict verdict) {
    return ProblemException.of(
        Kind.DECIDED,
        switch (verdict) {
          case REPLAY -> "It is being dropped, or it is gone by now.";
          case DROP ->
              "It is being played again, or it is gone by now. If it fails once more it will be listed anew.";
        });
  }
}
