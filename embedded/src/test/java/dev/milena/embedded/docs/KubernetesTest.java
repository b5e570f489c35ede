package dev.milena.embedded.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manifests are what Kubernetes reads, fit together, and set what is read. */
class KubernetesTest {
  private static final Set<String> STAGES =
      Set.of("milena-ingress", "milena-router", "milena-egress");
  private static final Set<String> HEALTH =
      Set.of("/q/health/started", "/q/health/ready", "/q/health/live");

  private static final Manifests BASE = Manifests.read("k8s/base");

  @Test
  void everyFileIsListedAndEveryManifestIsUnderstoodWhole() {
    assertThat(BASE.unlistedFiles()).isEmpty();
    assertThat(BASE.unknownFields()).isEmpty();
    assertThat(BASE.all()).hasSizeGreaterThan(5);
  }

  @Test
  void thereIsADeploymentForEachStage() {
    assertThat(BASE.of(Deployment.class).map(KubernetesTest::name))
        .containsExactlyInAnyOrderElementsOf(STAGES);
  }

  @Test
  void selectorsMatchThePodsTheyMean() {
    BASE.of(Deployment.class)
        .forEach(d ->
            assertThat(podLabels(d))
                .containsAllEntriesOf(d.getSpec().getSelector().getMatchLabels()));
    BASE.of(Service.class)
        .forEach(s -> assertThat(podsOf(s.getSpec().getSelector())).as(name(s)).hasSize(1));
    BASE.of(PodDisruptionBudget.class)
        .forEach(b ->
            assertThat(podsOf(b.getSpec().getSelector().getMatchLabels())).as(name(b)).hasSize(1));
    BASE.of(NetworkPolicy.class)
        .map(p -> p.getSpec().getPodSelector())
        .filter(selector -> !selector.getMatchLabels().isEmpty())
        .forEach(selector -> assertThat(podsOf(selector.getMatchLabels())).isNotEmpty());
  }

  @Test
  void servicesAndPoliciesLeadToPortsThatExist() {
    Set<String> names =
        Set.copyOf(
            containers().flatMap(c -> c.getPorts().stream()).map(ContainerPort::getName).toList());
    BASE.of(Service.class)
        .flatMap(s -> s.getSpec().getPorts().stream())
        .forEach(p -> assertThat(names).contains(p.getTargetPort().getStrVal()));
    BASE.of(NetworkPolicy.class)
        .flatMap(p -> p.getSpec().getIngress().stream())
        .flatMap(rule -> rule.getPorts().stream())
        .forEach(p -> assertThat(names).contains(p.getPort().getStrVal()));
    containers()
        .flatMap(c -> c.getPorts().stream())
        .forEach(p -> assertThat(p.getContainerPort()).hasToString(DockerfilesTest.exposedPort()));
  }

  @Test
  void probesAskTheThreeQuestionsOnAPortThatExists() {
    containers()
        .forEach(c -> {
          List<Probe> probes =
              List.of(c.getStartupProbe(), c.getReadinessProbe(), c.getLivenessProbe());
          assertThat(probes.stream().map(p -> p.getHttpGet().getPath()))
              .containsExactlyInAnyOrderElementsOf(HEALTH);
          assertThat(probes.stream().map(p -> p.getHttpGet().getPort().getStrVal()))
              .containsOnly("http");
        });
  }

  /** Metrics and health are only there when the stage has the extensions that serve them. */
  @Test
  void whatIsAskedForIsServed() {
    for (String stage : List.of("ingress", "router", "egress")) {
      assertThat(ProjectTree.read(stage + "/pom.xml"))
          .contains("quarkus-smallrye-health")
          .contains("quarkus-micrometer-registry-prometheus");
    }
    BASE.of(Deployment.class)
        .map(d -> d.getSpec().getTemplate().getMetadata().getAnnotations())
        .forEach(a ->
            assertThat(a)
                .containsEntry("prometheus.io/path", "/q/metrics")
                .containsEntry("prometheus.io/port", DockerfilesTest.exposedPort()));
  }

  @Test
  void imagesAreNamedAsTheDockerfileSaysAndPinned() {
    List<String> used = containers().map(Container::getImage).toList();
    assertThat(used).containsExactlyInAnyOrder("milena/ingress", "milena/router", "milena/egress");
    assertThat(BASE.kustomization().images().keySet()).containsExactlyInAnyOrderElementsOf(used);
    assertThat(BASE.kustomization().images().values()).doesNotContain("latest");
  }

  @Test
  void everyVariableIsAKeyThatSomebodyReads() {
    Set<String> known = ProjectTree.documentedVariables();
    Stream<String> set =
        Stream.concat(
            containers().flatMap(c -> c.getEnv().stream()).map(EnvVar::getName),
            BASE.of(ConfigMap.class).flatMap(m -> m.getData().keySet().stream()));
    assertThat(set.filter(variable -> !known.contains(variable))).isEmpty();
  }

  @Test
  void everyConfigMapThatIsReadIsMade() {
    List<String> made = BASE.of(ConfigMap.class).map(KubernetesTest::name).toList();
    containers()
        .flatMap(c -> c.getEnvFrom().stream())
        .filter(from -> from.getConfigMapRef() != null)
        .forEach(from -> assertThat(made).contains(from.getConfigMapRef().getName()));
  }

  /** Egress and ingress get the key that opens accounts, and nothing of the database. */
  @Test
  void onlyTheRouterGetsTheDatabasePassword() {
    BASE.of(Deployment.class)
        .forEach(d -> {
          boolean allSecrets =
              container(d).getEnvFrom().stream()
                  .anyMatch(f ->
                      f.getSecretRef() != null
                          && f.getSecretRef().getName().equals("milena-secrets"));
          assertThat(allSecrets).as(name(d)).isEqualTo(name(d).equals("milena-router"));
        });
  }

  @Test
  void podsAreConfined() {
    BASE.of(Deployment.class)
        .forEach(d -> {
          assertThat(d.getSpec().getTemplate().getSpec().getSecurityContext().getRunAsNonRoot())
              .isTrue();
          assertThat(container(d).getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
          assertThat(container(d).getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
          assertThat(container(d).getSecurityContext().getCapabilities().getDrop())
              .containsExactly("ALL");
          assertThat(container(d).getResources().getLimits()).containsKey("memory");
        });
  }

  @Test
  void everyMountedVolumeIsDeclared() {
    BASE.of(Deployment.class)
        .forEach(d ->
            assertThat(
                    d.getSpec().getTemplate().getSpec().getVolumes().stream().map(Volume::getName))
                .containsExactlyInAnyOrderElementsOf(
                    container(d).getVolumeMounts().stream().map(VolumeMount::getName).toList()));
  }

  @Test
  void everyPlatformHasItsOverlay() {
    for (String platform : platforms()) {
      Path overlay = ProjectTree.ROOT.resolve("k8s/overlays").resolve(platform);
      assertThat(overlay.resolve("kustomization.yaml")).isRegularFile();
      assertThat(ProjectTree.read(overlay.resolve("kustomization.yaml"))).contains(platform + "/*");
    }
  }

  @Test
  void overlaysChangeOnlyWhatIsThere() throws java.io.IOException {
    List<String> astray = new ArrayList<>();
    try (Stream<Path> overlays = Files.list(ProjectTree.ROOT.resolve("k8s/overlays"))) {
      for (Path overlay : overlays.sorted().toList()) {
        Kustomization kustomization = Kustomization.read(overlay);
        kustomization.resources().stream()
            .filter(resource -> !Files.exists(overlay.resolve(resource)))
            .forEach(resource -> astray.add(overlay.getFileName() + ": no " + resource));
        kustomization.targets().stream()
            .filter(target -> BASE.all().stream().noneMatch(target::matches))
            .forEach(target -> astray.add(overlay.getFileName() + ": nothing is " + target));
      }
    }
    assertThat(astray).isEmpty();
  }

  /**
   * Two deployments that serve the same account would both send its commands. So an overlay for one
   * platform has groups and pods of its own, and takes nothing but its platform.
   */
  @Test
  void overlaysOfPlatformsShareNothing() {
    for (String platform : platforms()) {
      Path overlay = ProjectTree.ROOT.resolve("k8s/overlays").resolve(platform);
      Map<String, Object> content = Kustomization.read(overlay).content();
      assertThat(content).containsEntry("nameSuffix", "-" + platform);
      assertThat(ProjectTree.read(overlay.resolve("kustomization.yaml")))
          .contains("includeSelectors: true")
          .contains("MILENA_INGRESS_STREAMS_GROUP, value: milena-streams-" + platform);
    }
  }

  private static List<String> platforms() {
    return ProjectTree.files().stream()
        .map(ProjectTree::name)
        .filter(f -> f.matches("platforms/[a-z-]+/src/main/java/.*Platform\\.java"))
        .filter(f -> !f.startsWith("platforms/spi/"))
        .map(f -> f.split("/")[1])
        .distinct()
        .toList();
  }

  private static Stream<Container> containers() {
    return BASE.of(Deployment.class).map(KubernetesTest::container);
  }

  private static Container container(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
  }

  private static Map<String, String> podLabels(Deployment deployment) {
    return deployment.getSpec().getTemplate().getMetadata().getLabels();
  }

  private static List<Deployment> podsOf(Map<String, String> selector) {
    return BASE.of(Deployment.class)
        .filter(d -> podLabels(d).entrySet().containsAll(selector.entrySet()))
        .toList();
  }

  private static String name(HasMetadata resource) {
    return resource.getMetadata().getName();
  }
}
