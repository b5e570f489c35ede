package dev.milena.platform.telegram;

import static dev.milena.platform.telegram.TelegramFixtures.created;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What hangs on a message. */
class TelegramAttachmentsTest {
  private static Attachment only(String name) {
    assertThat(created(name).attachments()).hasSize(1);
    return created(name).attachments().getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "message_photo_with_caption,IMAGE",
    "message_animation_is_also_document,ANIMATION",
    "message_live_photo_is_also_photo,IMAGE",
    "message_venue_is_also_location,VENUE",
    "message_voice,VOICE",
    "message_video_note,VIDEO_NOTE",
    "message_sticker,STICKER",
    "message_poll,POLL",
    "message_contact,CONTACT",
    "message_dice,DICE",
    "message_story,STORY",
    "message_paid_media,OTHER",
    "message_checklist,OTHER"
  })
  void eachKindIsCountedOnce(String name, AttachmentType type) {
    assertThat(only(name).type()).isEqualTo(type);
  }

  @Test
  void pictureIsItsLargestSizeWhateverTheOrder() {
    // When
    Attachment picture = only("message_photo_with_caption");

    // Then
    assertThat(picture.id()).hasValue("LARGE");
    assertThat(picture.sizeBytes()).hasValue(90_000L);
    assertThat(picture.width()).hasValue(1280);
    assertThat(created("message_photo_with_caption").text()).hasValue("#sunset today");
    assertThat(created("message_photo_with_caption").marks()).hasSize(1);
  }

  @Test
  void fileSaysWhatTelegramSaysOfIt() {
    // When
    Attachment animation = only("message_animation_is_also_document");

    // Then
    assertThat(animation.name()).hasValue("wave.mp4");
    assertThat(animation.mime()).hasValue("video/mp4");
    assertThat(animation.duration()).hasValue(Duration.ofSeconds(3));
  }

  @Test
  void stickerSaysItsEmojiAndForm() {
    assertThat(only("message_sticker").value()).hasValue("👋");
    assertThat(only("message_sticker").mime()).hasValue("video/webm");
  }

  @Test
  void venueHasNamePlaceAndAddress() {
    // When
    Attachment venue = only("message_venue_is_also_location");

    // Then
    assertThat(venue.name()).hasValue("Library");
    assertThat(venue.place().orElseThrow().address()).hasValue("Main Street 1");
    assertThat(venue.place().orElseThrow().longitude()).isEqualTo(16.3738);
  }

  @Test
  void factsAreTakenOverInWords() {
    assertThat(only("message_contact").name()).hasValue("Front Desk");
    assertThat(only("message_contact").value()).hasValue("+43100000000");
    assertThat(only("message_dice").value()).hasValue("🎯 6");
    assertThat(only("message_poll").name()).hasValue("When?");
    assertThat(only("message_poll").value()).hasValue("Today\nTomorrow");
    assertThat(only("message_checklist").name()).hasValue("To buy");
  }
}
