package dev.milena.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.platform.testkit.Examples;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What visitors say, and what their other tabs see of it. */
class WebFramesTest {
  private static final Account SITE =
      new Account(
          new AccountRef(WebPlatform.KEY, "site"),
          1,
          Json.mapper().createObjectNode().put("secret", "s".repeat(32)));
  private static final WebVisitor ANNA = new WebVisitor("anna", Optional.of("Anna"), Instant.MAX);
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static WebFrames.Said said(String fixture) {
    return WebFrames.read(
        SITE, ANNA, Json.object(Examples.named(WebFramesTest.class, fixture)), NOON);
  }

  private static Event event(String fixture) {
    return said(fixture).translation().events().getFirst();
  }

  @Test
  void messageIsOneEventInTheVisitorsOwnConversation() {
    // When
    Event event = event("message");

    // Then
    assertThat(event.id()).isEqualTo("web/site/anna/8c1f20aa9b7d/created");
    assertThat(event.key()).isEqualTo("web/site/anna");
    assertThat(event.sender().orElseThrow().name()).hasValue("Anna");
    assertThat(((Happening.MessageCreated) event.what()).message().text())
        .hasValue("Is the shop open on Sunday?");
  }

  @Test
  void messageIsShownToTheVisitorsOtherTabs() {
    // When
    WebFrames.Said said = said("message");

    // Then
    assertThat(said.shown())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.conversation().key()).isEqualTo("web/site/anna");
          assertThat(entry.lasting()).isTrue();
          assertThat(entry.data().toString())
              .isEqualTo(
                  "{\"type\":\"message\",\"id\":\"8c1f20aa9b7d\",\"own\":true,"
                      + "\"text\":\"Is the shop open on Sunday?\",\"at\":\"2026-01-01T12:00:00Z\"}");
        });
  }

  @Test
  void answerNamesWhatItAnswers() {
    Happening.MessageCreated answer =
        (Happening.MessageCreated) event("message_that_answers").what();
    assertThat(answer.message().replyTo()).hasValue("h-5f3a");
  }

  @Test
  void commandKeepsTheRestOfItsLines() {
    Happening.MessageCreated command = (Happening.MessageCreated) event("message_command").what();
    assertThat(command.command().orElseThrow().name()).isEqualTo("order");
    assertThat(command.command().orElseThrow().args()).isEqualTo("12 roses\nby noon");
  }

  @Test
  void changesNameTheMessageThatTheyAreAbout() {
    assertThat(((Happening.MessageEdited) event("edit").what()).message().id())
        .hasValue("8c1f20aa9b7d");
    assertThat(((Happening.MessageDeleted) event("delete").what()).message().id())
        .isEqualTo("8c1f20aa9b7d");
    assertThat(((Happening.ReactionAdded) event("reaction_added").what()).message().id())
        .isEqualTo("h-5f3a");
    assertThat(((Happening.ReactionRemoved) event("reaction_removed").what()).reaction().emoji())
        .hasValue("👍");
    assertThat(((Happening.DeliveryStatus) event("read").what()).delivery().messageId())
        .isEqualTo("h-5f3a");
  }

  @Test
  void pressCarriesItsButton() {
    Happening.InteractionPressed press = (Happening.InteractionPressed) event("press").what();
    assertThat(press.interaction().value()).hasValue("yes-1");
    assertThat(press.interaction().actionId()).hasValue("choice");
    assertThat(press.interaction().label()).hasValue("Yes");
    assertThat(press.interaction().messageId()).hasValue("h-5f3a");
  }

  @Test
  void whatIsOverInAMomentIsNotKept() {
    assertThat(event("typing").what()).isInstanceOf(Happening.Typing.class);
    assertThat(said("typing").shown()).isEmpty();
    assertThat(said("connected").translation().events()).isEmpty();
    assertThat(said("connected").shown()).noneMatch(entry -> entry.lasting());
  }

  @Test
  void nobodyChangesWhatTheHubSaid() {
    assertThatExceptionOfType(Json.UnreadableException.class)
        .isThrownBy(() -> said("edit_of_what_the_hub_said"));
  }

  @Test
  void frameOfTomorrowIsKeptForSomebodyToLookAt() {
    assertThat(said("frame_of_tomorrow").translation().hasUnknown()).isTrue();
  }
}
