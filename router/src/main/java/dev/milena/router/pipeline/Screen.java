package dev.milena.router.pipeline;

import dev.milena.model.Action;
import dev.milena.model.Content;
import dev.milena.model.Happening;
import dev.milena.router.access.AccessRules;
import dev.milena.router.access.Verdict;
import dev.milena.router.decisions.Decision;
import dev.milena.router.decisions.Decision.Outcome;
import dev.milena.router.identity.OwnIdentities;
import dev.milena.router.relay.LoopGuard;
import dev.milena.router.relay.Reference;
import dev.milena.router.relay.Trails;
import dev.milena.router.store.Ids;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides what may pass: nothing that is too late, none of our own words come back, nobody who was
 * turned away.
 */
final class Screen {
  private final AccessRules rules;
  private final OwnIdentities own;
  private final LoopGuard loops;
  private final Trails trails;
  private final Map<UUID, Decision> before;
  private final Instant now;

  /**
   * @param before what was decided when the router saw these events first
   */
  Screen(
      AccessRules rules,
      OwnIdentities own,
      LoopGuard loops,
      Trails trails,
      Map<UUID, Decision> before,
      Instant now) {
    this.rules = rules;
    this.own = own;
    this.loops = loops;
    this.trails = trails;
    this.before = before;
    this.now = now;
  }

  /** Drops the case, or leaves it open. */
  void look(Case c) {
    if (c.event().what() instanceof Happening.SendRequested) {
      return;
    }
    Optional<Decision> earlier =
        Optional.ofNullable(before.get(c.id())).filter(d -> isFinal(d.outcome()));
    if (earlier.isPresent()) {
      repeat(c, earlier.get());
    } else if (c.event().expiresAt().filter(now::isAfter).isPresent()) {
      c.drop(c.decide(Outcome.EXPIRED, "expired", Optional.empty()));
    } else if (isEcho(c)) {
      c.drop(c.decide(Outcome.ECHO, "echo", Optional.empty()));
    } else {
      judge(c);
    }
  }

  private static boolean isFinal(Outcome outcome) {
    return switch (outcome) {
      case DENIED, EXPIRED, OVERTAKEN, ECHO, LOOP -> true;
      case UNROUTED, UNKNOWN_VISITOR, UNKNOWN_PLATFORM, UNKNOWN_TOPIC, TOO_LARGE, POISON -> false;
    };
  }

  /**
   * What was decided stays decided, even if the rules have changed since; who was told is told by
   * the same command.
   */
  private void repeat(Case c, Decision earlier) {
    c.drop(earlier);
    if (earlier.told()
        && rules.judge(c.event(), c.participant()) instanceof Verdict.Denied denied) {
      denied.message().ifPresent(text -> tell(c, text));
    }
  }

  private boolean isEcho(Case c) {
    boolean sentByUs =
        c.event().sender().filter(s -> s.self()).isPresent()
            && c.event()
                .conversation()
                .map(conversation -> Ids.conversation(conversation.ref(c.event().account())))
                .flatMap(id -> message(c.event().what()).map(m -> new Reference(id, m)))
                .filter(trails::isOurs)
                .isPresent();
    return sentByUs || own.wroteElsewhere(c.event());
  }

  private static Optional<String> message(Happening what) {
    if (what instanceof Happening.MessageCreated m) {
      return m.message().id();
    }
    return what instanceof Happening.MessageEdited m ? m.message().id() : Optional.empty();
  }

  private void judge(Case c) {
    switch (rules.judge(c.event(), c.participant())) {
      case Verdict.Denied denied -> deny(c, denied);
      case Verdict.Allowed allowed when loops.isLoop(c.event()) ->
          c.drop(c.decide(Outcome.LOOP, "too_many_from_a_program", Optional.empty()));
      case Verdict.Allowed allowed -> {}
    }
  }

  private static void deny(Case c, Verdict.Denied denied) {
    Decision decision = c.decide(Outcome.DENIED, denied.reason(), Optional.of(denied.rule()));
    Optional<String> text = denied.message().filter(t -> isOnPurpose(c.event().what()));
    c.drop(text.isPresent() ? decision.andTold() : decision);
    text.ifPresent(t -> tell(c, t));
  }

  /** Somebody who only types, joins or reacts has not asked for an answer. */
  private static boolean isOnPurpose(Happening what) {
    return what instanceof Happening.MessageCreated
        || what instanceof Happening.CommandInvoked
        || what instanceof Happening.InteractionPressed;
  }

  private static void tell(Case c, String text) {
    c.passing().back("denied", Action.Send.of(Content.plain(text))).ifPresent(c::causes);
  }
}
