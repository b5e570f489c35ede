package dev.milena.platform.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Account;
import dev.milena.platform.Capability;
import dev.milena.platform.testkit.LoopbackHttp;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the README says of capabilities and settings is so. */
class SlackReadmeTest {
  private static final Pattern CAPABILITIES =
      Pattern.compile("(?s)Capabilities that are declared: (.*?); with (.*?)\\. Not: (.*?)\\.");

  private final Vertx vertx = Vertx.vertx();
  private final SlackSender sender = new SlackSender(LoopbackHttp.client(vertx));

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static Set<Capability> named(String text) {
    Set<Capability> found = EnumSet.noneOf(Capability.class);
    Matcher name = Pattern.compile("`([A-Z_]+)`").matcher(text);
    while (name.find()) {
      found.add(Capability.valueOf(name.group(1)));
    }
    return found;
  }

  @Test
  void capabilitiesAreThoseThatAreDeclared() throws IOException {
    // Given
    Matcher said = CAPABILITIES.matcher(Files.readString(Path.of("README.md")));
    assertThat(said.find()).isTrue();
    Account plain = SlackFixtures.account();
    Account assistant = SlackFixtures.account(SlackFixtures.settings().put("assistant", true));

    // Then
    assertThat(sender.capabilities(plain)).isEqualTo(named(said.group(1)));
    assertThat(sender.capabilities(assistant))
        .containsAll(named(said.group(1)))
        .containsAll(named(said.group(2)))
        .doesNotContainAnyElementsOf(named(said.group(3)));
    assertThat(named(said.group())).isEqualTo(EnumSet.allOf(Capability.class));
  }
}
