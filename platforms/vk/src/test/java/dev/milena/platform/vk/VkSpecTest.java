package dev.milena.platform.vk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.milena.model.Command;
import dev.milena.platform.ApiRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds every call that we make against the published schema, as far as that is at hand: a folder
 * {@code specs} beside the one that the system property {@code milena.samples} names.
 */
class VkSpecTest {
  private static final Optional<Path> SPECS =
      Optional.ofNullable(System.getProperty("milena.samples"))
          .map(s -> Path.of(s).resolveSibling("specs"));

  private static final VkAccount SETTINGS = VkAccount.of(VkFixtures.account());

  private static VkSpec spec() throws IOException {
    assumeTrue(SPECS.isPresent(), "No schema: name the samples beside it with -Dmilena.samples");
    return VkSpec.read(SPECS.get());
  }

  @TestFactory
  List<DynamicTest> everyCommandComesToCallsThatVkKnows() throws IOException {
    VkSpec spec = spec();
    return VkCommandsToPlan.every().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check(spec, e.getValue())))
        .toList();
  }

  private static void check(VkSpec spec, Command command) {
    List<ApiRequest> calls = VkCommandsToPlan.calls(command);
    assertThat(calls).isNotEmpty();
    calls.forEach(call -> assertThat(spec.violations(call)).isEmpty());
    assertThat(spec.violations(VkPacking.request(SETTINGS, calls))).isEmpty();
  }

  @Test
  void questionsBesideCommandsAreSuchCallsToo() throws IOException {
    VkSpec spec = spec();
    Stream.of(
            VkLookup.PEOPLE.request(SETTINGS, List.of("5000000001", "5000000002")),
            VkLookup.CHATS.request(SETTINGS, List.of("2000000007")),
            VkLookup.COMMUNITIES.request(SETTINGS, List.of("-99")),
            VkWhole.request(SETTINGS, "2000000007", "12"),
            VkHistory.conversations(SETTINGS),
            VkHistory.messages(SETTINGS, "2000000007"),
            VkCall.of(SETTINGS, "groups.getLongPollServer", Map.of("group_id", SETTINGS.groupId())))
        .forEach(call -> assertThat(spec.violations(call)).isEmpty());
  }

  @Test
  void violationsWouldBeFound() throws IOException {
    VkSpec spec = spec();
    assertThat(spec.violations(VkCall.of(SETTINGS, "messages.sing", Map.of())))
        .containsExactly("messages.sing is unknown");
    assertThat(spec.violations(VkCall.of(SETTINGS, "messages.edit", Map.of("cmid", "x"))))
        .containsExactlyInAnyOrder(
            "messages.edit.peer_id is missing", "messages.edit.cmid is not integer");
    assertThat(
            spec.violations(
                VkCall.of(
                    SETTINGS, "messages.setActivity", Map.of("type", "singing", "tune", "x"))))
        .containsExactlyInAnyOrder(
            "messages.setActivity.type is none of the words",
            "messages.setActivity.tune is unknown");
  }
}
