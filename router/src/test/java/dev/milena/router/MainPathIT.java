package dev.milena.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.bus.AccountTable;
import dev.milena.bus.Records;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Command;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Message;
import dev.milena.model.MessageRef;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backing.class)
class MainPathIT {
  private static final AccountRef SHOP = new AccountRef("chat", "shop");
  private static final AccountRef DESK = new AccountRef("desk", "main");
  private static Hub hub;

  @Inject AccountTable accounts;

  @BeforeAll
  static void open() {
    hub = new Hub();
  }

  @AfterAll
  static void close() {
    hub.close();
  }

  @Test
  void accountOfTheConfigurationIsPublishedAndReadable() {
    Awaitility.await().atMost(Hub.PATIENCE).until(() -> accounts.find(SHOP).isPresent());

    assertThat(accounts.find(SHOP).orElseThrow().settings().path("token").asText())
        .isEqualTo("a-secret-token");
    assertThat(accounts.find(SHOP).orElseThrow().common().texts().chatClosed())
        .contains("The chat is closed.");
  }

  @Test
  void firstMessageOpensLinkAndReachesDesk() {
    String chat = Hub.randomChat();
    Event event = Hub.event(SHOP, chat, "u1", Hub.text("1", "hello"));

    hub.append(event);

    Command command = hub.awaitCausedBy(event, 1).getFirst();
    assertThat(command.to().accountRef()).isEqualTo(DESK);
    assertThat(command.to().conversation()).isEqualTo(chat);
    Action.Send send = (Action.Send) command.action();
    assertThat(send.content().text()).contains("hello");
    assertThat(send.author().orElseThrow().id()).isEqualTo("u1");
    assertThat(Records.find(hub.awaitAccepted(event).headers(), "ce_person")).isPresent();
  }

  @Test
  void answerOfTheDeskReachesTheVisitorAndEditFollows() {
    String chat = Hub.randomChat();
    Event question = Hub.event(SHOP, chat, "u1", Hub.text("1", "question"));
    hub.append(question);
    Command asked = hub.awaitCausedBy(question, 1).getFirst();
    hub.append(Hub.delivered(asked, "d1"));
    Event answer =
        Hub.event(
            DESK,
            chat,
            "op",
            new Happening.MessageCreated(
                Message.builder().id("d2").text("answer").replyTo("d1").build(), Optional.empty()));

    hub.append(answer);

    Command answered = hub.awaitCausedBy(answer, 1).getFirst();
    assertThat(answered.to().ref()).isEqualTo(Hub.ref(question));
    assertThat(((Action.Send) answered.action()).replyTo()).contains(MessageRef.known("1"));

    Event edit =
        Hub.event(
            SHOP,
            chat,
            "u1",
            new Happening.MessageEdited(
                Message.builder().id("1").text("changed").build(), Optional.empty()));
    hub.append(edit);

    Command edited = hub.awaitCausedBy(edit, 1).getFirst();
    assertThat(((Action.Edit) edited.action()).messageId()).isEqualTo(MessageRef.known("d1"));
    assertThat(edited.to().accountRef()).isEqualTo(DESK);
  }
}
