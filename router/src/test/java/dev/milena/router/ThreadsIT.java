package dev.milena.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.Tables;
import dev.milena.model.AccountRef;
import dev.milena.model.Command;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.Participant;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A link may be between threads; what is said beside them is not meant. */
@QuarkusTest
@QuarkusTestResource(Backing.class)
class ThreadsIT {
  private static final AccountRef TEAM = new AccountRef("chat", "unrouted");
  private static final AccountRef OTHER = new AccountRef("desk", "main");

  @Inject Tables tables;

  @Test
  void linkOfAThreadTakesWhatIsSaidThereAndNothingElse() {
    try (Hub hub = new Hub()) {
      String room = Hub.randomChat();
      String far = Hub.randomChat();
      link(hub, room, "t1", far);
      Event there = in(room, Optional.of("t1"), "in the thread");
      Event elsewhere = in(room, Optional.of("t2"), "in another");
      Event beside = in(room, Optional.empty(), "in no thread");

      hub.appendAll(List.of(there, elsewhere, beside));

      assertThat(hub.awaitCausedBy(there, 1).getFirst().to().conversation()).isEqualTo(far);
      hub.awaitAccepted(beside);
      assertThat(causedBy(hub, elsewhere)).isEmpty();
      assertThat(causedBy(hub, beside)).isEmpty();
    }
  }

  @Test
  void answerGoesBackIntoTheThread() {
    try (Hub hub = new Hub()) {
      String room = Hub.randomChat();
      String far = Hub.randomChat();
      link(hub, room, "t1", far);
      Event answer = Hub.event(OTHER, far, "op", Hub.text("1", "an answer"));

      hub.append(answer);

      Command command = hub.awaitCausedBy(answer, 1).getFirst();
      assertThat(command.to().conversation()).isEqualTo(room);
      assertThat(command.to().thread()).contains("t1");
    }
  }

  /** Both conversations are known once somebody has spoken there. */
  private void link(Hub hub, String room, String thread, String far) {
    Event one = in(room, Optional.empty(), "first");
    Event other = Hub.event(OTHER, far, "op", Hub.text("0", "first"));
    hub.appendAll(List.of(one, other));
    hub.awaitAccepted(one);
    hub.awaitRecord(dev.milena.model.Topics.PARKED, other.id());
    tables.run(
        "INSERT INTO link (left_id, left_thread, right_id, right_account) SELECT l.id, '"
            + thread
            + "', r.id, 'desk/main' FROM conversation l, conversation r WHERE l.external_id = '"
            + room
            + "' AND r.external_id = '"
            + far
            + "'");
  }

  private static Event in(String room, Optional<String> thread, String text) {
    Conversation conversation =
        new Conversation(
            room,
            Optional.of(ConversationType.GROUP),
            Optional.empty(),
            thread,
            Optional.empty(),
            Optional.empty());
    return Hub.event(
        TEAM,
        conversation,
        Optional.of(Participant.of("u1")),
        Hub.text("m" + text.hashCode(), text));
  }

  private static List<Command> causedBy(Hub hub, Event event) {
    return hub.commands(c -> c.cause().filter(event.id()::equals).isPresent());
  }
}
