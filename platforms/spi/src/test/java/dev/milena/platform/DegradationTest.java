package dev.milena.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Button;
import dev.milena.model.Content;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DegradationTest {
  @Test
  void pressIsWhatStandsOnTheButtonUnlessItSaysMore() {
    Button yes = Button.pressing("yes", "Yes", "1");
    Content more = Content.plain("Ann: Yes");
    Optional<MessageRef> carrier = Optional.of(MessageRef.known("m1"));

    assertThat(
            Degradation.pressAsMessage(
                new Action.Press(carrier, yes, Optional.empty(), Optional.empty())))
        .isEqualTo(new Action.Send(Content.plain("Yes"), carrier, Optional.empty()));
    assertThat(
            Degradation.pressAsMessage(
                    new Action.Press(carrier, yes, Optional.empty(), Optional.of(more)))
                .content())
        .isEqualTo(more);
  }

  @Test
  void buttonsAreNumberedAcrossRowsBelowTheText() {
    // Given
    RichText text = new RichText("Well?", List.of(Mark.of(MarkType.BOLD, 0, 4)));
    List<List<Button>> rows =
        List.of(
            List.of(Button.pressing("a", "Yes", "1"), Button.pressing("b", "No", "2")),
            List.of(Button.opening("More", "https://example.com")));

    // When
    RichText listed = Degradation.buttonsAsList(text, rows);

    // Then
    assertThat(listed.text()).isEqualTo("Well?\n1. Yes\n2. No\n3. More https://example.com");
    assertThat(listed.marks()).isEqualTo(text.marks());
  }

  @Test
  void linksStandBelowTheTextUnderTheirLabels() {
    // Given
    Button shop =
        new Button(
            Optional.empty(),
            "Shop",
            Optional.empty(),
            Optional.empty(),
            Optional.of("https://shop.example"));

    // When
    RichText below = Degradation.linksInText(RichText.plain("See"), List.of(shop));
    RichText alone = Degradation.linksInText(RichText.plain(""), List.of(shop));

    // Then
    assertThat(below.text()).isEqualTo("See\nShop");
    assertThat(below.marks()).containsExactly(Mark.of(MarkType.LINK, 4, 4, "https://shop.example"));
    assertThat(alone.text()).isEqualTo("Shop");
  }

  @Test
  void buttonsWithoutTextBeginAtOnce() {
    assertThat(
            Degradation.buttonsAsList(
                    RichText.plain(""), List.of(List.of(Button.pressing("a", "Yes", "1"))))
                .text())
        .isEqualTo("1. Yes");
  }

  @Test
  void reactionIsALine() {
    assertThat(Degradation.reactionAsText("👍").text()).isEqualTo("» 👍");
  }

  @Test
  void placeIsNameAddressAndCoordinates() {
    // Given
    Attachment.Place place = new Attachment.Place(52.5163, 13.3777, Optional.of("Pariser Platz"));
    Attachment venue =
        Attachment.of(AttachmentType.VENUE).name("Brandenburger Tor").place(place).build();

    // Then
    assertThat(Degradation.attachmentAsText(venue))
        .isEqualTo("📍 Brandenburger Tor, Pariser Platz, 52.51630, 13.37770");
  }

  @Test
  void contactIsNameAndNumber() {
    Attachment contact = Attachment.of(AttachmentType.CONTACT).name("Ada").value("+491234").build();
    assertThat(Degradation.attachmentAsText(contact)).isEqualTo("👤 Ada, +491234");
  }

  @Test
  void linkThatIsItsOwnNameIsSaidOnce() {
    String url = "https://example.com";
    Attachment link = Attachment.of(AttachmentType.LINK).name(url).url(url).build();
    assertThat(Degradation.attachmentAsText(link)).isEqualTo("🔗 https://example.com");
  }

  @ParameterizedTest
  @EnumSource(AttachmentType.class)
  void everyKindOfAttachmentHasASignEvenWithoutAnyDetail(AttachmentType type) {
    String line = Degradation.attachmentAsText(Attachment.of(type).build());
    assertThat(line).isNotBlank().doesNotContain("null", "\n");
  }

  @Test
  void attachmentsAreLinesBelowTheText() {
    // Given
    List<Attachment> files =
        List.of(
            Attachment.of(AttachmentType.DICE).value("6").build(),
            Attachment.of(AttachmentType.POLL).name("Lunch?").build());

    // Then
    assertThat(Degradation.attachmentsAsText(RichText.plain("Look"), files).text())
        .isEqualTo("Look\n🎲 6\n📊 Lunch?");
    assertThat(Degradation.attachmentsAsText(RichText.plain(""), files).text())
        .isEqualTo("🎲 6\n📊 Lunch?");
    assertThat(Degradation.attachmentsAsText(RichText.plain("Look"), List.of()).text())
        .isEqualTo("Look");
  }
}
