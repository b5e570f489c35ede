package dev.milena.embedded.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** {@code docker-compose.yml} starts what is there and sets what is read. */
class ComposeTest {
  private static final Set<String> STAGES = Set.of("ingress", "router", "egress");

  private static final Map<String, Object> COMPOSE =
      new Yaml().load(ProjectTree.read("docker-compose.yml"));

  @Test
  void itHasTheStagesAndWhatTheyNeed() {
    assertThat(services())
        .containsOnlyKeys("kafka", "postgres", "ingress", "router", "egress", "grafana");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ingress", "router", "egress"})
  void stageIsBuiltFromItsModule(String stage) {
    Map<String, Object> build = map(service(stage).get("build"));
    assertThat(build).containsEntry("context", ".");
    assertThat(ProjectTree.ROOT.resolve((String) build.get("dockerfile"))).isRegularFile();
    assertThat(map(build.get("args"))).containsEntry("APP", stage);
    assertThat(ProjectTree.ROOT.resolve(stage).resolve("pom.xml")).isRegularFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ingress", "router", "egress"})
  void everyVariableOfAStageIsAKeyThatSomebodyReads(String stage) {
    Set<String> known = ProjectTree.documentedVariables();
    assertThat(environment(stage)).containsKeys("KAFKA_BOOTSTRAP_SERVERS", "MILENA_SEALING_KEY");
    assertThat(environment(stage).keySet().stream().filter(variable -> !known.contains(variable)))
        .as("not in docs/CONFIGURATION.md")
        .isEmpty();
  }

  @Test
  void onlyTheRouterKnowsTheDatabase() {
    STAGES.forEach(stage ->
        assertThat(
                environment(stage).keySet().stream()
                    .anyMatch(v -> v.startsWith("QUARKUS_DATASOURCE")))
            .as(stage)
            .isEqualTo(stage.equals("router")));
  }

  /** In its container the public address is none of ingress's. */
  @Test
  void egressReachesIngressByItsNameInTheNetwork() {
    String url = (String) environment("egress").get("MILENA_HTTP_OWN_URL");
    assertThat(services()).containsKey(URI.create(url).getHost());
    assertThat(Integer.toString(URI.create(url).getPort()))
        .isEqualTo(DockerfilesTest.exposedPort());
  }

  @Test
  void everyDependencyAndHealthCheckIsThere() {
    services()
        .forEach((name, service) ->
            map(map(service).getOrDefault("depends_on", Map.of()))
                .forEach((needed, how) -> {
                  assertThat(services()).as(name).containsKey(needed);
                  if ("service_healthy".equals(map(how).get("condition"))) {
                    assertThat(service(needed)).as(needed).containsKey("healthcheck");
                  }
                }));
  }

  @Test
  void everyNamedVolumeIsDeclared() {
    List<String> named = new ArrayList<>();
    services()
        .values()
        .forEach(service ->
            strings(map(service).get("volumes"))
                .map(mount -> mount.substring(0, mount.indexOf(':')))
                .filter(source -> source.matches("[a-z]+"))
                .forEach(named::add));
    assertThat(named).isNotEmpty();
    assertThat(map(COMPOSE.get("volumes")).keySet()).containsAll(named);
  }

  @Test
  void portsLeadToWhereStagesListen() {
    STAGES.stream()
        .flatMap(stage -> strings(service(stage).get("ports")))
        .forEach(mapping ->
            assertThat(mapping.substring(mapping.lastIndexOf(':') + 1))
                .isEqualTo(DockerfilesTest.exposedPort()));
  }

  @Test
  void onlyIngressListensToTheWorld() {
    services()
        .forEach((name, service) ->
            strings(map(service).get("ports"))
                .filter(mapping -> !mapping.startsWith("127.0.0.1:"))
                .forEach(mapping -> assertThat(name).isEqualTo("ingress")));
  }

  /** A key in a repository is no key: whoever starts it has to bring one. */
  @Test
  void noSecretIsWrittenDown() {
    STAGES.forEach(stage ->
        assertThat((String) environment(stage).get("MILENA_SEALING_KEY"))
            .startsWith("${MILENA_SEALING_KEY:?"));
  }

  @Test
  void accountsAreReadFromAFolderThatGitLeavesAlone() {
    assertThat(strings(service("router").get("volumes"))).contains("./config:/etc/milena:ro");
    assertThat(Files.exists(ProjectTree.ROOT.resolve("config"))).isFalse();
    assertThat(ProjectTree.read(".gitignore").lines()).contains("/config/");
  }

  private static Map<String, Object> services() {
    return map(COMPOSE.get("services"));
  }

  private static Map<String, Object> service(String name) {
    return map(services().get(name));
  }

  private static Map<String, Object> environment(String stage) {
    return map(service(stage).get("environment"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object node) {
    return (Map<String, Object>) node;
  }

  private static Stream<String> strings(Object list) {
    return list == null ? Stream.of() : ((List<?>) list).stream().map(String::valueOf);
  }
}
