package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Button;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.MessageRef;
import dev.milena.model.Priority;
import dev.milena.model.RichText;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class AlbumTest {
  private static final AccountRef ACCOUNT = new AccountRef(FakePlatform.KEY, "album");
  private static final Attachment IMAGE =
      Attachment.of(AttachmentType.IMAGE).url("https://files.example/1").build();

  private static Command part(String words, String group) {
    return command(content(words, List.of(IMAGE), group), Optional.empty());
  }

  private static Content content(String words, List<Attachment> files, String group) {
    return Content.of(RichText.plain(words), files, List.of()).inGroup(Optional.of(group));
  }

  private static Command command(Content content, Optional<MessageRef> replyTo) {
    return Post.command(
        ACCOUNT, "c", new Action.Send(content, replyTo, Optional.empty()), Priority.REPLY);
  }

  private static Text text(Command command, int offset) {
    ProducerRecord<String, byte[]> made = Post.record(command);
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>(
            made.topic(),
            0,
            offset,
            1000L + offset,
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            made.key(),
            made.value(),
            made.headers(),
            Optional.empty());
    return new Text(record, true);
  }

  private static Album album(Command first, Command... waiting) {
    List<Text> texts =
        IntStream.range(0, waiting.length).mapToObj(n -> text(waiting[n], n + 1)).toList();
    return Album.of(first, texts, id -> true);
  }

  @Test
  void partsBehindTheFirstBelongToItInTheirOrder() {
    // Given
    Command[] parts = {part("", "g"), part("", "g")};

    // When
    Album album = album(part("Look", "g"), parts);

    // Then
    assertThat(album.rest())
        .extracting(p -> p.command().id())
        .isEqualTo(Arrays.stream(parts).map(Command::id).toList());
    Action.Send joined = (Action.Send) album.joined(album.first()).action();
    assertThat(joined.content().attachments()).hasSize(3);
    assertThat(joined.content().text()).contains("Look");
    assertThat(album.grewAt(Instant.EPOCH)).isEqualTo(Instant.ofEpochMilli(1002));
  }

  @Test
  void whoItIsFromIsSaidOnce() {
    Album album = album(part("Ann (chat): Look", "g"), part("Ann (chat):", "g"));

    assertThat(album.rest()).hasSize(1);
    assertThat(((Action.Send) album.joined(album.first()).action()).content().text())
        .contains("Ann (chat): Look");
  }

  @Test
  void itEndsWhereSomethingElseBegins() {
    Content twoFiles = content("", List.of(IMAGE, IMAGE), "g");
    Content buttons =
        Content.of(RichText.plain(""), List.of(IMAGE), List.of(List.of(Button.opening("a", "b"))))
            .inGroup(Optional.of("g"));
    Optional<MessageRef> answered = Optional.of(MessageRef.known("1"));

    for (Command other :
        List.of(
            part("", "other"),
            part("Words of its own", "g"),
            command(twoFiles, Optional.empty()),
            command(buttons, Optional.empty()),
            command(content("", List.of(IMAGE), "g"), answered),
            Post.command(ACCOUNT, "c", "words"),
            Post.again(part("", "g"), Instant.EPOCH))) {
      assertThat(album(part("Look", "g"), other, part("", "g")).rest()).isEmpty();
    }
  }

  @Test
  void whatWasTriedBeforeGoesApart() {
    // Given
    Command tried = part("", "g");

    // When
    Album album = Album.of(part("", "g"), List.of(text(tried, 1)), id -> !id.equals(tried.id()));

    // Then
    assertThat(album.rest()).isEmpty();
  }

  @Test
  void itHasTenPartsAtMost() {
    // Given
    Command[] many = IntStream.range(0, 12).mapToObj(n -> part("", "g")).toArray(Command[]::new);

    // When
    Album album = album(part("", "g"), many);

    // Then
    assertThat(album.size()).isEqualTo(10);
    assertThat(album.isWhole(13)).isTrue();
  }

  @Test
  void itIsWholeWhenSomethingElseWaitsBehindIt() {
    // Given
    Album album = album(part("", "g"), part("", "g"));

    // When / Then
    assertThat(album.isWhole(2)).isFalse();
    assertThat(album.isWhole(3)).isTrue();
    assertThat(Album.none(part("", "g")).isWhole(1)).isTrue();
  }

  @Test
  void onlyAFileWithAGroupBeginsOne() {
    assertThat(Album.begins(part("Look", "g"))).isTrue();
    assertThat(Album.begins(Post.command(ACCOUNT, "c", "words"))).isFalse();
    assertThat(Album.begins(Post.again(part("", "g"), Instant.EPOCH))).isFalse();
  }
}
