package dev.milena.chaos;

import dev.milena.platform.testkit.PlatformSimulator;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * One run: people write, faults come one after another, and in the end everything is counted. A
 * fault begins when what was sent before has arrived, so that what is late or lost has one cause.
 */
final class Run {
  /** Without a fault, so that there is something to compare with. */
  static final Duration CALM = Duration.ofSeconds(10);

  private static final Duration LEAD = Duration.ofSeconds(1);

  /** What is under way between two faults takes a moment; what takes longer is late anyway. */
  private static final Duration SILENCE_MAX = Duration.ofSeconds(10);

  /** Some hundred messages with a deadline are dropped in this time, on a machine however busy. */
  private static final Duration DROPPED_WITHIN = Duration.ofSeconds(10);

  private final Settings settings;
  private final PrintStream out;
  private final long began = System.nanoTime();

  /**
   * What a person may choose.
   *
   * @param root of the project, where the stages are built
   * @param folder for data and logs
   * @param time how long faults go on, start and end come on top; zero: until each has come once
   * @param calm how long nothing happens at first, twice: for cold code, and to compare with
   * @param rate messages a second, both ways together
   * @param only names of the faults; empty: all
   * @param lateAfter how long a message may take
   * @param platforms where people write; empty: on all
   * @param before where another version is built that runs first, and beside the one of the root
   *     while that takes its place; then no other fault comes
   */
  record Settings(
      Path root,
      Path folder,
      Duration time,
      Duration calm,
      double rate,
      long seed,
      List<String> only,
      Duration lateAfter,
      List<String> platforms,
      Optional<Path> before) {
    private Plan plan(Random random) throws IOException {
      return before.isPresent()
          ? Plan.inOrder(VersionFaults.thereAndBack(before.get(), root))
          : Plan.of(only, time, random);
    }

    private boolean isOnce() {
      return time.isZero() || before.isPresent();
    }

    /** What plays the same faults once more, in the same order, among the same people. */
    String again() {
      return "./milena chaos --seed "
          + seed
          + which()
          + " --rate "
          + plain(rate)
          + " --late "
          + lateAfter.toSeconds()
          + (platforms.isEmpty() ? "" : " --platforms " + String.join(",", platforms));
    }

    private String which() {
      if (before.isPresent()) {
        return " --beside " + before.get();
      }
      return (time.isZero() ? " --once" : " --minutes " + plain(time.toMillis() / 60_000.0))
          + (only.isEmpty() ? "" : " --faults " + String.join(",", only));
    }

    private static String plain(double number) {
      return BigDecimal.valueOf(number)
          .setScale(3, RoundingMode.HALF_UP)
          .stripTrailingZeros()
          .toPlainString();
    }
  }

  Run(Settings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  /**
   * @return whether every promise was kept
   * @throws IOException when it could not be played
   */
  boolean play() throws Exception {
    Random random = new Random(settings.seed());
    Plan plan = settings.plan(random);
    say("%s, logs in %s", settings.again(), settings.folder());
    try (Hub hub = Hub.open(settings.before().orElse(settings.root()), settings.folder());
        Cast cast = Cast.open(hub.address(), settings.platforms())) {
      hub.start(cast);
      say(
          "%d replicas run; people write on %s",
          hub.replicas().size(),
          cast.busy().stream().map(p -> p.visitors() + " ⇄ " + p.desk()).toList());
      return play(hub, cast, plan, random);
    }
  }

  private boolean play(Hub hub, Cast cast, Plan plan, Random random) throws Exception {
    Ledger ledger =
        new Ledger(() -> cast.givenUp().values().stream().mapToLong(Long::longValue).sum());
    try (ledger;
        Traffic traffic = new Traffic(cast.busy(), ledger, settings.rate(), settings.seed())) {
      Arena arena = new Arena(hub, cast, traffic, ledger, random);
      traffic.start();
      warmUp(ledger);
      // Whoever calls once and does not wait for cold code has its loss here.
      noteGivenUp(Ledger.START, true, Map.of(), arena);
      begin("none", arena);
      Arena.pause(settings.calm());
      long until = System.nanoTime() + settings.time().toNanos();
      do {
        play(plan.next(), arena);
      } while (settings.isOnce() ? !plan.left().isEmpty() : System.nanoTime() < until);
      if (!plan.left().isEmpty()) {
        say("no time was left for %s", String.join(", ", plan.left()));
      }
      traffic.stop();
      if (!ledger.catchUp(settings.lateAfter().multipliedBy(2))) {
        say("%d messages are still missing", ledger.pending());
      }
      ledger.settle(SILENCE_MAX);
    }
    return judge(hub, cast, ledger);
  }

  /** Strangers' first messages, cold code and the first assignment of partitions. */
  private void warmUp(Ledger ledger) throws InterruptedException {
    Arena.pause(settings.calm());
    if (!ledger.catchUp(settings.lateAfter())) {
      say("%d messages have not arrived since the start", ledger.pending());
    }
  }

  private void play(Fault fault, Arena arena) throws Exception {
    Map<String, Long> givenUp = arena.cast().givenUp();
    begin(fault.name(), arena);
    // It strikes while people write, not between two messages.
    Arena.pause(LEAD);
    long from = System.nanoTime();
    long broken = arena.cast().limitsBroken();
    String spared = "";
    try {
      fault.deed().play(arena);
    } catch (Fault.NothingToStrikeException e) {
      spared = ", nothing to strike: " + e.getMessage();
    }
    // What has struck nobody yet would strike under another fault's name.
    arena.cast().simulators().forEach(s -> s.fail(new PlatformSimulator.Fault.Over()));
    long over = System.nanoTime();
    boolean whole = Facts.holds(settings.lateAfter(), arena.hub()::whole);
    boolean caughtUp = arena.ledger().catchUp(settings.lateAfter());
    noteGivenUp(fault.name(), fault.unheard(), givenUp, arena);
    say(
        "%-26s %5.1f s, %s %.1f s later%s%s%s",
        fault.name(),
        seconds(over - from),
        caughtUp ? "all had arrived" : arena.ledger().pending() + " were still missing",
        seconds(System.nanoTime() - over),
        spared,
        whole ? "" : ", not all replicas were ready again",
        arena.cast().limitsBroken() == broken ? "" : ", a platform's limit was broken");
  }

  private static void noteGivenUp(
      String during, boolean excused, Map<String, Long> before, Arena arena) {
    arena
        .cast()
        .givenUp()
        .forEach((platform, now) -> {
          long inputs = now - before.getOrDefault(platform, 0L);
          if (inputs > 0) {
            arena.ledger().gaveUp(new Ledger.GivenUp(during, platform, inputs, excused));
          }
        });
  }

  /** What is under way arrives before, so that each message has seen one fault at most. */
  private static void begin(String name, Arena arena) {
    arena
        .traffic()
        .alone(() -> {
          Facts.holds(SILENCE_MAX, () -> arena.ledger().pending() == 0);
          arena.ledger().during(name);
        });
  }

  private boolean judge(Hub hub, Cast cast, Ledger ledger)
      throws IOException, InterruptedException {
    Verdict verdict =
        Verdict.of(ledger, cast.simulators(), doubts(hub, ledger), settings.lateAfter());
    out.println();
    verdict.lines().forEach(out::println);
    out.println();
    hub.errors().forEach(out::println);
    if (verdict.good()) {
      out.println("Nothing lost, nothing out of order, nothing doubled outside the window.");
    } else {
      out.printf(
          "Broken: %s.%nAgain: %s%nLogs: %s%n",
          String.join(", ", verdict.broken()), settings.again(), hub.logs());
    }
    return verdict.good();
  }

  /** Egress drops a campaign whose time is over one by one; that it goes on doing so is enough. */
  private static Doubts doubts(Hub hub, Ledger ledger) throws InterruptedException {
    Doubts doubts = Doubts.read(hub.kafka().bootstrapServers());
    long left = ledger.undecided(doubts);
    long before = Long.MAX_VALUE;
    while (left > 0 && left < before) {
      before = left;
      Arena.pause(DROPPED_WITHIN);
      doubts = Doubts.read(hub.kafka().bootstrapServers());
      left = ledger.undecided(doubts);
    }
    return doubts;
  }

  private void say(String format, Object... arguments) {
    out.printf(
        "%6.1f s  %s%n", seconds(System.nanoTime() - began), String.format(format, arguments));
    out.flush();
  }

  private static double seconds(long nanos) {
    return nanos / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
