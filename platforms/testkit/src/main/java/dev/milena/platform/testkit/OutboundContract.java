package dev.milena.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Action;
import dev.milena.model.Button;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Happening;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import dev.milena.platform.Capability;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Plan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What the hub relies on when it writes to a platform. New messages and failures have their own
 * parts; here is what is done to messages and conversations that are there. Every capability is
 * tested both ways: what is declared works and people see it; what is not is refused, or done
 * otherwise and said so.
 */
public abstract class OutboundContract extends OutboundForms {
  @Test
  void editChangesWhatPeopleSee() {
    String conversation = rig.openConversation();
    List<String> ids = rig.deliver(text(conversation, "Before"));
    Command edit =
        rig.command(conversation, new Action.Edit(reference(ids), Content.plain("After")));
    if (!can(Capability.EDIT)) {
      assertRefusedOrDegraded(edit);
      return;
    }

    // When
    rig.deliver(edit);

    // Then
    PlatformSimulator.Shown shown = rig.shown(conversation, ids.getFirst());
    assertThat(shown.text()).isEqualTo("After");
    assertThat(shown.edits()).isEqualTo(1);
    assertThat(rig.shown(conversation)).hasSize(1);
  }

  @Test
  void editToWhatItAlreadySaysIsDone() {
    String conversation = rig.openConversation();
    List<String> ids = rig.deliver(text(conversation, "Same"));
    Command edit =
        rig.command(conversation, new Action.Edit(reference(ids), Content.plain("Same")));
    if (!can(Capability.EDIT)) {
      assertRefusedOrDegraded(edit);
      return;
    }

    // When
    DeliveryResult result = rig.first(edit);

    // Then
    assertThat(result).isInstanceOf(DeliveryResult.Delivered.class);
  }

  @Test
  void deletedMessageIsGone() {
    String conversation = rig.openConversation();
    List<String> ids = rig.deliver(text(conversation, "Soon gone"));
    Command delete = rig.command(conversation, new Action.Delete(reference(ids)));
    if (!can(Capability.DELETE)) {
      assertRefusedOrDegraded(delete);
      return;
    }

    // When
    rig.deliver(delete);

    // Then
    assertThat(rig.shown(conversation).stream().filter(s -> !s.deleted())).isEmpty();
  }

  /** A platform without names for messages takes any: what it makes of them is refused or said. */
  private static MessageRef reference(List<String> ids) {
    return ids.isEmpty() ? MessageRef.known("1") : new MessageRef.Known(ids);
  }

  @Test
  void readReceiptIsTaken() {
    String conversation = rig.harness().newConversation();
    String message = rig.simulator().write(rig.ref(), conversation, "Read me");
    Command read = rig.command(conversation, new Action.Read(MessageRef.known(message)));
    if (!can(Capability.READ)) {
      assertRefusedOrDegraded(read);
      return;
    }

    // When
    DeliveryResult result = rig.first(read);

    // Then
    assertThat(result).isInstanceOf(DeliveryResult.Delivered.class);
  }

  @Test
  void reactionComesAndGoes() {
    String conversation = rig.harness().newConversation();
    String message = rig.simulator().write(rig.ref(), conversation, "Like me");
    Command add =
        rig.command(conversation, new Action.AddReaction(MessageRef.known(message), "👍"));
    Command remove =
        rig.command(conversation, new Action.RemoveReaction(MessageRef.known(message), "👍"));
    if (!can(Capability.REACT)) {
      assertRefusedOrDegraded(add);
      assertRefusedOrDegraded(remove);
      return;
    }

    // When
    rig.deliver(add);

    // Then
    assertThat(rig.shown(conversation, message).reactions()).containsExactly("👍");

    // When
    rig.deliver(remove);

    // Then
    assertThat(rig.shown(conversation).stream().flatMap(s -> s.reactions().stream())).isEmpty();
  }

  @Test
  void pressCanBeAnswered() {
    String conversation = rig.openConversation();
    if (!can(Capability.INTERACTION_ANSWER)) {
      assertRefusedOrDegraded(answer(conversation, "1"));
      return;
    }
    List<List<Button>> buttons = List.of(List.of(Button.pressing("a", "Yes", "1")));
    String message =
        rig.deliver(
                send(
                    conversation,
                    content(RichText.plain("Well?"), List.of(), buttons),
                    Optional.empty()))
            .getFirst();
    rig.simulator().press(rig.ref(), conversation, message, "1");
    Happening.InteractionPressed pressed =
        rig.happening(Happening.InteractionPressed.class, conversation);

    // When
    DeliveryResult result =
        rig.first(answer(conversation, pressed.interaction().id().orElseThrow()));

    // Then
    assertThat(result).isInstanceOf(DeliveryResult.Delivered.class);
  }

  private Command answer(String conversation, String interaction) {
    return rig.command(
        conversation,
        new Action.AnswerInteraction(
            new Action.InteractionRef(interaction), Optional.of(Content.plain("Noted"))));
  }

  @Test
  void typingShowsNoMessage() {
    String conversation = rig.harness().newConversation();
    String message = rig.simulator().write(rig.ref(), conversation, "Is anybody there?");
    Command typing =
        rig.command(conversation, new Action.StartTyping(Optional.of(MessageRef.known(message))));
    if (!can(Capability.TYPING)) {
      assertRefusedOrDegraded(typing);
      return;
    }

    // When
    rig.deliver(typing);

    // Then
    assertThat(rig.shown(conversation)).isEmpty();
  }

  @Test
  void pressElsewhereIsToldOrSaid() {
    // Given
    String conversation = rig.openConversation();
    Command press =
        rig.command(
            conversation,
            new Action.Press(
                Optional.empty(),
                Button.pressing("a", "Yes, please", "1"),
                Optional.empty(),
                Optional.empty()));

    // When
    rig.deliver(press);

    // Then
    assertThat(rig.shown(conversation))
        .extracting(PlatformSimulator.Shown::text)
        .containsExactly("Yes, please");
    if (!can(Capability.PRESS)) {
      assertRefusedOrDegraded(press);
    }
  }

  @Test
  void conversationIsClosedWhereThatMeansAnything() {
    assertDoneOrRefused(Capability.CLOSE, new Action.CloseConversation());
  }

  @Test
  void conversationIsHandedOnWhereThatMeansAnything() {
    assertDoneOrRefused(Capability.TRANSFER, new Action.TransferConversation(Optional.empty()));
  }

  private void assertDoneOrRefused(Capability needed, Action action) {
    Command command = rig.command(rig.openConversation(), action);
    if (can(needed)) {
      assertThat(rig.first(command)).isInstanceOf(DeliveryResult.Delivered.class);
    } else {
      assertThat(rig.plan(command)).isInstanceOf(Plan.Refused.class);
    }
  }

  @Test
  void commandOfANewerHubIsNotCarriedOut() {
    // When
    Plan plan =
        rig.plan(rig.command(rig.harness().newConversation(), new Action.Unknown("message.sing")));

    // Then
    assertThat(plan).isInstanceOf(Plan.Refused.class);
  }
}
