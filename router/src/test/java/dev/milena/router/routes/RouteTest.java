package dev.milena.router.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milena.model.AccountRef;
import dev.milena.model.ConversationRef;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.Invocation;
import dev.milena.router.testing.Events;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
  private static final UUID PERSON = new UUID(1, 2);
  private static final List<Target> DESK = List.of(Target.parse("desk/main"));

  @ParameterizedTest
  @CsvSource({
    "*/*, chat/shop, true",
    "chat/*, chat/shop, true",
    "chat/shop, chat/shop, true",
    "*/shop, chat/shop, true",
    "chat/s*p, chat/shop, true",
    "chat/shop, chat/other, false",
    "chat/*, chatter/shop, false",
    "c.at/shop, chat/shop, false",
  })
  void accountsMatchByPattern(String pattern, String account, boolean expected) {
    Route route = route(List.of(pattern), List.of(), List.of(), List.of(), List.of());

    assertThat(route.matches(Events.of(account, "c1", "u1", Events.said("hi")), Optional.empty()))
        .isEqualTo(expected);
  }

  @Test
  void commandMatchesByNameInMessagesAndInCommandsOfThePlatform() {
    Route route = route(List.of(), List.of("ask"), List.of(), List.of(), List.of());

    assertThat(matches(route, Events.commanded("ask"))).isTrue();
    assertThat(matches(route, Events.commanded("ASK"))).isTrue();
    assertThat(
            matches(
                route,
                new Happening.CommandInvoked(
                    new Invocation("ask", "me", Optional.empty()), Optional.empty())))
        .isTrue();
    assertThat(matches(route, Events.commanded("other"))).isFalse();
    assertThat(matches(route, Events.said("ask"))).isFalse();
  }

  @Test
  void textPrefixMatchesWhateverTheCase() {
    Route route = route(List.of(), List.of(), List.of("!help"), List.of(), List.of());

    assertThat(matches(route, Events.said("!HELP me"))).isTrue();
    assertThat(matches(route, Events.said("no !help"))).isFalse();
  }

  @Test
  void conversationAndPersonMatchById() {
    assertThat(
            matches(
                route(List.of(), List.of(), List.of(), List.of("c1"), List.of()),
                Events.said("hi")))
        .isTrue();
    assertThat(
            matches(
                route(List.of(), List.of(), List.of(), List.of("c2"), List.of()),
                Events.said("hi")))
        .isFalse();
    assertThat(
            matches(
                route(List.of(), List.of(), List.of(), List.of(), List.of(PERSON.toString())),
                Events.said("hi")))
        .isTrue();
    assertThat(
            matches(
                route(
                    List.of(), List.of(), List.of(), List.of(), List.of(new UUID(3, 4).toString())),
                Events.said("hi")))
        .isFalse();
  }

  @Test
  void withoutKindsOnlyWhatIsSaidMatches() {
    Route route = route(List.of(), List.of(), List.of(), List.of(), List.of());

    assertThat(matches(route, Events.said("hi"))).isTrue();
    assertThat(matches(route, new Happening.Typing())).isFalse();
  }

  @Test
  void lowestPositionWinsAndThenTheName() {
    Routes routes = Routes.of(List.of(at("b", 5), at("a", 5), at("first", 1), at("last", 9)));

    assertThat(
            routes
                .find(Events.of("chat/shop", "c1", "u1", Events.said("hi")), Optional.empty())
                .orElseThrow()
                .name())
        .isEqualTo("first");
    assertThat(routes.all()).extracting(Route::name).containsExactly("first", "a", "b", "last");
  }

  @Test
  void targetIsAnAccountOrAConversationOrAThread() {
    assertThat(Target.parse("desk/main"))
        .isEqualTo(new Target.ToAccount(new AccountRef("desk", "main")));
    ConversationRef room = ConversationRef.of(new AccountRef("room", "bot"), "C1");
    assertThat(Target.parse("room/bot/C1"))
        .isEqualTo(new Target.ToConversation(room, Optional.empty()));
    assertThat(Target.parse("room/bot/C1#17.5"))
        .isEqualTo(new Target.ToConversation(room, Optional.of("17.5")));
    assertThat(Target.parse("room/bot/C1#17.5").text()).isEqualTo("room/bot/C1#17.5");
    assertThatThrownBy(() -> Target.parse("room")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void starStandsForAnyCommandAndForNoMessage() {
    Route route = route(List.of(), List.of("*"), List.of(), List.of(), List.of());

    assertThat(matches(route, Events.commanded("ask"))).isTrue();
    assertThat(matches(route, Events.said("ask"))).isFalse();
  }

  @Test
  void buttonMatchesByIdWithoutAKindBeingNamed() {
    Route order = pressed("order.*");

    assertThat(matches(order, pressing(Optional.of("order.42")))).isTrue();
    assertThat(matches(order, pressing(Optional.of("cancel")))).isFalse();
    assertThat(matches(order, pressing(Optional.empty()))).isFalse();
    assertThat(matches(order, Events.said("order.42"))).isFalse();
    assertThat(matches(pressed("*"), pressing(Optional.empty()))).isTrue();
  }

  private static Route pressed(String button) {
    return new Route(
        "r",
        100,
        List.of(),
        List.of(),
        List.of(),
        List.of(button),
        List.of(),
        List.of(),
        List.of(),
        false,
        DESK);
  }

  private static Happening pressing(Optional<String> actionId) {
    return new Happening.InteractionPressed(
        Optional.empty(),
        new Interaction(
            Optional.of("i1"),
            Optional.empty(),
            actionId,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "topic:",
        "topic:a/b",
        "topic:a b",
        "topic:..",
        "topic:__consumer_offsets",
        "topic:milena.events",
        "topic:milena.outbound.chat.reply"
      })
  void topicOfTheHubOrOfKafkaIsNoTarget(String target) {
    assertThatThrownBy(() -> Target.parse(target)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void topicsAndConversationsAreChosenApartAndTheFirstWinsInEach() {
    Routes routes =
        Routes.of(
            List.of(
                to("all", 9, "topic:milena.routed.all", "topic:orders"),
                to("some", 5, "topic:milena.routed.some"),
                to("desk", 7, "desk/main")));
    Event event = Events.of("chat/shop", "c1", "u1", Events.said("hi"));

    assertThat(routes.find(event, Optional.empty()).orElseThrow().name()).isEqualTo("desk");
    assertThat(routes.topics(event, Optional.empty())).containsExactly("milena.routed.some");
    assertThat(routes.topics())
        .containsExactlyInAnyOrder("milena.routed.all", "orders", "milena.routed.some");
  }

  private static Route to(String name, int position, String... targets) {
    return new Route(
        name,
        position,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        false,
        Stream.of(targets).map(Target::parse).toList());
  }

  @Test
  void definitionReadsBackAsTheSameRoute() {
    Route route =
        new Route(
            "r",
            7,
            List.of("chat/*"),
            List.of("typing"),
            List.of("ask"),
            List.of("buy"),
            List.of("!"),
            List.of("c1"),
            List.of(PERSON.toString()),
            true,
            DESK);

    assertThat(RouteTable.read("r", 7, RouteTable.definition(route))).isEqualTo(route);
  }

  private static boolean matches(Route route, Happening what) {
    Event event = Events.of("chat/shop", "c1", "u1", what);
    return route.matches(event, Optional.of(PERSON));
  }

  private static Route at(String name, int position) {
    return new Route(
        name, position, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
        false, DESK);
  }

  private static Route route(
      List<String> accounts,
      List<String> commands,
      List<String> prefixes,
      List<String> conversations,
      List<String> people) {
    return new Route(
        "r",
        100,
        accounts,
        List.of(),
        commands,
        List.of(),
        prefixes,
        conversations,
        people,
        false,
        DESK);
  }
}
