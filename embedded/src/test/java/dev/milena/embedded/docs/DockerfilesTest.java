package dev.milena.embedded.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images are made of what the build leaves behind. */
class DockerfilesTest {
  private static final String JVM = "src/main/docker/Dockerfile.jvm";
  private static final String NATIVE = "src/main/docker/Dockerfile.native";

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
    assertThat(lines(file, "USER")).singleElement().isNotEqualTo("USER root").isNotEqualTo("USER 0");
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

  /** Whatever is not let in cannot be copied, and whatever is let in by mistake may hold secrets. */
  @Test
  void theContextHoldsTheBuildAndNothingElse() {
    assertThat(ProjectTree.read(".dockerignore").lines())
        .containsExactly("**", "!*/target/quarkus-app/**", "!*/target/*-runner");
    assertThat(lines(NATIVE, "COPY")).singleElement().asString().contains("${APP}/target/*-runner");
  }

  @ParameterizedTest
  @ValueSource(strings = {JVM, NATIVE})
  void stagesThatItNamesAreModules(String file) {
    String apps =
        Pattern.compile("# APP is one of: ([a-z ]+)").matcher(ProjectTree.read(file)).results()
            .map((MatchResult found) -> found.group(1))
            .findFirst()
            .orElseThrow();
    for (String app : apps.split(" ")) {
      assertThat(ProjectTree.read(app + "/pom.xml")).contains("quarkus-maven-plugin");
    }
  }
}
