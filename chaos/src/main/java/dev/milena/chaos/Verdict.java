package dev.milena.chaos;

import dev.milena.platform.testkit.PlatformSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run has shown: one row for each fault and platform, and everything that breaks a promise
 * by its name.
 *
 * <p>A message may come twice where its call was in doubt and the platform has no key to recognise
 * the second; so many copies in a conversation as it had calls in doubt are within the window,
 * every other one is a failure. What a platform did not repeat although the hub had not taken it is
 * its loss, and is counted apart; it is none where the hub, which had answered that it does not
 * know, had it in Kafka after all.
 */
final class Verdict {
  /** Enough to find the cause; a run that loses thousands needs no list of them. */
  private static final int FINDINGS_SHOWN = 40;

  /** Others may take a tenth longer beside a fault that is none of theirs. */
  private static final double NOTICED_FROM = 1.1;

  /**
   * Nine processes share two cores, and the ledger looks every 10 ms: two calm stretches of 20 s
   * differ by that much. Who waits for another's account waits for seconds.
   */
  private static final Duration TIMER_NOISE = Duration.ofMillis(150);

  private final Map<String, Map<String, Row>> rows = new LinkedHashMap<>();
  private final List<String> findings = new ArrayList<>();
  private final Map<String, Integer> lostFrom = new TreeMap<>();
  private final Map<String, Long> lostUnder = new TreeMap<>();
  private final Map<String, Long> givenUp = new TreeMap<>();
  private final Map<String, Long> excused = new TreeMap<>();
  private final Map<String, Long> refused = new TreeMap<>();
  private final Map<String, Integer> inDoubt = new TreeMap<>();
  private final Map<String, Long> limitsBroken = new TreeMap<>();
  private final List<String> compared = new ArrayList<>();
  private final Duration lateAfter;
  private int unknown;
  private int unkept;
  private int noticed;

  private Verdict(Duration lateAfter) {
    this.lateAfter = lateAfter;
  }

  static Verdict of(
      Ledger ledger, List<PlatformSimulator> simulators, Doubts doubts, Duration lateAfter) {
    Verdict verdict = new Verdict(lateAfter);
    verdict.findings.addAll(ledger.findings());
    verdict.unkept = ledger.findings().size();
    for (PlatformSimulator simulator : simulators) {
      PlatformSimulator.Ledger counts = simulator.ledger();
      verdict.limitsBroken.merge(simulator.platform(), counts.throttled(), Long::sum);
      verdict.inDoubt.put(simulator.platform(), doubts.onPlatform(simulator.platform()));
    }
    ledger.givenUp().forEach(verdict::add);
    ledger.lanes().forEach(lane -> verdict.add(lane, doubts));
    ledger.besides().forEach(verdict::compare);
    return verdict;
  }

  private void add(Ledger.GivenUp inputs) {
    String where = where(inputs.platform(), inputs.fault());
    if (inputs.excused()) {
      excused.merge(inputs.platform(), inputs.inputs(), Long::sum);
      givenUp.merge(where, inputs.inputs(), Long::sum);
    } else {
      refused.merge(where, inputs.inputs(), Long::sum);
    }
  }

  private static String where(String platform, String fault) {
    return platform + " under " + fault;
  }

  private void add(Lane lane, Doubts doubts) {
    List<Lane.Sent> sent = lane.sent();
    Audit audit = lane.audit();
    String platform = lane.to().account().platform();
    for (Lane.Sent message : sent) {
      Row row = row(message.during(), platform);
      row.sent();
      message.took().ifPresent(t -> row.took(t, isLate(lane, message)));
    }
    int dropped = lane.mayExpire() ? doubts.expiredIn(lane.key()) : 0;
    for (int number : audit.lost().stream().skip(dropped).toList()) {
      row(sent.get(number).during(), platform).lost();
      String from = lane.from().account().platform();
      lostFrom.merge(from, 1, Integer::sum);
      lostUnder.merge(where(from, sent.get(number).during()), 1L, Long::sum);
      find("lost", lane, number, sent, " " + doubts.givenUp(lane.key()));
    }
    for (int number : audit.misplaced()) {
      row(sent.get(number).during(), platform).misplaced();
      find("out of order", lane, number, sent, "");
    }
    int window = lane.waitsForPeople() ? 0 : doubts.in(lane.key());
    for (Map.Entry<Integer, Integer> doubled : audit.doubled().entrySet()) {
      int number = doubled.getKey();
      int inWindow = Math.min(window, doubled.getValue());
      window -= inWindow;
      row(sent.get(number).during(), platform).doubled(doubled.getValue(), inWindow);
      if (inWindow < doubled.getValue()) {
        find("doubled outside the window", lane, number, sent, "");
      }
    }
    for (int number = 0; number < sent.size(); number++) {
      if (isLate(lane, sent.get(number))) {
        find("late", lane, number, sent, " " + sent.get(number).took().get().toMillis() + " ms");
      }
    }
    audit.unknown().forEach(n -> findings.add("never sent: " + lane + " §" + n));
    unknown += audit.unknown().size();
  }

  /**
   * Whether it took too long; a campaign may take its time, and so may a cold start, and what is
   * parked until somebody acts.
   */
  private boolean isLate(Lane lane, Lane.Sent message) {
    return !lane.mayExpire()
        && !lane.waitsForPeople()
        && !message.during().equals(Ledger.START)
        && message.took().filter(t -> t.compareTo(lateAfter) > 0).isPresent();
  }

  private void find(String what, Lane lane, int number, List<Lane.Sent> sent, String more) {
    findings.add(
        what + ": " + lane + " §" + number + ", under " + sent.get(number).during() + more);
  }

  private Row row(String fault, String platform) {
    return rows.computeIfAbsent(fault, _ -> new TreeMap<>())
        .computeIfAbsent(platform, _ -> new Row());
  }

  private Row sum() {
    Row sum = new Row();
    rows.values().forEach(platforms -> platforms.values().forEach(sum::add));
    return sum;
  }

  /** Whether others noticed a fault that was none of theirs. */
  private void compare(Ledger.Beside beside) {
    long before = sum(beside.before()).percentile(0.99);
    long during = sum(beside.fault()).percentile(0.99);
    long allowed = Math.round(before * NOTICED_FROM) + TIMER_NOISE.toMillis();
    compared.add(
        String.format(
            "p99 of the others under %s: %d ms, %d ms for as long before; allowed %d ms: a tenth more,"
                + " and %d ms for the timers of a busy machine",
            beside.fault(), during, before, allowed, TIMER_NOISE.toMillis()));
    noticed += during > allowed ? 1 : 0;
  }

  private Row sum(String fault) {
    Row sum = new Row();
    rows.getOrDefault(fault, Map.of()).values().forEach(sum::add);
    return sum;
  }

  /** Whether every promise was kept. */
  boolean good() {
    return broken().isEmpty();
  }

  /** What was not kept, counted; empty when all was. */
  List<String> broken() {
    Row sum = sum();
    List<String> broken = new ArrayList<>();
    lostFrom.forEach((platform, lost) ->
        count(broken, lost - excused.getOrDefault(platform, 0L), "lost from " + platform));
    refused.forEach((where, inputs) ->
        count(
            broken,
            Math.min(inputs, lostUnder.getOrDefault(where, 0L)),
            "given up by " + where + " although ingress was there, and lost"));
    count(broken, sum.doubledBeyondWindow(), "doubled outside the window");
    count(broken, sum.misplacedCount(), "out of order");
    count(broken, sum.lateCount(), "late");
    count(broken, unknown, "never sent");
    count(broken, unkept, "found by a fault");
    count(broken, noticed, "times others noticed a fault");
    limitsBroken.forEach((platform, n) -> count(broken, n, "beyond the limits of " + platform));
    if (sum.sentCount() == 0) {
      broken.add("nobody wrote");
    }
    return broken;
  }

  private static void count(List<String> broken, long many, String what) {
    if (many > 0) {
      broken.add(many + " " + what);
    }
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(Row.head());
    rows.forEach((fault, platforms) ->
        platforms.forEach((platform, row) -> lines.add(row.text(fault, platform))));
    lines.add(sum().text("all", ""));
    lines.add("");
    lines.add(
        "late: more than "
            + lateAfter.toSeconds()
            + " s after it was sent, but for the start. Calls in doubt, of which each may double a"
            + " message: "
            + inDoubt
            + ". Calls beyond a platform's limit: "
            + limitsBroken
            + ". Inputs that a platform does not repeat, or no more, and that came when nobody was there: "
            + givenUp
            + ".");
    lines.addAll(compared);
    findings.stream().limit(FINDINGS_SHOWN).forEach(lines::add);
    if (findings.size() > FINDINGS_SHOWN) {
      lines.add("… and " + (findings.size() - FINDINGS_SHOWN) + " more");
    }
    return lines;
  }
}
