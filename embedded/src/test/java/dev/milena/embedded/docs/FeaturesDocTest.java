package dev.milena.embedded.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code docs/FEATURES.md} has every row once, and what it names as a proof is there. */
class FeaturesDocTest {
  /** The lists in their order, and so many rows each has. */
  private static final List<Map.Entry<String, Integer>> LISTS =
      List.of(
          Map.entry("S1", 47),
          Map.entry("S2", 23),
          Map.entry("S3", 36),
          Map.entry("S4", 13),
          Map.entry("S5", 18),
          Map.entry("R1", 22),
          Map.entry("E1", 22));

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ([SRE]\\d-\\d\\d) \\| ([^|]+) \\| ([^|]*) \\| ([^|]*) \\|$");
  private static final Pattern PROOF =
      Pattern.compile("`(?:[a-z]+/)?(\\w+(?:Test|IT))(?:#(\\w+))?`");
  private static final Pattern SCRIPT_PROOF = Pattern.compile("`(src/test/sh/\\S+)`");
  private static final String PLANNED = "planned";

  private record Row(String id, String what, String where, String shownBy) {
    boolean isPlanned() {
      return shownBy.strip().equals(PLANNED);
    }
  }

  private static List<Row> rows() {
    return ROW.matcher(ProjectTree.read("docs/FEATURES.md"))
        .results()
        .map(r -> new Row(r.group(1), r.group(2).strip(), r.group(3), r.group(4)))
        .toList();
  }

  @Test
  void everyRowStandsOnceInItsOrder() {
    List<String> expected = new ArrayList<>();
    LISTS.forEach(list ->
        IntStream.rangeClosed(1, list.getValue())
            .forEach(n -> expected.add("%s-%02d".formatted(list.getKey(), n))));
    assertThat(rows().stream().map(Row::id)).containsExactlyElementsOf(expected);
  }

  @Test
  void everyRowSaysWhereItIsDone() {
    List<String> silent =
        rows().stream()
            .filter(row -> row.what().isEmpty() || row.where().isBlank())
            .map(Row::id)
            .toList();
    assertThat(silent).isEmpty();
  }

  @Test
  void whatIsNotPlannedNamesItsProof() {
    List<String> unproven =
        rows().stream()
            .filter(row -> !row.isPlanned())
            .filter(row ->
                !PROOF.matcher(row.shownBy()).find() && !SCRIPT_PROOF.matcher(row.shownBy()).find())
            .map(Row::id)
            .toList();
    assertThat(unproven).isEmpty();
  }

  @Test
  void everyProofExists() {
    Set<String> classes = ProjectTree.classes();
    List<String> missing = new ArrayList<>();
    for (Row row : rows()) {
      PROOF
          .matcher(row.shownBy())
          .results()
          .filter(proof -> !classes.contains(proof.group(1)))
          .forEach(proof -> missing.add(row.id() + ": " + proof.group(1)));
      PROOF
          .matcher(row.shownBy())
          .results()
          .filter(proof -> proof.group(2) != null && classes.contains(proof.group(1)))
          .filter(proof -> !hasMethod(proof.group(1), proof.group(2)))
          .forEach(proof -> missing.add(row.id() + ": " + proof.group()));
      SCRIPT_PROOF
          .matcher(row.shownBy())
          .results()
          .filter(proof -> !java.nio.file.Files.exists(ProjectTree.ROOT.resolve(proof.group(1))))
          .forEach(proof -> missing.add(row.id() + ": " + proof.group(1)));
    }
    assertThat(missing).isEmpty();
  }

  private static boolean hasMethod(String test, String method) {
    return ProjectTree.files().stream()
        .filter(f -> f.getFileName().toString().equals(test + ".java"))
        .anyMatch(f -> ProjectTree.read(f).contains("void " + method + "("));
  }
}
