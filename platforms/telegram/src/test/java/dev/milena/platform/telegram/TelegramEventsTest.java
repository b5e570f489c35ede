package dev.milena.platform.telegram;

import static dev.milena.platform.telegram.TelegramFixtures.event;
import static dev.milena.platform.telegram.TelegramFixtures.happening;
import static dev.milena.platform.telegram.TelegramFixtures.ignored;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Envelopes;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.Pointer;
import dev.milena.model.Vote;
import dev.milena.platform.Translation;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which update becomes which event, and which becomes none. */
class TelegramEventsTest {
  static List<String> everyFixture() throws IOException, URISyntaxException {
    Path one = Path.of(TelegramEventsTest.class.getResource("message_text.json").toURI());
    try (Stream<Path> files = Files.list(one.getParent())) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".json"))
          .map(f -> f.replace(".json", ""))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("everyFixture")
  void redeliveredUpdateYieldsSameEventsAndTheySurviveTheirJourney(String name) {
    // When
    Translation first = TelegramFixtures.translate(name);
    Translation second = TelegramFixtures.translate(name);

    // Then
    assertThat(second).isEqualTo(first);
    assertThat(first.events()).allMatch(e -> Envelopes.event(Envelopes.wrap(e)).equals(e));
    assertThat(first.events().size() + first.skipped().size()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("everyFixture")
  void fieldsOfTomorrowChangeNothing(String name) {
    // Given
    ObjectNode update = (ObjectNode) TelegramFixtures.update(name);
    update.put("zz_new", 1);
    update.properties().stream()
        .filter(p -> p.getValue().isObject())
        .forEach(p -> ((ObjectNode) p.getValue()).putObject("zz_new").put("zz", true));

    // When
    Translation translation = TelegramFixtures.translate(update);

    // Then
    assertThat(translation).isEqualTo(TelegramFixtures.translate(name));
  }

  @ParameterizedTest
  @MethodSource("everyFixture")
  void missingFieldsNeverFail(String name) {
    ObjectNode whole = (ObjectNode) TelegramFixtures.update(name);
    String kind =
        whole.properties().stream()
            .map(p -> p.getKey())
            .filter(k -> !k.equals("update_id"))
            .findFirst()
            .orElseThrow();
    for (String field : whole.path(kind).properties().stream().map(p -> p.getKey()).toList()) {
      // Given
      ObjectNode without = whole.deepCopy();
      ((ObjectNode) without.path(kind)).remove(field);

      // When
      Translation translation = TelegramFixtures.translate(without);

      // Then
      assertThat(translation.skipped())
          .as(field)
          .noneMatch(s -> s.reason().equals("unknown_update_form"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "message_pinned,service_message",
    "message_community_joined,service_message",
    "business_connection,business_connection",
    "inline_query,inline_query",
    "stopped_message_generation,stopped_message_generation",
    "subscription,subscription",
    "message_of_unknown_content,unknown_message_content",
    "kind_of_tomorrow,unknown_update_kind"
  })
  void whatMakesNoEventSaysWhy(String name, String reason) {
    assertThat(ignored(name)).isEqualTo(reason);
  }

  @Test
  void pressNamesItsQueryValueAndMessage() {
    // When
    Interaction press =
        happening(Happening.InteractionPressed.class, "callback_query").interaction();

    // Then
    assertThat(press.id()).hasValue("4000000000000000002");
    assertThat(press.value()).hasValue("ok:42");
    assertThat(press.label()).hasValue("Yes");
    assertThat(press.actionId()).hasValue("ok:42");
    assertThat(press.messageId()).hasValue("89");
    assertThat(event("callback_query").id())
        .isEqualTo("telegram/7770001/~press-4000000000000000002");
  }

  @Test
  void pressUnderAMessageOutOfReachStillNamesIt() {
    assertThat(
            happening(Happening.InteractionPressed.class, "callback_query_inaccessible")
                .interaction()
                .messageId())
        .hasValue("17");
  }

  @Test
  void pressUnderAnInlineMessageIsKeyedByWhoPressed() {
    // When
    Event event = event("callback_query_inline");

    // Then
    assertThat(event.conversation()).isEmpty();
    assertThat(event.key()).isEqualTo("telegram/support/~5000000001");
    assertThat(
            ((Happening.InteractionPressed) event.what())
                .interaction()
                .context()
                .orElseThrow()
                .path("inlineMessageId")
                .asText())
        .isEqualTo("AQAA");
  }

  @Test
  void voteNamesPollAndOptionsAndMayBeTakenBack() {
    // When
    Vote vote = happening(Happening.PollVoted.class, "poll_answer").poll();

    // Then
    assertThat(vote).isEqualTo(new Vote("6000000000000000001", List.of("1")));
    assertThat(happening(Happening.PollVoted.class, "poll_answer_taken_back").poll().options())
        .isEmpty();
    assertThat(event("poll_answer_taken_back").sender().orElseThrow().id())
        .isEqualTo("-1002000000003");
  }

  @Test
  void severalDeletionsOfAnUpdateAreOneEvent() {
    // When
    Happening.MessageDeleted deleted =
        happening(Happening.MessageDeleted.class, "deleted_business_messages");

    // Then
    assertThat(deleted.message().id()).isEqualTo("81");
    assertThat(deleted.messages()).extracting(Pointer::id).containsExactly("81", "82");
    assertThat(event("deleted_business_messages").key())
        .isEqualTo("telegram/support/BC-1/5000000002");
  }

  @Test
  void anotherBotUnderTheSameNameInheritsNoIds() {
    // Given
    TelegramEvents another =
        new TelegramEvents(TelegramFixtures.REF, "7770002", java.util.Optional.empty());

    // When
    Translation translation =
        another.translate(TelegramFixtures.update("message_text"), TelegramFixtures.RECEIVED);

    // Then
    assertThat(translation.events().getFirst().id()).isNotEqualTo(event("message_text").id());
  }
}
