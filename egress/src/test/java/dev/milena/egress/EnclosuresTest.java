package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Priority;
import dev.milena.model.Sealer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnclosuresTest {
  private static final AccountRef ACCOUNT = new AccountRef("chat", "main");
  private static final AccountRef OTHER = new AccountRef("chat", "other");
  private static final Attachment FILE = Attachment.of(AttachmentType.IMAGE).id("f1").build();
  private static final String OPEN_TO_ALL = "https://hub.example";

  private final Sealer sealer = new Sealer(List.of("A".repeat(43) + "="));

  @Test
  void ownFileHasItsHandleAndAnAddress() {
    Attachment enclosed = enclosed(Optional.of(OPEN_TO_ALL), FILE.from(ACCOUNT)).getFirst();

    assertThat(enclosed.id()).contains("f1");
    assertThat(enclosed.url()).hasValueSatisfying(u -> assertThat(u).startsWith(OPEN_TO_ALL));
  }

  @Test
  void ownFileKeepsItsHandleWhereTheHubHasNoAddress() {
    assertThat(enclosed(Optional.empty(), FILE.from(ACCOUNT))).containsExactly(FILE.from(ACCOUNT));
  }

  @Test
  void fileOfAnotherAccountHasAnAddress() {
    assertThat(enclosed(Optional.of(OPEN_TO_ALL), FILE.from(OTHER)).getFirst().url())
        .hasValueSatisfying(u -> assertThat(u).startsWith(OPEN_TO_ALL));
  }

  @Test
  void fileOfAnotherAccountIsLeftOutWhereTheHubHasNoAddress() {
    Enclosures.Enclosed result = enclose(Optional.empty(), FILE.from(OTHER));

    assertThat(attachments(result)).isEmpty();
    assertThat(result.degraded()).hasSize(1);
  }

  @Test
  void addressThatIsThereStays() {
    Attachment elsewhere = FILE.from(ACCOUNT).at("https://files.example/1");

    assertThat(enclosed(Optional.of(OPEN_TO_ALL), elsewhere)).containsExactly(elsewhere);
  }

  private List<Attachment> enclosed(Optional<String> publicUrl, Attachment file) {
    Enclosures.Enclosed result = enclose(publicUrl, file);
    assertThat(result.degraded()).isEmpty();
    return attachments(result);
  }

  private static List<Attachment> attachments(Enclosures.Enclosed result) {
    return ((Action.Send) result.command().action()).content().attachments();
  }

  private Enclosures.Enclosed enclose(Optional<String> publicUrl, Attachment file) {
    Content content = Content.plain("look").withAttachments(List.of(file));
    Command command = Post.command(ACCOUNT, "c1", Action.Send.of(content), Priority.REPLY);
    return new Enclosures(sealer, publicUrl)
        .enclose(command, Instant.parse("2026-01-01T00:00:00Z"), Duration.ofHours(1));
  }
}
