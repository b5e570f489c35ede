package dev.milena.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Button;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Capability;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Plan;
import dev.milena.platform.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The part of {@link OutboundContract} that is about planning and about what goes wrong: a plan is
 * the same every time and holds no secret, and a call is believed to have done no more and no less
 * than is known.
 */
abstract class OutboundFailures extends RiggedContract {
  boolean can(Capability capability) {
    return rig.harness().outbound().capabilities(rig.account()).contains(capability);
  }

  Command text(String conversation, String text) {
    return send(conversation, Content.plain(text), Optional.empty());
  }

  Command send(String conversation, Content content, Optional<String> replyTo) {
    return rig.command(
        conversation, new Action.Send(content, replyTo.map(MessageRef::known), Optional.empty()));
  }

  static Content content(RichText text, List<Attachment> files, List<List<Button>> buttons) {
    return Content.of(text, files, buttons);
  }

  /** What a platform does with something that it did not declare. */
  void assertRefusedOrDegraded(Command command) {
    switch (rig.plan(command)) {
      case Plan.Refused refused -> assertThat(refused.reason()).matches("[a-z_]+");
      case Plan.Steps steps ->
          assertThat(steps.degraded()).isNotEmpty().allMatch(d -> d.matches("[a-z_ ]+: .+"));
    }
  }

  static Attachment file(AttachmentType type, String address, String name) {
    String mime = type == AttachmentType.IMAGE ? "image/png" : "application/pdf";
    return Attachment.of(type).url(address).name(name).mime(mime).build();
  }

  @Test
  void theSameCommandIsPlannedTheSameWay() {
    // Given
    String address = rig.hub().lend("picture.png", new byte[10]);
    Content rich =
        content(
            new RichText("Bold. ".repeat(1000), List.of(Mark.of(MarkType.BOLD, 0, 4))),
            List.of(file(AttachmentType.IMAGE, address, "picture.png")),
            List.of(List.of(Button.pressing("a", "A", "1"))));
    Command command =
        send(rig.harness().newConversation(), rich, Optional.of(rig.harness().newMessage()));

    // When
    Plan first = rig.plan(command);
    Plan second = rig.plan(command);

    // Then
    assertThat(second).isEqualTo(first);
  }

  @Test
  void stepsAreCountedFromOne() {
    // Given
    String words = "word ".repeat(2500);

    // When
    List<Step> steps = rig.steps(text(rig.harness().newConversation(), words)).steps();

    // Then
    assertThat(steps)
        .extracting(Step::number)
        .isEqualTo(IntStream.rangeClosed(1, steps.size()).boxed().toList());
  }

  @Test
  void throttledSendWaitsAsLongAsPlatformAsked() {
    // Given
    String conversation = rig.openConversation();
    rig.simulator().fail(new PlatformSimulator.Fault.Throttle(1, 7));

    // When
    DeliveryResult result = rig.first(text(conversation, "Too fast"));

    // Then
    assertThat(result).isInstanceOf(DeliveryResult.Throttled.class);
    assertThat(((DeliveryResult.Throttled) result).retryAfter()).isEqualTo(Duration.ofSeconds(7));
    assertThat(rig.shown(conversation)).isEmpty();
  }

  @Test
  void sendWithoutAnswerIsUnconfirmedAlthoughItArrived() {
    // Given
    String conversation = rig.openConversation();
    rig.simulator().fail(new PlatformSimulator.Fault.AcceptWithoutAnswer(1));

    // When
    DeliveryResult result = rig.first(text(conversation, "Lost answer"));

    // Then
    assertThat(result).isInstanceOf(DeliveryResult.Unconfirmed.class);
    await().atMost(Rig.PATIENCE).until(() -> rig.shown(conversation).size() == 1);
  }

  @Test
  void sendThatIsCutOffIsNeverDelivered() {
    // Given
    String conversation = rig.openConversation();
    rig.simulator().fail(new PlatformSimulator.Fault.ResetBeforeAccept(1));

    // When
    DeliveryResult result = rig.first(text(conversation, "Cut off"));

    // Then
    assertThat(result)
        .isInstanceOfAny(DeliveryResult.Unreached.class, DeliveryResult.Unconfirmed.class);
    assertThat(rig.shown(conversation)).isEmpty();
  }

  @Test
  void platformThatFailsIsNotBelievedEitherWay() {
    // Given
    String conversation = rig.openConversation();
    rig.simulator().fail(new PlatformSimulator.Fault.ServerError(1));

    // When
    DeliveryResult result = rig.first(text(conversation, "Bad gateway"));

    // Then
    assertThat(result)
        .isInstanceOfAny(DeliveryResult.Unreached.class, DeliveryResult.Unconfirmed.class);
  }

  @Test
  void platformThatIsAwayIsUnreached() {
    // Given
    String conversation = rig.openConversation();
    Step step = rig.steps(text(conversation, "Nobody there")).steps().getFirst();
    rig.simulator().close();

    // When
    DeliveryResult result = rig.deliver(rig.account(), step, Map.of());

    // Then
    assertThat(result).isInstanceOf(DeliveryResult.Unreached.class);
  }

  @Test
  void afterAFaultTheSameStepGoesThrough() {
    // Given
    String conversation = rig.openConversation();
    Command command = text(conversation, "Once more");
    rig.simulator().fail(new PlatformSimulator.Fault.Throttle(1, 1));

    // When
    rig.deliver(command);

    // Then
    assertThat(rig.shown(conversation))
        .extracting(PlatformSimulator.Shown::text)
        .containsExactly("Once more");
  }

  @Test
  void wrongCredentialsHoldTheAccount() {
    // Given
    String conversation = rig.openConversation();
    Account wrong =
        new Account(rig.ref(), 2, Credentials.wrong(rig.harness().platform(), rig.settings()));
    Command command = text(conversation, "Let me in");
    Step step = ((Plan.Steps) rig.harness().outbound().plan(wrong, command)).steps().getFirst();

    // When
    DeliveryResult result = rig.deliver(wrong, step, Map.of());

    // Then
    assertThat(result)
        .isInstanceOf(
            rig.harness().checksCredentials()
                ? DeliveryResult.Misconfigured.class
                : DeliveryResult.Delivered.class);
  }

  @Test
  void noSecretIsInAPlan() {
    // Given
    List<String> secrets = Credentials.of(rig.harness().platform(), rig.settings());
    Command command = text(rig.harness().newConversation(), "Hello");

    // When
    Plan.Steps plan = rig.steps(command);

    // Then
    assertThat(secrets).isNotEmpty();
    String written =
        plan.steps().stream().map(OutboundFailures::written).collect(Collectors.joining("\n"));
    secrets.forEach(secret -> assertThat(written + plan + rig.account()).doesNotContain(secret));
  }

  private static String written(Step step) {
    ApiRequest request = step.request();
    return request.url() + request.headers() + body(request.body()) + step;
  }

  private static String body(ApiRequest.Body body) {
    return switch (body) {
      case ApiRequest.NoBody _ -> "";
      case ApiRequest.JsonBody json -> json.json().toString();
      case ApiRequest.FormBody form -> form.fields().toString();
      case ApiRequest.MultipartBody parts -> parts.fields().toString();
      case ApiRequest.SizeBody size -> size.fields().toString();
      case ApiRequest.FileBody _ -> "";
    };
  }
}
