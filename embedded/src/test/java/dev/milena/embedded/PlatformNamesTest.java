package dev.milena.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No platform's name stands in main sources or resources outside its folder: a special case there
 * would be a leak.
 */
class PlatformNamesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Names that are words of any program: told by what only the name of a platform stands in. */
  private static final Set<String> WORDS = Set.of("http", "web");

  private static final List<String> SHARED = List.of("spi", "testkit", "all", "simulators");

  @Test
  void noPlatformIsNamedOutsideItsFolder() throws IOException {
    List<String> platforms = platforms();
    assertThat(platforms).contains("telegram", "webim");
    List<String> leaks = new ArrayList<>();
    for (Path source : mainSources()) {
      String text = withoutComments(Files.readString(source, StandardCharsets.UTF_8));
      for (String platform : platforms) {
        boolean own =
            platforms.stream()
                .filter(p -> p.startsWith(platform))
                .anyMatch(p -> source.startsWith(ROOT.resolve("platforms").resolve(p)));
        if (!own && naming(platform).matcher(text).find()) {
          leaks.add(platform + " in " + ROOT.relativize(source));
        }
      }
    }
    assertThat(leaks).isEmpty();
  }

  private static Pattern naming(String platform) {
    String sign =
        WORDS.contains(platform)
            ? "platform[./-]%1$s\\b|in/%1$s\\b|milena\\.%1$s\\.accounts|\"%1$s/".formatted(platform)
            : platform;
    return Pattern.compile(sign, Pattern.CASE_INSENSITIVE);
  }

  private static List<String> platforms() throws IOException {
    try (Stream<Path> folders = Files.list(ROOT.resolve("platforms"))) {
      return folders
          .filter(f -> Files.exists(f.resolve("pom.xml")))
          .map(f -> f.getFileName().toString())
          .filter(f -> !SHARED.contains(f))
          .toList();
    }
  }

  private static List<Path> mainSources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(Files::isRegularFile)
          .filter(f -> ROOT.relativize(f).toString().contains("src/main/"))
          .filter(f -> f.toString().matches(".*\\.(java|properties|sql|json|yaml|xml)"))
          .filter(f -> !ROOT.relativize(f).toString().contains("target/"))
          .toList();
    }
  }

  /** An example in a comment explains; a name in code decides. */
  private static String withoutComments(String source) {
    return source
        .replaceAll("(?s)/\\*.*?\\*/", "")
        .replaceAll("(?m)//.*$", "")
        .replaceAll("(?m)^\\s*(#|--).*$", "");
  }
}
