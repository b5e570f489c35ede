package dev.milena.bench;

import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.ConversationRef;
import dev.milena.model.Json;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Plan;
import dev.milena.platform.Reception;
import dev.milena.platform.Webhook;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.LoopbackHttp;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.Said;
import dev.milena.platform.testkit.SimulatorFactory;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * What a platform's own code costs, on one thread and without a network: who calls and what they
 * say, beside parsing the same body; and what to call for an answer, beside writing the command as
 * JSON. Every platform that has a simulator is measured.
 */
final class PlatformsBenchmark implements Benchmark.Measurement {
  static final String TITLE = "A message read and an answer planned, each platform, one thread";

  /** As many as keep a parser from seeing the same strings again and again. */
  private static final int MESSAGES = 256;

  private static final String WORDS = "The invoice is attached. Is there anything else?";

  /** Nothing is waited for, so little else can disturb. */
  private static final Duration MEASURED = Duration.ofSeconds(1);

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  @Override
  public void run(Lab lab, Report report) throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      for (SimulatorFactory factory : SimulatorFactory.all()) {
        for (Harness harness : factory.harnesses(LoopbackHttp.client(vertx))) {
          measure(lab, report, harness);
        }
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private void measure(Lab lab, Report report, Harness harness) throws Exception {
    String name = (harness.platform().key() + " " + harness.kind()).strip();
    try (PlatformSimulator simulator = harness.simulator()) {
      AccountRef ref = new AccountRef(harness.platform().key(), "bench");
      Account account = new Account(ref, 1, simulator.open(ref, "http://127.0.0.1:1"));
      if (harness.webhook().isPresent()) {
        read(lab, report, name, harness, account);
      }
      List<Command> commands = commands(harness, account);
      side(lab, report, name + ", JSON", i -> Json.bytes(commands.get(i)).length > 0);
      side(
          lab,
          report,
          name + ", planned",
          i -> harness.outbound().plan(account, commands.get(i)) instanceof Plan.Steps);
      report.ratio(name + ", planned", name + ", JSON");
    }
  }

  private void read(Lab lab, Report report, String name, Harness harness, Account account)
      throws Exception {
    Webhook webhook = harness.webhook().orElseThrow();
    List<InboundRequest> inputs =
        IntStream.range(0, MESSAGES).mapToObj(i -> input(harness, account)).toList();
    side(
        lab,
        report,
        name + ", parsed",
        i -> !Json.mapper().readTree(inputs.get(i).body().getBytes()).isMissingNode());
    side(
        lab,
        report,
        name + ", read",
        i -> isTaken(webhook.receive(account, inputs.get(i)).await().indefinitely()));
    report.ratio(name + ", read", name + ", parsed");
  }

  private static InboundRequest input(Harness harness, Account account) {
    String chat = harness.newConversation();
    Said said = new Said(chat, harness.newMessage(), chat, RichText.plain(WORDS));
    return harness.authentic(account, harness.message(account, said));
  }

  private static boolean isTaken(Reception reception) {
    return reception instanceof Reception.Accepted accepted
        && !accepted.translation().events().isEmpty();
  }

  private static List<Command> commands(Harness harness, Account account) {
    RichText text = new RichText(WORDS, List.of(Mark.of(MarkType.BOLD, 0, 3)));
    Action answer = Action.Send.of(Content.of(text, List.of(), List.of()));
    return IntStream.range(0, MESSAGES)
        .mapToObj(i ->
            Command.of(
                "command" + i,
                Address.of(ConversationRef.of(account.ref(), harness.newConversation())),
                answer))
        .toList();
  }

  /** One unit of work, on the input of that number; whether it came out as it should. */
  @FunctionalInterface
  private interface Work {
    boolean done(int number) throws IOException;
  }

  private void side(Lab lab, Report report, String name, Work work) throws IOException {
    repeat(lab.warmUp(), work);
    report.add(name, repeat(MEASURED, work));
  }

  private Sample repeat(Duration time, Work work) throws IOException {
    long from = System.nanoTime();
    long cpu = threads.getCurrentThreadCpuTime();
    long done = 0;
    long failed = 0;
    do {
      for (int i = 0; i < MESSAGES; i++) {
        if (work.done(i)) {
          done++;
        } else {
          failed++;
        }
      }
    } while (System.nanoTime() - from < time.toNanos());
    double seconds = (System.nanoTime() - from) / 1e9;
    Duration used = Duration.ofNanos(threads.getCurrentThreadCpuTime() - cpu);
    return new Sample(done / seconds, failed, new Histogram(3), used.dividedBy(Math.max(1, done)));
  }
}
