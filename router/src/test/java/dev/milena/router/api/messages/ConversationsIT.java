package dev.milena.router.api.messages;

import static dev.milena.router.api.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Action;
import dev.milena.model.Action.Assignee;
import dev.milena.model.Action.AssigneeType;
import dev.milena.model.Command;
import dev.milena.model.Priority;
import dev.milena.router.api.Api;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backing.class)
class ConversationsIT {
  private static Hub hub;

  private final String chat = "chat/unrouted/" + Hub.randomChat();

  @BeforeAll
  static void open() {
    hub = new Hub();
  }

  @AfterAll
  static void close() {
    hub.close();
  }

  @Test
  void conversationIsClosedBehindWhatWasSaidBefore() {
    Map<String, Object> words =
        Map.of("to", Map.of("conversation", chat), "content", Map.of("text", "Good bye"));

    List<String> ids = new ArrayList<>();
    ids.add(Api.taken("/messages", words));
    ids.add(Api.taken("/conversations/close", Map.of("conversation", chat)));

    List<Command> commands = hub.awaitCommands(c -> c.to().ref().key().equals(chat), 2);
    assertThat(commands).extracting(Command::id).isEqualTo(ids);
    assertThat(commands.getLast().action()).isEqualTo(new Action.CloseConversation());
    assertThat(commands).extracting(Command::priority).containsOnly(Priority.NOTIFICATION);
  }

  @Test
  void conversationIsHandedToADepartment() {
    Map<String, Object> body =
        Map.of(
            "conversation",
            chat,
            "assignee",
            Map.of("type", "department", "id", "sales"),
            "priority",
            "reply");

    Command command = hub.awaitCommand(Api.taken("/conversations/transfer", body));

    assertThat(command.action())
        .isEqualTo(
            new Action.TransferConversation(
                Optional.of(new Assignee(AssigneeType.DEPARTMENT, "sales"))));
    assertThat(command.priority()).isEqualTo(Priority.REPLY);
  }

  @Test
  void withoutAssigneeWhoeverIsFreeGoesOn() {
    Command command =
        hub.awaitCommand(Api.taken("/conversations/transfer", Map.of("conversation", chat)));

    assertThat(command.action()).isEqualTo(new Action.TransferConversation(Optional.empty()));
  }

  @Test
  void whatIsNoConversationIsRefusedByName() {
    assertProblem(
        Api.admin().body(Map.of("conversation", "chat")).post("/conversations/close"),
        400,
        "invalid");
    assertProblem(
        Api.admin()
            .body(Map.of("conversation", "chat/nobody-has-this/1"))
            .post("/conversations/close"),
        422,
        "unknown-target");
  }
}
