package dev.milena.platform.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.platform.Capability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the README promises is what the sender declares. */
class MattermostReadmeTest {
  @Test
  void everyCapabilityIsToldAsItIs() throws IOException {
    // Given
    ObjectNode bare = MattermostFixtures.settings();
    bare.remove("callback-url");
    MattermostSender sender = new MattermostSender(null);
    List<String> expected =
        Arrays.stream(Capability.values())
            .map(c -> {
              boolean always = sender.capabilities(MattermostFixtures.account(bare)).contains(c);
              boolean sometimes = sender.capabilities(MattermostFixtures.account()).contains(c);
              return "| " + c + " | " + (always ? "yes" : sometimes ? "with" : "no");
            })
            .toList();

    // When
    List<String> told =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.matches("\\| [A-Z_]+ \\| (yes|no|with).*"))
            .map(line -> line.replaceFirst("(\\| [A-Z_]+ \\| (?:yes|no|with)).*", "$1"))
            .toList();

    // Then
    assertThat(told).isEqualTo(expected);
  }
}
