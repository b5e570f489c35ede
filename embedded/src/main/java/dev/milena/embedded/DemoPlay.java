package dev.milena.embedded;

import dev.milena.model.AccountRef;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The full cycle, act by act. Each act waits for the fact that ends it; what does not come in time
 * is a failure.
 */
final class DemoPlay {
  /**
   * Far above what any act takes (tens of milliseconds): a machine under load shall not fail the
   * demo.
   */
  private static final Duration ACT_MAX = Duration.ofSeconds(20);

  /** The burst is paced by the desk's limit of calls per second. */
  private static final Duration BURST_MAX = Duration.ofSeconds(90);

  private static final Duration LOOK_EVERY = Duration.ofMillis(10);
  private static final int BURST_CHATS = 5;

  /** Who comes one by one, and the first of those who come all at once. */
  private static final long ADA = 5_551_001;

  private static final long CROWD = 5_552_000;

  private final PlatformSimulator visitors;
  private final AccountRef bot;
  private final PlatformSimulator desk;
  private final AccountRef seat;
  private final DemoCast cast;
  private final Timeline timeline;
  private final int burst;
  private final String ada;
  private int checks;
  private int failures;

  DemoPlay(DemoCast cast, Timeline timeline, int burst) {
    this.cast = cast;
    this.visitors = cast.visitors();
    this.bot = cast.bot();
    this.desk = cast.desk();
    this.seat = cast.seat();
    this.timeline = timeline;
    this.burst = burst;
    this.ada = visitors.direct(ADA);
  }

  /** Returns whether everything arrived once and in order. */
  boolean play() {
    timeline.heading(cast);
    act(
        "a new visitor writes",
        () -> visitors.write(bot, ada, "Hello! Is anybody there?"),
        onDesk("Hello! Is anybody there?"));
    actWherePossible(
        "the visitor sends a photo", () -> visitors.sendFile(bot, ada, photo()), this::photoOnDesk);
    act(
        "the operator answers",
        () -> desk.write(seat, ada, "Good day. How can I help?"),
        atVisitor("Good day. How can I help?"));
    edit();
    reply();
    redelivery();
    burst();
    timeline.verdict(checks, failures);
    return failures == 0;
  }

  private void edit() {
    String message = visitors.write(bot, ada, "My order is 1001");
    await("the visitor writes once more", message, () -> onDesk("My order is 1001").get(), ACT_MAX);
    actWherePossible(
        "the visitor corrects it",
        () -> {
          visitors.edit(bot, ada, message, "My order is 1002");
          return message;
        },
        () -> deskTexts(ada).stream().anyMatch(t -> t.contains("My order is 1002")));
  }

  private void reply() {
    String answer = visitors.shown(bot, ada).getLast().id();
    actWherePossible(
        "the visitor replies to the operator",
        () -> visitors.reply(bot, ada, answer, "The parcel, please"),
        () -> deskTexts(ada).stream().anyMatch(t -> t.contains("The parcel, please")));
  }

  private void redelivery() {
    long from = System.nanoTime();
    int before = desk.shown(seat, ada).size();
    visitors.redeliverLast(bot, ada);
    String after = visitors.write(bot, ada, "Thank you");
    boolean came = await("the platform repeats an update", after, onDesk("Thank you"), ACT_MAX);
    if (came) {
      check(
          "…and it arrives once",
          desk.shown(seat, ada).size() == before + 1,
          "the repeated one came through",
          from);
    }
  }

  private void burst() {
    long from = System.nanoTime();
    Map<String, List<String>> sent = new LinkedHashMap<>();
    for (int i = 0; i < burst; i++) {
      String chat = visitors.direct(CROWD + i % BURST_CHATS);
      String text = "message " + i + " of " + burst;
      visitors.write(bot, chat, text);
      sent.computeIfAbsent(chat, c -> new ArrayList<>()).add(text);
    }
    boolean complete =
        awaitFact(
            () ->
                sent.entrySet().stream()
                    .allMatch(e -> deskTexts(e.getKey()).size() >= e.getValue().size()),
            BURST_MAX);
    boolean exact =
        complete
            && sent.entrySet().stream().allMatch(e -> deskTexts(e.getKey()).equals(e.getValue()));
    check(
        burst + " messages in " + BURST_CHATS + " chats, once and in order",
        exact,
        complete
            ? "doubled or out of order"
            : "some are missing after " + BURST_MAX.toSeconds() + " s",
        from);
  }

  /** Passes over what people cannot do on this platform, or not in the way its account is set. */
  private void actWherePossible(String what, Supplier<String> deed, Supplier<Boolean> fact) {
    try {
      act(what, deed, fact);
    } catch (UnsupportedOperationException e) {
      timeline.passedOver(what, e.getMessage());
    }
  }

  private void act(String what, Supplier<String> deed, Supplier<Boolean> fact) {
    long from = System.nanoTime();
    String message = deed.get();
    await(what, message, fact, ACT_MAX, from);
  }

  private boolean await(String what, String message, Supplier<Boolean> fact, Duration max) {
    return await(what, message, fact, max, System.nanoTime());
  }

  private boolean await(
      String what, String message, Supplier<Boolean> fact, Duration max, long from) {
    checks++;
    boolean came = awaitFact(fact, max);
    if (came) {
      timeline.arrived(what, message, from);
    } else {
      failures++;
      timeline.failed(what, "nothing arrived within " + max.toSeconds() + " s");
    }
    return came;
  }

  private void check(String what, boolean holds, String otherwise, long from) {
    checks++;
    if (holds) {
      timeline.checked(what, from);
    } else {
      failures++;
      timeline.failed(what, otherwise);
    }
  }

  private static boolean awaitFact(Supplier<Boolean> fact, Duration max) {
    long until = System.nanoTime() + max.toNanos();
    while (!fact.get()) {
      if (System.nanoTime() > until) {
        return false;
      }
      java.util.concurrent.locks.LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    return true;
  }

  private Supplier<Boolean> onDesk(String text) {
    return () -> deskTexts(ada).contains(text);
  }

  private Supplier<Boolean> atVisitor(String text) {
    return () -> any(visitors.shown(bot, ada), s -> s.text().contains(text));
  }

  private boolean photoOnDesk() {
    return any(desk.shown(seat, ada), s -> s.fileBytes().contains((long) photo().bytes().length));
  }

  private List<String> deskTexts(String chat) {
    return desk.shown(seat, chat).stream().map(Shown::text).toList();
  }

  private static boolean any(List<Shown> shown, Predicate<Shown> which) {
    return shown.stream().anyMatch(which);
  }

  /** The smallest picture there is: one grey point as GIF. */
  private static OfferedFile photo() {
    byte[] gif =
        java.util.Base64.getDecoder()
            .decode("R0lGODlhAQABAIAAAMLCwgAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==");
    return new OfferedFile(
        "point.gif", "image/gif", gif, Optional.of("This is what it looks like"));
  }
}
