package dev.milena.platform.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.DeliveryResult.Delivered;
import dev.milena.platform.DeliveryResult.Unconfirmed;
import dev.milena.platform.Media;
import dev.milena.platform.Plan;
import dev.milena.platform.Reconciliation;
import dev.milena.platform.Step;
import dev.milena.platform.testkit.LoopbackHttp;
import dev.milena.platform.testkit.PlatformSimulator.Fault;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only Slack does: finding lost messages again, files that show late, hosts of its own. */
class SlackSenderTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final AccountRef REF = new AccountRef(SlackPlatform.KEY, "sender");
  private static final String DIRECT = "D0SENDER";

  private final Vertx vertx = Vertx.vertx();
  private final SlackSimulator simulator = new SlackSimulator();
  private final SlackSender sender = new SlackSender(LoopbackHttp.client(vertx));
  private final Account account = new Account(REF, 1, simulator.open(REF, "http://127.0.0.1:1"));
  private String question;

  @BeforeEach
  void open() {
    question = simulator.write(REF, DIRECT, "Hello");
  }

  @AfterEach
  void close() {
    simulator.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private Command command(Action action) {
    return Command.of(
        "command-7",
        new Address(SlackPlatform.KEY, "sender", Optional.empty(), DIRECT, Optional.empty()),
        action);
  }

  private List<Step> steps(Command command) {
    return ((Plan.Steps) sender.plan(account, command)).steps();
  }

  private DeliveryResult deliver(Step step, Map<String, String> earlier) {
    return sender.deliver(account, step, earlier).await().atMost(SOON);
  }

  private Reconciliation reconcile(Command command, Step step) {
    return sender
        .reconcile(account, command, step, Instant.now().minusSeconds(60))
        .await()
        .atMost(SOON);
  }

  @Test
  void messageWhoseAnswerWasLostIsFoundByItsNote() {
    // Given
    Command command = command(Action.Send.of(Content.plain("Lost answer")));
    Step step = steps(command).getFirst();
    simulator.fail(new Fault.AcceptWithoutAnswer(1));
    assertThat(deliver(step, Map.of())).isInstanceOf(Unconfirmed.class);

    // When
    Reconciliation found = reconcile(command, step);

    // Then
    String ts = simulator.shown(REF, DIRECT).getFirst().id();
    assertThat(found).isEqualTo(new Reconciliation.Done(Delivered.as(ts)));
  }

  @Test
  void messageInAThreadIsFoundThere() {
    // Given
    Command command =
        command(
            new Action.Send(
                Content.plain("Lost"), Optional.of(MessageRef.known(question)), Optional.empty()));
    Step step = steps(command).getFirst();
    deliver(step, Map.of());

    // Then
    assertThat(reconcile(command, step)).isInstanceOf(Reconciliation.Done.class);
  }

  @Test
  void messageThatDidNotArriveIsKnownNotToBeThere() {
    // Given
    Command command = command(Action.Send.of(Content.plain("Never sent")));
    Step step = steps(command).getFirst();

    // Then
    assertThat(reconcile(command, step)).isEqualTo(new Reconciliation.NotDone());
  }

  @Test
  void answerToAPressCannotBeLookedFor() {
    // Given
    Command command =
        command(
            new Action.AnswerInteraction(
                new Action.InteractionRef("actions/T1/1/x"), Optional.of(Content.plain("x"))));

    // Then
    assertThat(reconcile(command, steps(command).getFirst()))
        .isEqualTo(new Reconciliation.Untold());
  }

  @Test
  void fileThatShowsLateIsLookedForAgain() {
    // Given
    simulator.showFilesAfter(REF, 2);
    Attachment lent =
        Attachment.of(AttachmentType.FILE).url(simulator.baseUrl() + "/lent").sizeBytes(3L).build();
    List<Step> steps =
        steps(command(Action.Send.of(Content.of(RichText.plain("x"), List.of(lent), List.of()))));
    Map<String, String> earlier = new HashMap<>();
    earlier.put(
        "file_id.1", simulator.app(REF).files().put("F0LATE", "x", "x/x", new byte[3]).id());
    deliver(steps.get(2), earlier);

    // When
    Step look = steps.getLast();

    // Then
    assertThat(deliver(look, earlier)).isInstanceOf(Unconfirmed.class);
    assertThat(deliver(look, earlier)).isInstanceOf(Unconfirmed.class);
    assertThat(deliver(look, earlier)).isInstanceOf(Delivered.class);
    assertThat(look.repeatable()).isFalse();
  }

  @Test
  void sizeOfAFileIsFoundOutBeforeItGoes() {
    // Given
    Step announce =
        steps(
                command(
                    Action.Send.of(
                        Content.of(
                            RichText.plain(""),
                            List.of(
                                Attachment.of(AttachmentType.FILE)
                                    .url(simulator.baseUrl() + "/files-pri/F1/download")
                                    .name("x")
                                    .build()),
                            List.of()))))
            .getFirst();

    // Then
    assertThat(announce.request().body()).isInstanceOf(ApiRequest.SizeBody.class);
    assertThat(deliver(announce, Map.of()))
        .isInstanceOfSatisfying(
            Delivered.class,
            d -> assertThat(d.brought()).containsOnlyKeys("upload_url.1", "file_id.1"));
  }

  @Test
  void fileWithoutTheRightTokenIsNotAPageForSigningIn() {
    // Given
    SlackMedia media = new SlackMedia(LoopbackHttp.client(vertx));
    Attachment foreign = Attachment.of(AttachmentType.FILE).id("T9/F1").build();
    Attachment gone = Attachment.of(AttachmentType.FILE).id("F0GONE").build();

    // Then
    for (Attachment file : List.of(foreign, gone)) {
      assertThatThrownBy(() -> media.open(account, file).await().atMost(SOON))
          .isInstanceOf(Media.UnavailableException.class);
    }
  }
}
