package dev.milena.embedded.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/OPERATIONS.md} lists every metric that the stages have, and none that they have not.
 */
class MetricsDocTest {
  private static final Pattern METER =
      Pattern.compile(
          "\\b(?:counter|gauge|timer|summary|builder|count|beside|Arrow)\\(\\s*(?:PREFIX \\+"
              + " )?\"([a-z][a-z.]*)\"");
  private static final Pattern ENDS = Pattern.compile("enum End \\{(.*?)\\n {2}}", Pattern.DOTALL);
  private static final Pattern CONSTANT = Pattern.compile("(?m)^\\s+([A-Z_]+)[,;]?$");
  private static final Pattern ROW_WITH_TAGS =
      Pattern.compile("(?m)^\\| `milena\\.[a-z.]+` \\|.* by `.*$");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(milena\\.(?:ingress|router|egress)\\.[a-z.]+)` \\|");

  @Test
  void everyMetricIsListedAndNoOther() {
    Set<String> documented = new TreeSet<>();
    ROW.matcher(ProjectTree.read("docs/OPERATIONS.md"))
        .results()
        .forEach(row -> documented.add(row.group(1)));
    Set<String> there = metrics();
    assertThat(there).containsAll(documented);
    assertThat(there).allMatch(name -> documented.contains(name) || isListedAsTag(name));
  }

  /** A word by which one metric is told apart is not a metric of its own. */
  private static boolean isListedAsTag(String name) {
    String word = name.substring(name.lastIndexOf('.') + 1);
    return ROW_WITH_TAGS
        .matcher(ProjectTree.read("docs/OPERATIONS.md"))
        .results()
        .anyMatch(row -> row.group().contains("`" + word + "`"));
  }

  private static Set<String> metrics() {
    Set<String> found = new TreeSet<>();
    for (String stage : List.of("ingress", "router", "egress")) {
      ProjectTree.files().stream()
          .filter(f -> ProjectTree.name(f).startsWith(stage + "/src/main/java/"))
          .flatMap(MetricsDocTest::names)
          .map(name -> name.startsWith("milena.") ? name : "milena." + stage + "." + name)
          .forEach(found::add);
    }
    assertThat(found).hasSizeGreaterThan(20);
    return found;
  }

  private static Stream<String> names(Path file) {
    String source = ProjectTree.read(file);
    boolean counts = source.contains("io.micrometer.") || source.contains(" Counts ");
    Stream<String> literal = METER.matcher(source).results().map(found -> found.group(1));
    Stream<String> ends =
        ENDS.matcher(source.replaceAll("(?s)/\\*.*?\\*/", ""))
            .results()
            .map((MatchResult found) -> found.group(1))
            .flatMap(body -> CONSTANT.matcher(body).results())
            .map(constant -> constant.group(1).toLowerCase(java.util.Locale.ROOT));
    return counts ? Stream.concat(literal, ends) : Stream.of();
  }
}
