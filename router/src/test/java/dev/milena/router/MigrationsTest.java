package dev.milena.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A migration runs while routers of the version before are at work: it may add, and must not take
 * away what they read or refuse what they write. What nobody needs any more goes in a later
 * version, in a migration whose first line says since when.
 */
class MigrationsTest {
  private static final Path FOLDER = Path.of("src/main/resources/db/migration");
  private static final String CONTRACTS = "-- Contracts: ";

  private static final Pattern TAKES_AWAY =
      Pattern.compile(
          "\\bdrop (table|column|view|function|type)\\b|\\brename\\b|\\balter column \\w+ (set data )?type\\b"
              + "|\\bset not null\\b|\\btruncate\\b|\\badd column (?!.*\\bdefault\\b)[^;,]*\\bnot null\\b");

  @Test
  void migrationsAddBeforeTheyTakeAway() {
    assertThat(migrations())
        .isNotEmpty()
        .allSatisfy(file -> {
          String text = read(file);
          if (!isFirst(file) && !text.startsWith(CONTRACTS)) {
            assertThat(TAKES_AWAY.matcher(plain(text)).results().map(r -> r.group()))
                .as(file + " would break the routers that are still running")
                .isEmpty();
          }
        });
  }

  @Test
  void whatBreaksIsRecognised() {
    assertThat(
            List.of(
                "ALTER TABLE link DROP COLUMN outage;",
                "ALTER TABLE link RENAME COLUMN outage TO out;",
                "ALTER TABLE link ALTER COLUMN outage SET NOT NULL;",
                "ALTER TABLE link ALTER COLUMN route TYPE int;",
                "ALTER TABLE link ADD COLUMN novelty text NOT NULL;"))
        .allSatisfy(sql -> assertThat(TAKES_AWAY.matcher(plain(sql)).find()).as(sql).isTrue());
    assertThat(
            List.of(
                "ALTER TABLE link ADD COLUMN novelty text;",
                "ALTER TABLE link ADD COLUMN novelty text DEFAULT '' NOT NULL;",
                "ALTER TABLE link ADD COLUMN novelty text NOT NULL DEFAULT '';",
                "CREATE TABLE novelty (id int NOT NULL); -- DROP TABLE in words"))
        .allSatisfy(sql -> assertThat(TAKES_AWAY.matcher(plain(sql)).find()).as(sql).isFalse());
  }

  private static boolean isFirst(Path file) {
    return file.getFileName().toString().startsWith("V1__");
  }

  private static List<Path> migrations() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(f -> f.toString().endsWith(".sql")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without comments, in one case, each statement on a line of its own. */
  private static String plain(String sql) {
    return sql.replaceAll("--[^\n]*", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\s+", " ")
        .replace(";", ";\n");
  }
}
