package dev.milena.embedded.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** A device that is linked by code has one process and one volume, and is off. */
class SingleWriterTest {
  private static final String MANIFEST = "k8s/overlays/whatsapp-qr/sidecar.yaml";
  private static final String DOCKERFILE = "platforms/whatsapp-qr/sidecar/Dockerfile";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static <T> T read(Class<T> type) {
    return StreamSupport.stream(new Yaml().loadAll(ProjectTree.read(MANIFEST)).spliterator(), false)
        .map(Map.class::cast)
        .filter(manifest -> manifest.get("kind").equals(type.getSimpleName()))
        .map(manifest -> JSON.convertValue(manifest, type))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void oneEndsBeforeTheNextBeginsAndNoneRunsUnasked() {
    // When
    DeploymentSpec spec = read(Deployment.class).getSpec();

    // Then
    assertThat(spec.getStrategy().getType()).isEqualTo("Recreate");
    assertThat(spec.getStrategy().getRollingUpdate()).isNull();
    assertThat(spec.getReplicas()).isZero();
    assertThat(container(spec).getEnv())
        .filteredOn(e -> e.getName().equals("WHATSAPP_QR_ACCEPT_RISK"))
        .extracting(EnvVar::getValue)
        .containsExactly("no");
  }

  @Test
  void credentialsLieOnAVolumeThatOneNodeWritesAtATime() {
    // Given
    DeploymentSpec spec = read(Deployment.class).getSpec();

    // When
    PersistentVolumeClaim claim = read(PersistentVolumeClaim.class);

    // Then
    assertThat(claim.getSpec().getAccessModes()).containsExactly("ReadWriteOnce");
    assertThat(spec.getTemplate().getSpec().getVolumes())
        .anySatisfy(v ->
            assertThat(v.getPersistentVolumeClaim())
                .isNotNull()
                .satisfies(
                    c -> assertThat(c.getClaimName()).isEqualTo(claim.getMetadata().getName())));
    assertThat(ProjectTree.read(DOCKERFILE))
        .contains("WHATSAPP_QR_FOLDER=/data", "VOLUME /data", "USER 1000", "npm ci");
    assertThat(container(spec).getVolumeMounts()).anyMatch(m -> m.getMountPath().equals("/data"));
  }

  @Test
  void secretsOfTheDeviceAreNotThoseOfTheHub() {
    // When
    Container container = container(read(Deployment.class).getSpec());

    // Then
    assertThat(container.getEnvFrom()).isEmpty();
    assertThat(container.getEnv())
        .filteredOn(e -> e.getValueFrom() != null)
        .extracting(e -> e.getValueFrom().getSecretKeyRef().getName())
        .containsOnly("milena-whatsapp-qr-sidecar");
  }

  private static Container container(DeploymentSpec spec) {
    return spec.getTemplate().getSpec().getContainers().getFirst();
  }
}
