package dev.milena.embedded.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The project's files, as the tests that compare words with facts read them. */
final class ProjectTree {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules", "data");
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern DOCUMENTED_KEY = Pattern.compile("(?m)^\\| (`[^|]+) \\|");
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

  private ProjectTree() {}

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(String file) {
    return read(ROOT.resolve(file));
  }

  /** All but what builds leave behind, which comes and goes while others build. */
  static List<Path> files() {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(ROOT, new Visitor(files));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files.stream().sorted().toList();
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final List<Path> files;

    Visitor(List<Path> files) {
      this.files = files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return NOT_OURS.contains(folder.getFileName().toString())
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        files.add(file);
      }
      return FileVisitResult.CONTINUE;
    }
  }

  /** What people read. */
  static List<Path> pages() {
    return files().stream().filter(f -> f.toString().endsWith(".md")).toList();
  }

  static String name(Path file) {
    return ROOT.relativize(file).toString();
  }

  /** A page without its blocks of code. */
  static String prose(Path page) {
    return FENCED.matcher(read(page)).replaceAll("");
  }

  /** What stands between backticks. */
  static List<String> code(String prose) {
    return CODE.matcher(prose).results().map(found -> found.group(1)).toList();
  }

  /** Simple names of all classes that have a file of their own. */
  static Set<String> classes() {
    return files().stream()
        .map(f -> f.getFileName().toString())
        .filter(f -> f.endsWith(".java"))
        .map(f -> f.substring(0, f.length() - ".java".length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Keys in the tables of {@code docs/CONFIGURATION.md}; another test holds these to the code. */
  static Set<String> documentedKeys() {
    return DOCUMENTED_KEY
        .matcher(read("docs/CONFIGURATION.md"))
        .results()
        .map(MatchResult::group)
        .flatMap(row -> code(row).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Names under which a key may stand in the environment. */
  static Set<String> documentedVariables() {
    return documentedKeys().stream()
        .filter(key -> key.indexOf('<') < 0)
        .map(key -> key.toUpperCase(java.util.Locale.ROOT).replaceAll("[^A-Z0-9]", "_"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
