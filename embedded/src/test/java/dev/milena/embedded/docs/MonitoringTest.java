package dev.milena.embedded.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Dashboards and alert rules ask for metrics that there are, and are where they are looked for. */
class MonitoringTest {
  private static final String FOLDER = "k8s/monitoring/";

  private static final Pattern ASKED = Pattern.compile("milena_[a-z_]+");
  private static final Pattern LISTED =
      Pattern.compile("(?m)^\\| `(milena\\.(?:ingress|router|egress)\\.[a-z.]+)` \\|");

  /** What Micrometer puts behind a name, by what kind of meter it is and in which unit. */
  private static final String SUFFIXES = "(_total|_seconds(_bucket|_count|_sum|_max)?)?";

  @Test
  void everyQueryAsksForMetricsThatThereAre() {
    Set<String> listed = new HashSet<>();
    LISTED
        .matcher(ProjectTree.read("docs/OPERATIONS.md"))
        .results()
        .forEach(row -> listed.add(row.group(1).replace('.', '_')));
    Set<String> asked = new TreeSet<>();
    Stream.concat(panelQueries(), rules().map(rule -> (String) rule.get("expr")))
        .flatMap(query -> ASKED.matcher(query).results())
        .map(MatchResult::group)
        .forEach(asked::add);
    assertThat(asked)
        .hasSizeGreaterThan(5)
        .allMatch(name -> listed.stream().anyMatch(known -> name.matches(known + SUFFIXES)));
  }

  @Test
  void everyPanelHasATitleAndItsOwnPlace() {
    dashboards()
        .map(MonitoringTest::json)
        .forEach(dashboard -> {
          Set<String> cells = new HashSet<>();
          dashboard
              .path("panels")
              .forEach(panel -> {
                JsonNode at = panel.path("gridPos");
                assertThat(panel.path("title").asText()).isNotBlank();
                for (int x = 0; x < at.path("w").asInt(); x++) {
                  for (int y = 0; y < at.path("h").asInt(); y++) {
                    String cell = (at.path("x").asInt() + x) + "," + (at.path("y").asInt() + y);
                    assertThat(cells.add(cell)).as(panel.path("title").asText()).isTrue();
                  }
                }
              });
        });
  }

  @Test
  void everyAlertIsExplained() {
    List<String> names = rules().map(rule -> (String) rule.get("alert")).toList();
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(3);
    assertThat(names).allMatch(ProjectTree.read("docs/OPERATIONS.md")::contains);
    assertThat(rules())
        .allSatisfy(rule -> {
          assertThat(map(rule.get("annotations"))).containsKeys("summary", "description");
          assertThat(map(rule.get("labels")).get("severity")).isIn("warning", "critical");
        });
  }

  @Test
  void kustomizeTakesEveryDashboardAndTheAlerts() {
    String kustomization = ProjectTree.read(FOLDER + "kustomization.yaml");
    assertThat(dashboards())
        .isNotEmpty()
        .allMatch(d -> kustomization.contains("dashboards/" + d.getFileName()));
    assertThat(kustomization).contains("alerts.yaml");
  }

  @Test
  void composeMountsWhatThereIs() {
    Map<String, Object> compose = new Yaml().load(ProjectTree.read("docker-compose.yml"));
    List<?> mounts = (List<?>) map(map(compose.get("services")).get("grafana")).get("volumes");
    List<Path> sources =
        mounts.stream()
            .map(String::valueOf)
            .filter(mount -> mount.startsWith("./"))
            .map(mount -> ProjectTree.ROOT.resolve(mount.substring(2, mount.indexOf(':'))))
            .toList();
    assertThat(sources)
        .contains(ProjectTree.ROOT.resolve(FOLDER + "dashboards"))
        .contains(ProjectTree.ROOT.resolve(FOLDER + "alerts.yaml"))
        .allSatisfy(source -> assertThat(source).exists());
    String prometheus = ProjectTree.read("src/main/docker/grafana/prometheus.yaml");
    assertThat(prometheus).contains("ingress:8000", "router:8000", "egress:8000", "milena-alerts");
  }

  private static Stream<String> panelQueries() {
    return dashboards()
        .map(MonitoringTest::json)
        .flatMap(dashboard -> dashboard.findValuesAsText("expr").stream());
  }

  private static Stream<Path> dashboards() {
    return ProjectTree.files().stream()
        .filter(f -> ProjectTree.name(f).startsWith(FOLDER + "dashboards/"));
  }

  private static JsonNode json(Path file) {
    return Json.tree(ProjectTree.read(file).getBytes(StandardCharsets.UTF_8));
  }

  private static Stream<Map<String, Object>> rules() {
    Map<String, Object> file = new Yaml().load(ProjectTree.read(FOLDER + "alerts.yaml"));
    return ((List<?>) file.get("groups"))
        .stream().flatMap(group -> ((List<?>) map(group).get("rules")).stream()).map(r -> map(r));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object node) {
    return (Map<String, Object>) node;
  }
}
