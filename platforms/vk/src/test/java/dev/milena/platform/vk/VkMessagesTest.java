package dev.milena.platform.vk;

import static dev.milena.platform.vk.VkFixtures.created;
import static dev.milena.platform.vk.VkFixtures.happening;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Happening;
import dev.milena.model.Invocation;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What messages say. */
class VkMessagesTest {
  private static Optional<Invocation> command(String fixture) {
    return happening(Happening.MessageCreated.class, fixture).command();
  }

  @Test
  void commandBeginsWithASignThatPeopleKnow() {
    assertThat(command("message_command"))
        .hasValue(new Invocation("order", "two boxes", Optional.empty()));
    assertThat(command("message_command_with_other_prefix"))
        .hasValue(new Invocation("help", "", Optional.empty()));
    assertThat(command("message_command_after_our_name"))
        .hasValue(new Invocation("price", "", Optional.of("shop")));
    assertThat(command("message_path_is_no_command")).isEmpty();
    assertThat(command("message_text")).isEmpty();
  }

  @Test
  void prefixesAreASetting() {
    // Given
    VkEvents events = new VkEvents(VkFixtures.REF, VkFixtures.GROUP, List.of("."));
    var body = VkFixtures.body("message_command");
    // When
    var slash = events.translate(body, VkFixtures.RECEIVED);
    body.withObject("/object/message").put("text", ".order");
    var dot = events.translate(body, VkFixtures.RECEIVED);
    // Then
    assertThat(((Happening.MessageCreated) slash.events().getFirst().what()).command()).isEmpty();
    assertThat(((Happening.MessageCreated) dot.events().getFirst().what()).command())
        .hasValue(new Invocation("order", "", Optional.empty()));
  }

  @Test
  void buttonThatBeginsIsTheCommandStart() {
    assertThat(command("message_start_button"))
        .hasValue(new Invocation("start", "code42", Optional.empty()));
    assertThat(command("message_text_button")).isEmpty();
    assertThat(
            created("message_text_button").context().orElseThrow().at("/payload/colour").asText())
        .isEqualTo("blue");
  }

  @Test
  void namesAndLinksAreMarks() {
    // When
    Message message = created("message_with_names_and_links");
    // Then
    String text = "Ask Ann 👋 or the club, see here";
    assertThat(message.text()).hasValue(text);
    assertThat(message.marks())
        .containsExactly(
            Mark.of(MarkType.MENTION, 4, 6, "5000000002"),
            Mark.of(MarkType.MENTION, text.indexOf("the"), 8, "-99"),
            Mark.of(MarkType.LINK, text.indexOf("here"), 4, "https://example.org/a"));
    assertThat(message.mentions()).containsExactly("5000000002", "-99");
    assertThat(message.source().orElseThrow()).startsWith("Ask [id5000000002|");
  }

  @Test
  void photoIsItsLargestSize() {
    // When
    Attachment photo = created("message_photo").attachments().getFirst();
    // Then
    assertThat(photo.type()).isEqualTo(AttachmentType.IMAGE);
    assertThat(photo.url()).hasValue("https://example.org/w.jpg");
    assertThat(photo.id()).hasValue("photo5000000001_31_k1");
    assertThat(photo.width()).hasValue(1500);
  }

  @Test
  void filesHaveAddressesAndHandles() {
    // When
    List<Attachment> files = created("message_files").attachments();
    // Then
    assertThat(files)
        .extracting(Attachment::type)
        .containsExactly(
            AttachmentType.FILE,
            AttachmentType.ANIMATION,
            AttachmentType.VOICE,
            AttachmentType.AUDIO,
            AttachmentType.IMAGE,
            AttachmentType.STICKER);
    assertThat(files).allMatch(file -> file.url().isPresent());
    assertThat(files.getFirst().name()).hasValue("list.pdf");
    assertThat(files.getFirst().sizeBytes()).hasValue(4711L);
    assertThat(files.get(2).duration()).hasValue(Duration.ofSeconds(4));
    assertThat(files.get(5).url()).hasValue("https://example.org/128.png");
  }

  @Test
  void whatHasNoFileHasAPage() {
    // When
    List<Attachment> things = created("message_things").attachments();
    // Then
    assertThat(things)
        .extracting(Attachment::type)
        .containsExactly(
            AttachmentType.LINK,
            AttachmentType.LINK,
            AttachmentType.POLL,
            AttachmentType.STORY,
            AttachmentType.OTHER,
            AttachmentType.OTHER,
            AttachmentType.OTHER);
    assertThat(things.get(0).url()).hasValue("https://vk.com/video-99_41");
    assertThat(things.get(4).id()).hasValue("wall-99_44");
    assertThat(things.get(4).name().orElseThrow()).hasSizeLessThan(250);
    assertThat(things.get(5).name()).hasValue("A kettle");
  }

  @Test
  void placeIsNoAttachment() {
    // When
    Message message = created("message_place");
    // Then
    assertThat(message.text()).hasValue("Here I am");
    assertThat(message.attachments()).isEmpty();
    Attachment place = message.place().orElseThrow();
    assertThat(place.name()).hasValue("Town hall");
    assertThat(place.place()).hasValue(new Attachment.Place(48.2085, 16.3725, Optional.empty()));
  }

  @Test
  void answerNamesWhatItAnswers() {
    assertThat(created("message_reply").replyTo()).hasValue("11");
    assertThat(created("message_reply").forwarded()).isFalse();
  }

  @Test
  void whatIsPassedOnIsQuoted() {
    // When
    Message message = created("message_forwarded");
    // Then
    assertThat(message.forwarded()).isTrue();
    assertThat(message.text())
        .hasValue("What is this?\nFirst Bob\nDeeper\n📎 plan.pdf, https://example.org/doc51");
    assertThat(message.marks()).extracting(Mark::type).containsExactly(MarkType.QUOTE);
    assertThat(message.attachments()).isEmpty();
    assertThat(message.mentions()).isEmpty();
  }
}
