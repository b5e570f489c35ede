package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Delivery.Result;
import dev.milena.model.MessageRef;
import dev.milena.model.Priority;
import dev.milena.platform.DeliveryResult;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class ReferencesIT {
  @Inject Post post;
  @Inject FakePlatform platform;

  @Test
  void editOfAMessageInPartsNamesAllItsParts() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    platform.script(chat, DeliveryResult.Delivered.as("m1"), DeliveryResult.Delivered.as("m2"));
    Command sent = post.send(account, chat, "a|b");
    Action edit = new Action.Edit(new MessageRef.SentBy(sent.id()), Content.plain("c"));
    post.awaitLast(post.send(Post.command(account, chat, edit, Priority.REPLY)), Result.DELIVERED);
    assertThat(platform.texts(chat)).containsExactly("a", "b", "c in m1+m2");
  }

  @Test
  void deletingWhatWasNeverSentIsRejected() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    platform.script(chat, DeliveryResult.Rejected.because("not_permitted"));
    Command sent = post.send(account, chat, "a");
    Action delete = new Action.Delete(new MessageRef.SentBy(sent.id()));
    Command command = post.send(Post.command(account, chat, delete, Priority.REPLY));
    assertThat(post.awaitLast(command, Result.REJECTED).reason()).contains("message_gone");
    assertThat(platform.texts(chat)).containsExactly("a");
  }

  @Test
  void answerToWhatWasNeverSentIsSentWithoutReference() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    Action reply =
        new Action.Send(
            Content.plain("a"), Optional.of(new MessageRef.SentBy("nothing")), Optional.empty());
    Command command = post.send(Post.command(account, chat, reply, Priority.REPLY));
    assertThat(post.awaitLast(command, Result.DELIVERED).degraded())
        .anyMatch(d -> d.startsWith("reply: "));
    assertThat(platform.texts(chat)).containsExactly("a");
  }

  @Test
  void fileOfAnotherAccountGetsAnAddressAndOwnFilesKeepTheirHandle() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    Attachment foreign =
        Attachment.of(AttachmentType.IMAGE).id("f1").build().from(new AccountRef("other", "desk"));
    Attachment own = Attachment.of(AttachmentType.IMAGE).id("f2").build().from(account);
    Content content = Content.plain("files").withAttachments(List.of(foreign, own));
    Command command =
        post.send(Post.command(account, chat, Action.Send.of(content), Priority.REPLY));
    post.awaitLast(command, Result.DELIVERED);
    assertThat(platform.texts(chat).getFirst())
        .startsWith("files file https://hub.example/media/")
        .endsWith(" file f2");
  }
}
