package dev.milena.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Action;
import dev.milena.model.Button;
import dev.milena.model.Choice;
import dev.milena.model.Command;
import dev.milena.model.Form;
import dev.milena.model.FormField;
import dev.milena.model.FormField.Kind;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.Json;
import dev.milena.model.RichText;
import dev.milena.platform.Capability;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The part of {@link OutboundContract} that is about what people pick and fill in: what a platform
 * has comes back as it was asked for, what it has not is shown otherwise or refused.
 */
abstract class OutboundForms extends OutboundMessages {
  private static final String STATE = "order {token} \"42\" ✓";

  /** Short enough for all, with each kind of field that people know. */
  private static final Form FORM =
      new Form(
          "order",
          "Your order",
          Optional.of("Order"),
          List.of(
              FormField.of("name", "Name", Kind.TEXT)
                  .required()
                  .length(2, 40)
                  .placeholder("As on the bell")
                  .build(),
              FormField.of("code", "Code", Kind.TEXT)
                  .pattern("[A-Z]{2}-[0-9]{3}")
                  .complaint("Two letters, a dash, three digits.")
                  .hint("It stands on the letter")
                  .build(),
              FormField.of("size", "Size", Kind.CHOICE)
                  .required()
                  .choices(Choice.of("Small", "s"), Choice.of("Large", "l"))
                  .build(),
              FormField.of("extras", "Extras", Kind.CHOICES)
                  .choices(Choice.of("Ribbon", "r"), Choice.of("Card", "c"))
                  .build(),
              FormField.of("gift", "A gift", Kind.YES_NO).build()),
          Optional.of(STATE));

  private static final Map<String, List<String>> ANSWERS =
      Map.of(
          "name", List.of("Zoë \"Z\" 👋"),
          "code", List.of("AB-123"),
          "size", List.of("l"),
          "extras", List.of("r"),
          "gift", List.of("true"));

  @Test
  void menuOrItsChoicesAreShownAndThePickedOneComesBack() {
    // Given
    String conversation = rig.openConversation();
    Command command = menu(conversation);

    // When
    List<String> sent = rig.deliver(command);

    // Then
    if (!can(Capability.MENU)) {
      assertRefusedOrDegraded(command);
    }
    if (!can(Capability.MENU) && !can(Capability.BUTTONS)) {
      assertThat(rig.shown(conversation).getLast().text()).contains("1. Small", "2. Large");
      return;
    }
    assertThat(rig.shown(conversation).stream().flatMap(s -> s.buttons().stream()))
        .containsExactly("Small", "Large");
    if (rig.harness().gestures().contains(Harness.Gesture.PRESS)) {
      String message = sent.isEmpty() ? rig.shown(conversation).getLast().id() : sent.getLast();
      rig.simulator().press(rig.ref(), conversation, message, "l");
      assertThat(pressed(conversation).value()).hasValue("l");
    }
  }

  private Command menu(String conversation) {
    Button menu =
        Button.choosing("size", "Size", List.of(Choice.of("Small", "s"), Choice.of("Large", "l")));
    return send(
        conversation,
        content(RichText.plain("Which one?"), List.of(), List.of(List.of(menu))),
        Optional.empty());
  }

  private Interaction pressed(String conversation) {
    return rig.happening(Happening.InteractionPressed.class, conversation).interaction();
  }

  /** Presses a button, which lets a form be opened; gives what an answer must name. */
  private Action.InteractionRef press(String conversation) {
    Button button = Button.pressing("order", "Order", "order-1");
    String message =
        rig.deliver(
                send(
                    conversation,
                    content(RichText.plain("Shall we?"), List.of(), List.of(List.of(button))),
                    Optional.empty()))
            .getLast();
    rig.simulator().press(rig.ref(), conversation, message, "order-1");
    return new Action.InteractionRef(pressed(conversation).id().orElseThrow());
  }

  private Command form(String conversation, Action.InteractionRef interaction) {
    return rig.command(conversation, new Action.OpenForm(interaction, FORM));
  }

  @Test
  void formIsShownAndWhatIsFilledInComesBack() {
    String conversation = rig.openConversation();
    if (!can(Capability.FORM)) {
      assertThat(rig.plan(form(conversation, new Action.InteractionRef("1"))))
          .isInstanceOf(Plan.Refused.class);
      return;
    }
    rig.deliver(form(conversation, press(conversation)));

    // When
    Map<String, String> complaints = rig.simulator().submit(rig.ref(), conversation, ANSWERS);

    // Then
    assertThat(complaints).isEmpty();
    Interaction sent =
        rig.happening(Happening.InteractionSubmitted.class, conversation).interaction();
    assertThat(sent.actionId()).hasValue("order");
    assertThat(sent.context().orElseThrow().path("state").textValue()).isEqualTo(STATE);
    assertThat(sent.context().orElseThrow().path("fields"))
        .isEqualTo(
            Json.mapper()
                .valueToTree(
                    Map.of(
                        "name", "Zoë \"Z\" 👋",
                        "code", "AB-123",
                        "size", "l",
                        "extras", List.of("r"),
                        "gift", "true")));
    assertThat(sent.values()).containsExactlyInAnyOrder("Zoë \"Z\" 👋", "AB-123", "l", "r", "true");
  }

  @Test
  void whatDoesNotDoInAFormIsSaidAndNotTaken() {
    String conversation = rig.openConversation();
    if (!can(Capability.FORM_CHECKS)) {
      assertRefusedOrDegraded(form(conversation, new Action.InteractionRef(anyInteraction())));
      return;
    }
    rig.deliver(form(conversation, press(conversation)));
    Map<String, List<String>> wrong =
        Map.of("name", List.of("Zoë"), "code", List.of("no"), "size", List.of("s"));

    // When
    Map<String, String> complaints = rig.simulator().submit(rig.ref(), conversation, wrong);

    // Then
    assertThat(complaints).isEqualTo(Map.of("code", "Two letters, a dash, three digits."));
    assertThat(rig.simulator().submit(rig.ref(), conversation, ANSWERS)).isEmpty();
    Interaction sent =
        rig.happening(Happening.InteractionSubmitted.class, conversation).interaction();
    assertThat(sent.values()).contains("AB-123").doesNotContain("no");
    assertThat(submitted(conversation)).as("what did not do made no event").isEqualTo(1);
  }

  /** One that the platform gave, where it has forms at all. */
  private String anyInteraction() {
    return can(Capability.FORM) ? press(rig.openConversation()).id() : "1";
  }

  private long submitted(String conversation) {
    return rig.hub()
        .events()
        .filter(e -> Rig.isIn(e, conversation))
        .filter(e -> e.what() instanceof Happening.InteractionSubmitted)
        .count();
  }

  @Test
  void formThatComesTooLateIsRejectedForGood() {
    String conversation = rig.openConversation();
    if (!can(Capability.FORM)) {
      return;
    }
    Command late = form(conversation, press(conversation));
    rig.simulator().letFormsBeTooLate(rig.ref());

    // When
    DeliveryResult result = rig.first(late);

    // Then
    assertThat(result).isEqualTo(DeliveryResult.Rejected.because(Reasons.TOO_LATE));
  }

  @Test
  void formThatIsClosedIsSaidToBe() {
    String conversation = rig.openConversation();
    if (!can(Capability.FORM)) {
      return;
    }
    rig.deliver(form(conversation, press(conversation)));

    // When
    rig.simulator().dismiss(rig.ref(), conversation);

    // Then
    if (rig.harness().tellsOfClosedForms()) {
      Interaction closed =
          rig.happening(Happening.InteractionCancelled.class, conversation).interaction();
      assertThat(closed.actionId()).hasValue("order");
      assertThat(closed.context().orElseThrow().path("state").textValue()).isEqualTo(STATE);
    }
  }

  @Test
  void formForWhatNobodyDidIsRefusedForGood() {
    // Given
    Command command =
        form(rig.openConversation(), new Action.InteractionRef("nobody-did-anything"));

    // When
    Plan plan = rig.plan(command);

    // Then
    if (plan instanceof Plan.Steps steps) {
      assertThat(rig.deliver(rig.account(), steps.steps().getFirst(), Map.of()))
          .isInstanceOf(DeliveryResult.Rejected.class);
    } else {
      assertThat(((Plan.Refused) plan).reason()).matches("[a-z_]+");
    }
  }
}
