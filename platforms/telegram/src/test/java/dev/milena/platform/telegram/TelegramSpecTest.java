package dev.milena.platform.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.milena.model.Command;
import dev.milena.model.RichText;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Plan;
import dev.milena.platform.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds every call that we can plan against the published list of methods and types, as far as that
 * list is at hand: a folder {@code specs} beside the one that the system property {@code
 * milena.samples} names.
 */
class TelegramSpecTest {
  private static final Optional<Path> SPECS =
      Optional.ofNullable(System.getProperty("milena.samples"))
          .map(s -> Path.of(s).resolveSibling("specs"));

  @TestFactory
  List<DynamicTest> everyCallIsOneThatTelegramKnows() throws IOException {
    assumeTrue(
        SPECS.isPresent(), "No list of methods: name the samples beside it with -Dmilena.samples");
    TelegramSpec spec = TelegramSpec.read(SPECS.get());
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, Command> entry : TelegramCommandsToPlan.every().entrySet()) {
      tests.add(DynamicTest.dynamicTest(entry.getKey(), () -> check(spec, entry.getValue())));
    }
    return tests;
  }

  private static void check(TelegramSpec spec, Command command) {
    TelegramCommandsToPlan.accounts()
        .map(account -> TelegramPlan.of(account, command))
        .flatMap(plan -> ((Plan.Steps) plan).steps().stream())
        .flatMap(TelegramSpecTest::requests)
        .forEach(request -> assertThat(spec.violations(request)).isEmpty());
  }

  private static Stream<ApiRequest> requests(Step step) {
    return Stream.concat(Stream.of(step.request()), step.plainer().stream());
  }

  @Test
  void violationsWouldBeFound() throws IOException {
    assumeTrue(
        SPECS.isPresent(), "No list of methods: name the samples beside it with -Dmilena.samples");

    // Given
    TelegramSpec spec = TelegramSpec.read(SPECS.get());
    TelegramCall right =
        TelegramCall.of("sendMessage", BotApi.object().put("chat_id", 1)).text(RichText.plain("x"));
    TelegramAccount settings = TelegramAccount.of(TelegramFixtures.account());

    // Then
    assertThat(spec.violations(right.request(settings))).isEmpty();
    assertThat(
            spec.violations(
                TelegramCall.of("sendMessage", BotApi.object().put("chat_id", 1))
                    .request(settings)))
        .containsExactly("sendMessage.text is missing");
    assertThat(
            spec.violations(right.put("colour", right.parameters().path("text")).request(settings)))
        .containsExactly("sendMessage.colour is unknown");
    assertThat(
            spec.violations(
                right.put("entities", right.parameters().path("text")).request(settings)))
        .containsExactly("sendMessage.entities is not Array of MessageEntity");
    assertThat(spec.violations(TelegramCall.of("sing", BotApi.object()).request(settings)))
        .containsExactly("sing is unknown");
  }
}
