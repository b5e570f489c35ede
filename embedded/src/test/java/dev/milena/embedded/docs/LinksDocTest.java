package dev.milena.embedded.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages point at is there. */
class LinksDocTest {
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
  private static final Pattern SCRIPT_CALL =
      Pattern.compile("\\./milena(?:\\s|\\s*\\{)([a-z][a-z|-]*)");
  private static final Pattern SCRIPT_WORD = Pattern.compile("(?m)^ {2}([a-z |-]+)\\) ");
  private static final Pattern PATH = Pattern.compile("\\.?[A-Za-z0-9_-]+(/[A-Za-z0-9_.-]+)+/?");
  private static final Pattern CLASS =
      Pattern.compile("[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+(?:\\.[A-Z]\\w+)*");

  /** Words in the form of a class that are somebody else's. */
  private static final Set<String> FOREIGN =
      Set.of(
          "LogAppendTime",
          "MarkdownV2",
          "OpenTelemetry",
          "CloudEvents",
          "CommonMark",
          "StatefulSet");

  @Test
  void everyLinkLeadsSomewhere() {
    List<String> broken = new ArrayList<>();
    for (Path page : ProjectTree.pages()) {
      Matcher link = LINK.matcher(ProjectTree.prose(page));
      while (link.find()) {
        if (!leadsSomewhere(page, link.group(1))) {
          broken.add(ProjectTree.name(page) + " → " + link.group(1));
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  private static boolean leadsSomewhere(Path page, String target) {
    URI uri = URI.create(target);
    if (uri.getScheme() != null) {
      return Set.of("http", "https").contains(uri.getScheme());
    }
    Path file = uri.getPath().isEmpty() ? page : page.resolveSibling(uri.getPath()).normalize();
    return Files.exists(file)
        && (uri.getFragment() == null
            || anchors(ProjectTree.prose(file)).contains(uri.getFragment()));
  }

  /** As code hosts make them: lower case, spaces to dashes, nothing else but letters and digits. */
  private static Set<String> anchors(String page) {
    return HEADING
        .matcher(page)
        .results()
        .map(h ->
            h.group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void everyCommandExists() {
    Set<String> known = commands();
    assertThat(known).contains("up", "demo", "test", "translate");
    List<String> strangers = new ArrayList<>();
    for (Path page : ProjectTree.pages()) {
      SCRIPT_CALL
          .matcher(ProjectTree.read(page))
          .results()
          .flatMap(call -> Stream.of(call.group(1).split("\\|")))
          .filter(word -> !known.contains(word))
          .forEach(word -> strangers.add(ProjectTree.name(page) + ": ./milena " + word));
    }
    assertThat(strangers).isEmpty();
  }

  /**
   * The script's own words, those it hands to the command line, and the platforms that bring some.
   */
  private static Set<String> commands() {
    Set<String> words = new TreeSet<>(Set.of("acme"));
    String script = ProjectTree.read("milena");
    SCRIPT_WORD
        .matcher(script.substring(script.lastIndexOf("\ncase ")))
        .results()
        .flatMap(branch -> Stream.of(branch.group(1).split("\\|")))
        .map(String::strip)
        .forEach(words::add);
    ProjectTree.files().stream()
        .filter(f -> ProjectTree.name(f).matches("(cli|platforms/[a-z-]+)/src/main/.*\\.java"))
        .map(ProjectTree::read)
        .filter(source -> source.contains("CommandLine.Command("))
        .flatMap(source ->
            Pattern.compile("name = (?:\"([a-z-]+)\"|[A-Za-z]+\\.KEY)").matcher(source).results())
        .filter(name -> name.group(1) != null)
        .forEach(name -> words.add(name.group(1)));
    ProjectTree.files().stream()
        .map(ProjectTree::name)
        .filter(f -> f.matches("platforms/[a-z-]+/src/main/.*Commands?\\.java"))
        .forEach(f -> words.add(f.split("/")[1]));
    return words;
  }

  @Test
  void everyNamedPathExists() {
    Set<String> top =
        ProjectTree.files().stream()
            .map(f -> ProjectTree.name(f).split("/")[0])
            .collect(Collectors.toSet());
    List<String> missing = new ArrayList<>();
    for (Path page : ProjectTree.pages()) {
      ProjectTree.code(ProjectTree.prose(page)).stream()
          .filter(code -> PATH.matcher(code).matches())
          .filter(path -> top.contains(path.split("/")[0]))
          .filter(path -> !path.contains("/target/"))
          .filter(path -> !Files.exists(ProjectTree.ROOT.resolve(path)))
          .forEach(path -> missing.add(ProjectTree.name(page) + ": " + path));
    }
    assertThat(missing).isEmpty();
  }

  /** The guide for new platforms speaks of classes that its reader is going to write. */
  @Test
  void everyNamedClassExists() {
    Set<String> classes = ProjectTree.classes();
    String alerts = ProjectTree.read("k8s/monitoring/alerts.yaml");
    List<String> missing = new ArrayList<>();
    for (Path page : ProjectTree.pages()) {
      ProjectTree.code(ProjectTree.prose(page)).stream()
          .filter(code -> CLASS.matcher(code).matches())
          .map(code -> code.replaceAll("\\..*", ""))
          .filter(name -> !name.startsWith("Acme") && !FOREIGN.contains(name))
          .filter(name -> !classes.contains(name) && !alerts.contains("alert: " + name + "\n"))
          .forEach(name -> missing.add(ProjectTree.name(page) + ": " + name));
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyOtherPageIsReachableFromTheReadme() {
    Set<Path> reached = new TreeSet<>();
    List<Path> open = new ArrayList<>(List.of(ProjectTree.ROOT.resolve("README.md")));
    while (!open.isEmpty()) {
      Path page = open.removeLast();
      if (reached.add(page)) {
        LINK.matcher(ProjectTree.prose(page))
            .results()
            .map(link -> link.group(1).replaceAll("#.*", ""))
            .filter(target -> target.endsWith(".md") && !target.contains("://"))
            .map(target -> page.resolveSibling(target).normalize())
            .filter(Files::exists)
            .forEach(open::add);
      }
    }
    assertThat(reached).containsAll(ProjectTree.pages());
  }
}
