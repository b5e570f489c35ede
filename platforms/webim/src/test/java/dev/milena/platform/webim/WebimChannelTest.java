package dev.milena.platform.webim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Content;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Reasons;
import dev.milena.platform.testkit.PlatformSimulator.Fault;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Custom Channel against the simulated desk, beside what the contracts ask of every platform.
 */
class WebimChannelTest {
  private final Desk desk = new Desk();
  private final String visitor = "tg-" + UUID.randomUUID();

  @AfterEach
  void close() {
    desk.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"url", "multipart", "base64"})
  void bytesOfAFileReachTheDeskInEveryMode(String mode) {
    desk.channel("/channel/outbound/file", "{\"mode\":\"" + mode + "\"}");

    List<DeliveryResult> results = desk.deliver(visitor, file());

    assertThat(results).containsExactly(DeliveryResult.Delivered.unnamed());
    await().atMost(Desk.PATIENCE).until(() -> !shown().getFirst().fileBytes().isEmpty());
    assertThat(shown().getFirst().fileBytes()).containsExactly(4321L);
    assertThat(shown().getFirst().files()).containsExactly("waybill.pdf");
  }

  @Test
  void fileThatIsTooLargeForTheBodyIsRefusedAndNothingIsSent() {
    desk.channel("/channel/outbound/file", "{\"mode\":\"base64\",\"bytes-max\":4320}");

    List<DeliveryResult> results = desk.deliver(visitor, file());

    assertThat(results).containsExactly(DeliveryResult.Rejected.because(Reasons.TOO_LARGE));
    assertThat(desk.simulator.ledger().calls()).isZero();
  }

  @Test
  void fileThatCannotBeFetchedForTheBodyIsRefusedAndNothingIsSent() {
    desk.channel("/channel/outbound/file", "{\"mode\":\"base64\"}");
    Attachment gone =
        Attachment.of(AttachmentType.FILE)
            .name("x")
            .build()
            .at(desk.simulator.baseUrl() + "/files/none");

    List<DeliveryResult> results =
        desk.deliver(visitor, Action.Send.of(Content.plain("").withAttachments(List.of(gone))));

    assertThat(results).containsExactly(DeliveryResult.Rejected.because(Reasons.FILE_UNAVAILABLE));
    assertThat(desk.simulator.ledger().calls()).isZero();
  }

  @Test
  void lifeOfAChatIsReported() {
    desk.channel();

    desk.simulator.startChat(desk.ref, visitor);
    desk.simulator.assign(desk.ref, visitor);
    desk.simulator.type(desk.ref, visitor);
    desk.simulator.write(desk.ref, visitor, "How can I help?");
    desk.simulator.closeChat(desk.ref, visitor);

    await().atMost(Desk.PATIENCE).until(() -> desk.events.size() == 5);
    assertThat(desk.events)
        .extracting(Event::type)
        .containsExactly(
            "dev.milena.conversation.opened",
            "dev.milena.member.joined",
            "dev.milena.typing",
            "dev.milena.message.created",
            "dev.milena.conversation.closed");
    assertThat(desk.simulator.chats(desk.ref)).containsExactly(visitor);
  }

  @Test
  void operatorWhoSpeaksIsTheSender() {
    desk.channel();
    desk.simulator.operator(desk.ref, "77", "Oleg");

    desk.simulator.write(desk.ref, visitor, "Oleg here");

    await().atMost(Desk.PATIENCE).until(() -> !desk.events.isEmpty());
    assertThat(desk.events.getFirst().sender().get().id()).isEqualTo("77");
    assertThat(desk.events.getFirst().sender().get().name()).contains("Oleg");
  }

  @Test
  void whatTheHubCouldNotTakeComesAgainUntilItIsTaken() {
    desk.channel();
    desk.refuse.set(3);

    desk.simulator.write(desk.ref, visitor, "Still there?");

    await().atMost(Desk.PATIENCE).until(() -> desk.simulator.ledger().taken() == 1);
    assertThat(desk.simulator.ledger().refused()).isEqualTo(3);
    assertThat(desk.events).hasSize(1);
  }

  @Test
  void messageThatWasSentTwiceIsThereTwiceBecauseWebimMayNotNotice() {
    desk.channel();
    desk.simulator.fail(new Fault.AcceptWithoutAnswer(1));
    Action.Send send = Action.Send.of(Content.plain("Once or twice"));

    assertThat(desk.deliver(visitor, send)).first().isInstanceOf(DeliveryResult.Unconfirmed.class);
    assertThat(desk.deliver(visitor, send)).first().isInstanceOf(DeliveryResult.Delivered.class);

    await().atMost(Desk.PATIENCE).until(() -> shown().size() == 2);
  }

  @Test
  void limitThatTheAccountDeclaresIsTheDesksLimit() {
    desk.simulator.pace(1);
    desk.channel();
    Action.Send send = Action.Send.of(Content.plain("Quick"));

    desk.deliver(visitor, send);
    List<DeliveryResult> second = desk.deliver(visitor, send);

    assertThat(WebimSettings.of(desk.account()).callsPerSecond()).isEqualTo(1);
    assertThat(second).first().isInstanceOf(DeliveryResult.Throttled.class);
    assertThat(desk.simulator.ledger().throttled()).isEqualTo(1);
  }

  @Test
  void tokenInTheWrongPlaceIsAConfigurationError() {
    desk.channel("/channel/outbound/auth", "{\"in\":\"query\",\"name\":\"token\"}");

    assertThat(desk.deliver(visitor, Action.Send.of(Content.plain("Hi"))))
        .containsExactly(new DeliveryResult.Misconfigured(Reasons.UNAUTHORIZED));
  }

  @Test
  void operatorsFileComesWithACaption() {
    desk.channel();
    var file =
        new dev.milena.platform.testkit.PlatformSimulator.OfferedFile(
            "map.png", "image/png", new byte[9], java.util.Optional.of("Here"));

    desk.simulator.sendFile(desk.ref, visitor, file);

    await().atMost(Desk.PATIENCE).until(() -> !desk.events.isEmpty());
    var message = ((Happening.MessageCreated) desk.events.getFirst().what()).message();
    assertThat(message.text()).contains("Here");
    assertThat(message.attachments().getFirst().type()).isEqualTo(AttachmentType.IMAGE);
    assertThat(message.attachments().getFirst().url().get()).startsWith(desk.simulator.baseUrl());
  }

  private List<Shown> shown() {
    return desk.simulator.shown(desk.ref, visitor);
  }

  private Action file() {
    Attachment file =
        Attachment.of(AttachmentType.FILE)
            .name("waybill.pdf")
            .mime("application/pdf")
            .build()
            .at(desk.file());
    return Action.Send.of(Content.plain("").withAttachments(List.of(file)));
  }
}
