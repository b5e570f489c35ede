package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.bus.TopicPartitioner;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Delivery.Result;
import dev.milena.model.MessageRef;
import dev.milena.model.Priority;
import dev.milena.model.RichText;
import dev.milena.platform.DeliveryResult;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Files of one album, each a command of its own, on their way as one message. */
@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class AlbumIT {
  private static final int PARTITIONS = 2;

  @Inject Post post;
  @Inject FakePlatform platform;

  private final String chat = Post.conversation();

  private static Command part(AccountRef account, String chat, String words, String file) {
    Attachment image =
        Attachment.of(AttachmentType.IMAGE).url("https://files.example/" + file).build();
    Content content =
        Content.of(RichText.plain(words), List.of(image), List.of()).inGroup(Optional.of("g-1"));
    return Post.command(account, chat, Action.Send.of(content), Priority.REPLY);
  }

  private static List<Command> album(AccountRef account, String chat) {
    return List.of(
        part(account, chat, "Look", "1"),
        part(account, chat, "", "2"),
        part(account, chat, "", "3"));
  }

  private static String text(String words, String... files) {
    StringBuilder text = new StringBuilder(words);
    List.of(files).forEach(f -> text.append(" file https://files.example/").append(f));
    return text.toString();
  }

  @Test
  void partsLeaveAsOneAndEachKeepsItsOwnId() {
    // Given
    AccountRef account = post.open();
    List<Command> album = album(account, chat);
    platform.script(chat, new DeliveryResult.Delivered(List.of("m1", "m2", "m3"), Map.of()));

    // When
    post.sendAll(album);

    // Then
    List<List<String>> ids =
        album.stream().map(c -> post.awaitLast(c, Result.DELIVERED).messageIds()).toList();
    assertThat(ids).containsExactly(List.of("m1"), List.of("m2"), List.of("m3"));
    assertThat(platform.texts(chat)).containsExactly(text("Look", "1", "2", "3"));
    assertThat(album)
        .allSatisfy(
            c -> assertThat(post.results(c)).containsExactly(Result.STARTED, Result.DELIVERED));
  }

  @Test
  void whatIsSaidOfAPartLaterFindsItsMessage() {
    // Given
    AccountRef account = post.open();
    List<Command> album = album(account, chat);
    platform.script(chat, new DeliveryResult.Delivered(List.of("m1", "m2", "m3"), Map.of()));
    post.sendAll(album);
    Action.Edit edit =
        new Action.Edit(new MessageRef.SentBy(album.get(1).id()), Content.plain("New words"));

    // When
    Command edited = post.send(Post.command(account, chat, edit, Priority.REPLY));

    // Then
    post.awaitLast(edited, Result.DELIVERED);
    assertThat(platform.texts(chat))
        .containsExactly(text("Look", "1", "2", "3"), "New words in m2");
  }

  @Test
  void albumThatThePlatformRefusesGoesApart() {
    // Given
    AccountRef account = post.open();
    List<Command> album = album(account, chat);
    platform.script(chat, DeliveryResult.Rejected.because("bad_request"));

    // When
    post.sendAll(album);

    // Then
    album.forEach(c -> post.awaitLast(c, Result.DELIVERED));
    assertThat(platform.texts(chat))
        .containsExactly(
            text("Look", "1", "2", "3"), text("Look", "1"), text("", "2"), text("", "3"));
  }

  @Test
  void slowDownIsObeyedByTheWholeAlbumAndNothingComesTwice() {
    // Given
    AccountRef account = post.open();
    List<Command> album = album(account, chat);
    platform.script(
        chat,
        new DeliveryResult.Throttled(Duration.ofMillis(300), DeliveryResult.Scope.CONVERSATION),
        new DeliveryResult.Delivered(List.of("m1", "m2", "m3"), Map.of()));

    // When
    post.sendAll(album);
    Command after = post.send(account, chat, "after");

    // Then
    post.awaitLast(after, Result.DELIVERED);
    String whole = text("Look", "1", "2", "3");
    assertThat(platform.texts(chat)).containsExactly(whole, whole, "after");
  }

  @Test
  void whatIsNoPartOfItStaysApart() {
    // Given
    AccountRef account = post.open();
    Command captioned = part(account, chat, "Other words", "4");

    // When
    post.sendAll(
        List.of(part(account, chat, "Look", "1"), part(account, chat, "", "2"), captioned));
    Command after = post.send(account, chat, "after");

    // Then
    post.awaitLast(after, Result.DELIVERED);
    assertThat(platform.texts(chat))
        .containsExactly(text("Look", "1", "2"), text("Other words", "4"), "after");
  }

  /** Nobody knows whether it went out, so that is asked of each part as of any command. */
  @Test
  void albumThatWasBegunByAnOwnerBeforeIsParkedWholeWhereTheAccountSaysSo() {
    // Given
    Map<Integer, List<Command>> albums = begun(Post.settings().put("unknown", "park"));

    // When
    List<Command> taken = albums.get(moved());

    // Then
    assertThat(taken)
        .allSatisfy(
            c -> assertThat(post.awaitLast(c, Result.PARKED).reason()).contains("taken_over"));
    assertThat(platform.texts(taken.getFirst().to().conversation()))
        .containsExactly(text("Look", "1", "2", "3"));
  }

  /** Whatever the account says of doubt: a defect of ours is for somebody to look at. */
  @Test
  void albumWhoseCallIsParkedIsParkedWholeAndReplayedWholeBeforeWhatIsNewer() {
    // Given
    AccountRef account = post.open();
    List<Command> album = album(account, chat);
    platform.scriptCall(chat, call -> Uni.createFrom().failure(new IllegalStateException("ours")));
    post.sendAll(album);
    album.forEach(c -> post.awaitLast(c, Result.PARKED));
    post.awaitLast(post.send(account, chat, "meanwhile"), Result.DELIVERED);

    // When
    album.forEach(c -> post.append(ParkedOrdersIT.replayOf(post, c)));
    Command newer = post.send(account, chat, "newer");

    // Then
    post.awaitLast(newer, Result.DELIVERED);
    assertThat(platform.texts(chat))
        .containsExactly(
            text("Look", "1", "2", "3"),
            "meanwhile",
            text("Look", "1"),
            text("", "2"),
            text("", "3"),
            "newer");
    assertThat(album)
        .allSatisfy(c -> assertThat(post.awaitLast(c, Result.DELIVERED).reason()).isEmpty());
    Post.soon().until(() -> album.stream().allMatch(c -> post.isUnparked(c.id())));
  }

  @Test
  void albumThatNobodyAnsweredIsParkedForOneReason() {
    // Given
    AccountRef account = post.open(Post.settings().put("unknown", "park"));
    List<Command> album = album(account, chat);
    platform.script(chat, new DeliveryResult.Unconfirmed("no_answer"));

    // When
    post.sendAll(album);

    // Then
    assertThat(album)
        .allSatisfy(
            c -> assertThat(post.awaitLast(c, Result.PARKED).reason()).contains("no_answer"));
    assertThat(platform.texts(chat)).containsExactly(text("Look", "1", "2", "3"));
  }

  @Test
  void albumThatWasBegunByAnOwnerBeforeIsSentOnceMore() {
    // Given
    Map<Integer, List<Command>> albums = begun(Post.settings());

    // When
    List<Command> taken = albums.get(moved());

    // Then
    taken.forEach(c -> post.awaitLast(c, Result.DELIVERED));
    assertThat(platform.texts(taken.getFirst().to().conversation()))
        .containsExactly(
            text("Look", "1", "2", "3"), text("Look", "1"), text("", "2"), text("", "3"));
  }

  /** An album of each partition number, called and unanswered: it is not known which will move. */
  private Map<Integer, List<Command>> begun(ObjectNode settings) {
    Map<Integer, List<Command>> albums = new HashMap<>();
    while (albums.size() < PARTITIONS) {
      AccountRef account = post.open(settings);
      albums.putIfAbsent(
          TopicPartitioner.partitionOf(account, PARTITIONS), album(account, Post.conversation()));
    }
    for (List<Command> album : albums.values()) {
      String where = album.getFirst().to().conversation();
      platform.scriptCall(where, call -> Uni.createFrom().nothing());
      post.sendAll(album);
      Post.soon().until(() -> platform.calls(where).size() == 1);
    }
    return albums;
  }

  /** Lets another member come and go; the number that moved there and back. */
  private static int moved() {
    try (Rival rival = Rival.arrives()) {
      return rival.numbers().iterator().next();
    }
  }
}
