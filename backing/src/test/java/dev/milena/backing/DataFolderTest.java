package dev.milena.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path temp;

  @Test
  void newFolderHasRoomForBothServicesAndIsForItsOwnerOnly() throws IOException {
    try (DataFolder data = DataFolder.open(temp.resolve("a/b"))) {
      assertThat(data.kafka()).isDirectory().hasFileName("kafka");
      assertThat(data.postgres()).isDirectory().hasFileName("postgres");
      assertThat(mode(data.path())).isEqualTo("rwx------");
    }
  }

  @Test
  void folderInUseNamesTheProcessAndTheWayOut() {
    Path folder = temp.resolve("data");
    try (DataFolder _ = DataFolder.open(folder)) {
      assertThatThrownBy(() -> DataFolder.open(folder))
          .isInstanceOf(BackingException.class)
          .hasMessage(
              "The data folder %s is in use by another Milena (process %d). Stop it or choose another"
                  + " folder with --data.",
              folder, ProcessHandle.current().pid());
    }
  }

  @Test
  void refusedSecondHoldDoesNotEndTheFirst() throws Exception {
    Path folder = temp.resolve("data");
    try (DataFolder _ = DataFolder.open(folder)) {
      assertThatThrownBy(() -> DataFolder.open(folder)).isInstanceOf(BackingException.class);

      try (HubProcess other = HubProcess.start("hold", folder)) {
        assertThat(other.line())
            .startsWith("REFUSED")
            .contains("(process " + ProcessHandle.current().pid() + ")");
      }
    }
  }

  @Test
  void folderOfAKilledProcessIsFreeAtOnce() throws Exception {
    Path folder = temp.resolve("data");
    try (HubProcess other = HubProcess.start("hold", folder)) {
      assertThat(other.line()).isEqualTo("HELD");
      assertThatThrownBy(() -> DataFolder.open(folder))
          .hasMessageContaining("(process " + other.pid() + ")");

      other.kill();

      assertThatCode(() -> DataFolder.open(folder).close()).doesNotThrowAnyException();
    }
  }

  @Test
  void closedFolderCanBeOpenedAgain() {
    Path folder = temp.resolve("data");
    DataFolder.open(folder).close();

    assertThatCode(() -> DataFolder.open(folder).close()).doesNotThrowAnyException();
  }

  @Test
  void fileInTheWayOfTheFolderIsNamed() throws IOException {
    Path file = Files.createFile(temp.resolve("taken"));

    assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
        .isInstanceOf(BackingException.class)
        .hasMessageContaining("cannot be made")
        .hasMessageContaining(file.toString());
  }

  @Test
  void folderThatCannotBeWrittenIsSaidSo() throws IOException {
    Files.createDirectory(
        temp.resolve("milena.lock")); // Works for root too, whom no mode keeps out.

    assertThatThrownBy(() -> DataFolder.open(temp))
        .isInstanceOf(BackingException.class)
        .hasMessageStartingWith("The data folder " + temp + " cannot be ");
  }

  @Test
  void nearlyFullDiskIsSaidSo() {
    assertThatThrownBy(() -> DataFolder.requireRoom(temp, 100L * 1024 * 1024))
        .isInstanceOf(BackingException.class)
        .hasMessageContaining("has 100 MB left, and Milena needs 200 MB");
    assertThatCode(() -> DataFolder.requireRoom(temp, 300L * 1024 * 1024))
        .doesNotThrowAnyException();
  }

  @Test
  void sealingKeyIsMadeOnceAndForItsOwnerOnly() throws IOException {
    String first;
    try (DataFolder data = DataFolder.open(temp)) {
      first = data.sealingKey();
    }
    try (DataFolder data = DataFolder.open(temp)) {
      assertThat(data.sealingKey()).isEqualTo(first);
    }
    assertThat(Base64.getDecoder().decode(first)).hasSize(32);
    assertThat(mode(temp.resolve("sealing.key"))).isEqualTo("rw-------");
  }

  @Test
  void damagedSealingKeyIsNeverReplacedNorShown() throws IOException {
    Files.writeString(temp.resolve("sealing.key"), "c2hvcnQ=");

    assertThatThrownBy(() -> DataFolder.open(temp))
        .isInstanceOf(BackingException.class)
        .hasMessageContaining("damaged")
        .hasMessageNotContaining("c2hvcnQ=");
    assertThat(temp.resolve("sealing.key")).hasContent("c2hvcnQ=");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
