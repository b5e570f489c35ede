package dev.milena.platform.whatsappqr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the sidecar is made of is locked, comes from wherever npm is told to look, and is named. */
class SidecarPackagesTest {
  private static final Path SIDECAR = Path.of("sidecar");

  private static String read(String file) throws IOException {
    return Files.readString(SIDECAR.resolve(file));
  }

  private static JsonNode lock() throws IOException {
    return Json.tree(Files.readAllBytes(SIDECAR.resolve("package-lock.json"))).path("packages");
  }

  @Test
  void theLibraryIsOneVersionExactly() throws IOException {
    assertThat(lock().path("").at("/dependencies/baileys").asText()).isEqualTo("7.0.0-rc14");
    assertThat(lock().at("/node_modules~1baileys/version").asText()).isEqualTo("7.0.0-rc14");
  }

  @Test
  void everyPackageIsLockedByItsContentAndByNoRegistry() throws IOException {
    assertThat(read("package-lock.json")).doesNotContain("\"resolved\"");
    lock()
        .properties()
        .forEach(p -> {
          if (!p.getKey().isEmpty()) {
            assertThat(p.getValue().path("integrity").asText())
                .as(p.getKey())
                .startsWith("sha512-");
          }
        });
  }

  @Test
  void everyLicenceIsStated() throws IOException {
    String stated = read("LICENSES.md");
    lock()
        .properties()
        .forEach(p -> {
          if (!p.getKey().isEmpty() && !p.getValue().path("dev").asBoolean()) {
            assertThat(stated)
                .contains(
                    "| "
                        + p.getKey().replaceFirst(".*node_modules/", "")
                        + " | "
                        + p.getValue().path("version").asText()
                        + " | "
                        + p.getValue().path("license").asText()
                        + " |");
          }
        });
    assertThat(stated).contains("| libsignal | 6.0.0 | GPL-3.0 |");
  }

  /**
   * Else a copy of the image would carry the hub's licence with it, or the hub that of the image.
   */
  @Test
  void nothingOfItIsOnTheClassPath() {
    assertThat(getClass().getClassLoader().getResource("baileys")).isNull();
    assertThat(getClass().getClassLoader().getResource("sidecar")).isNull();
    assertThat(System.getProperty("java.class.path")).doesNotContain("libsignal", "node_modules");
  }
}
