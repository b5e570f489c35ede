package dev.milena.embedded.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images are made of what the build leaves behind. */
class DockerfilesTest {
  private static final String JVM = "src/main/docker/Dockerfile.jvm";
  private static final String NATIVE = "src/main/docker/Dockerfile.native";
  private static final Pattern APPS = Pattern.compile("# APP is one of: ([a-z ]+)");

  private static List<String> lines(String file, String instruction) {
    return ProjectTree.read(file).lines().filter(l -> l.startsWith(instruction + " ")).toList();
  }

  /** What a stage listens on inside its image. */
  static String exposedPort() {
    return lines(JVM, "EXPOSE").getFirst().substring("EXPOSE ".length());
  }

  @ParameterizedTest
  @ValueSource(strings = {JVM, NATIVE})
  void baseAndStageAreArguments(String file) {
    String text = ProjectTree.read(file);
    assertThat(text.indexOf("ARG BASE=")).isNotNegative().isLessThan(text.indexOf("FROM ${BASE}"));
    assertThat(text.indexOf("ARG APP=ingress")).isGreaterThan(text.indexOf("FROM ${BASE}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {JVM, NATIVE})
  void itDoesNotRunAsRootAndListensWhereItSays(String file) {
    assertThat(lines(file, "USER"))
        .singleElement()
        .isNotEqualTo("USER root")
        .isNotEqualTo("USER 0");
    assertThat(lines(file, "EXPOSE")).containsExactly("EXPOSE " + exposedPort());
    assertThat(ProjectTree.read(file)).contains("QUARKUS_HTTP_PORT=" + exposedPort());
  }

  /** The JVM must be process 1, else SIGTERM ends at the shell. */
  @Test
  void signalsReachTheStage() {
    assertThat(lines(JVM, "ENTRYPOINT")).singleElement().asString().contains("exec java ");
    assertThat(lines(NATIVE, "ENTRYPOINT")).containsExactly("ENTRYPOINT [\"/app/milena\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ingress", "router", "egress"})
  void whatIsCopiedIsWhatTheBuildMakes(String app) {
    List<String> sources =
        lines(JVM, "COPY").stream().map(l -> l.split(" ")[2].replace("${APP}", app)).toList();
    assertThat(sources).hasSize(4);
    for (String source : sources) {
      String path = source.replaceAll("/\\*\\.jar$", "/quarkus-run.jar");
      assertThat(ProjectTree.ROOT.resolve(path)).as("%s (./milena build makes it)", path).exists();
    }
  }

  /**
   * Whatever is not let in cannot be copied, and whatever is let in by mistake may hold secrets.
   */
  @Test
  void theContextHoldsWhatIsCopiedAndNothingElse() {
    List<String> expected = new ArrayList<>(List.of("*"));
    apps(JVM).forEach(app -> expected.add("!" + app + "/target/quarkus-app"));
    apps(NATIVE).forEach(app -> expected.add("!" + app + "/target/*-runner"));
    assertThat(ProjectTree.read(".dockerignore").lines().filter(line -> !line.startsWith("#")))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(lines(NATIVE, "COPY")).singleElement().asString().contains("${APP}/target/*-runner");
  }

  @ParameterizedTest
  @ValueSource(strings = {JVM, NATIVE})
  void stagesThatItNamesAreApplications(String file) {
    assertThat(apps(file)).contains("ingress", "router", "egress");
    apps(file)
        .forEach(
            app -> assertThat(ProjectTree.read(app + "/pom.xml")).contains("quarkus-maven-plugin"));
  }

  private static List<String> apps(String file) {
    return APPS.matcher(ProjectTree.read(file))
        .results()
        .findFirst()
        .map(found -> List.of(found.group(1).strip().split(" ")))
        .orElseThrow();
  }
}
