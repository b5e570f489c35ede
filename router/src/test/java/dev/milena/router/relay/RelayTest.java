package dev.milena.router.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Button;
import dev.milena.model.Command;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationRef;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.Invocation;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.Member;
import dev.milena.model.Message;
import dev.milena.model.MessageRef;
import dev.milena.model.Participant;
import dev.milena.model.Pointer;
import dev.milena.model.Reaction;
import dev.milena.router.links.Far;
import dev.milena.router.store.Ids;
import dev.milena.router.testing.Events;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RelayTest {
  private static final AccountRef SHOP = new AccountRef("chat", "shop");
  private static final ConversationRef HERE = ConversationRef.of(SHOP, "c1");
  private static final Far VISITOR = far("desk/main/v1", true);
  private static final Far ROOM = far("room/bot/r1", false);
  private static final Far LINKED = linked("room/bot/r2");
  private static final UUID SENT = new UUID(7, 8);

  private static Far far(String key, boolean desk) {
    ConversationRef ref = ConversationRef.parse(key);
    return new Far(Ids.conversation(ref), ref, Optional.empty(), desk, false);
  }

  private static Far linked(String key) {
    ConversationRef ref = ConversationRef.parse(key);
    return new Far(Ids.conversation(ref), ref, Optional.empty(), false, true);
  }

  @Test
  void messageIsSentToEachEndWithWhatItSays() {
    Message message =
        Message.builder()
            .id("m1")
            .text("look here")
            .marks(List.of(Mark.of(MarkType.BOLD, 0, 4)))
            .attachments(List.of(Attachment.of(AttachmentType.IMAGE).id("file-1").build()))
            .buttons(List.of(List.of(Button.pressing("yes", "Yes", "1"))))
            .group("album")
            .build();

    Relay.Caused caused =
        relay()
            .pass(
                passing(new Happening.MessageCreated(message, Optional.empty())),
                List.of(VISITOR, ROOM));

    assertThat(caused.commands())
        .extracting(Command::key)
        .containsExactly("desk/main/v1", "room/bot/r1");
    Action.Send send = (Action.Send) caused.commands().getFirst().action();
    assertThat(send.content().text()).contains("look here");
    assertThat(send.content().marks()).containsExactly(Mark.of(MarkType.BOLD, 0, 4));
    assertThat(send.content().buttons()).hasSize(1);
    assertThat(send.content().group()).contains("album");
    assertThat(send.content().attachments().getFirst().origin()).contains(SHOP);
    assertThat(send.author().orElseThrow().id()).isEqualTo("u1");
    assertThat(caused.passed()).hasSize(2);
  }

  @Test
  void idsOfOnePlatformStayOnIt() {
    // Given
    List<Mark> marks =
        List.of(
            Mark.of(MarkType.MENTION, 0, 3, "u7"),
            Mark.of(MarkType.CUSTOM_EMOJI, 4, 1, "5368"),
            Mark.of(MarkType.LINK, 6, 4, "https://example.org"));
    Message message = Message.builder().id("m1").text("Ann * here").marks(marks).build();
    Far otherAccount = far("chat/second/c9", false);

    // When
    List<Command> commands =
        relay()
            .pass(
                passing(new Happening.MessageCreated(message, Optional.empty())),
                List.of(otherAccount, ROOM))
            .commands();

    // Then
    assertThat(marks(commands.get(0))).isEqualTo(marks);
    assertThat(marks(commands.get(1)))
        .containsExactly(
            Mark.of(MarkType.MENTION, 0, 3),
            Mark.of(MarkType.CUSTOM_EMOJI, 4, 1),
            Mark.of(MarkType.LINK, 6, 4, "https://example.org"));
  }

  private static List<Mark> marks(Command command) {
    return ((Action.Send) command.action()).content().marks();
  }

  @Test
  void sameEventGivesSameCommandsAndAReplayGivesOthers() {
    Happening what = Events.said("hi");

    Command first = relay().pass(passing(what), List.of(VISITOR)).commands().getFirst();
    Command again = relay().pass(passing(what), List.of(VISITOR)).commands().getFirst();
    Command replayed =
        relay()
            .pass(
                new Passing(event(what), 1, Optional.empty(), event(what).sender()),
                List.of(VISITOR))
            .commands()
            .getFirst();

    assertThat(again).isEqualTo(first);
    assertThat(replayed.id()).isNotEqualTo(first.id());
    assertThat(first.cause()).contains("event-1");
  }

  @Test
  void rerunSaysSinceWhen() {
    Passing rerun =
        new Passing(event(Events.said("hi")), 0, Optional.of(Events.NOW), Optional.empty());

    assertThat(relay().pass(rerun, List.of(VISITOR)).commands().getFirst().again())
        .contains(Events.NOW);
  }

  @Test
  void twoEndsInOneConversationGetCommandsOfTheirOwn() {
    Far thread = new Far(ROOM.id(), ROOM.ref(), Optional.of("t1"), false, false);

    List<Command> commands =
        relay().pass(passing(Events.said("hi")), List.of(ROOM, thread)).commands();

    assertThat(commands).extracting(Command::id).doesNotHaveDuplicates();
    assertThat(commands.get(1).to().thread()).contains("t1");
  }

  @Test
  void replyNamesTheCopyAtTheOtherEnd() {
    Relay relay = relay(trail("m0", false, copy(VISITOR, List.of("v0"))));

    Relay.Caused caused = relay.pass(passing(replyTo("m0")), List.of(VISITOR, ROOM));

    assertThat(replyTo(caused, 0)).contains(MessageRef.known("v0"));
    assertThat(replyTo(caused, 1)).isEmpty();
  }

  @Test
  void replyToOurMessageNamesWhatItWasMadeOf() {
    Relay relay = relay(ours("m0", VISITOR, "v0", copy(ROOM, List.of("r0"))));

    Relay.Caused caused = relay.pass(passing(replyTo("m0")), List.of(VISITOR, ROOM));

    assertThat(replyTo(caused, 0)).contains(MessageRef.known("v0"));
    assertThat(replyTo(caused, 1)).contains(MessageRef.known("r0"));
  }

  @Test
  void editNamesTheCommandUntilTheMessageIdIsKnown() {
    Happening edit =
        new Happening.MessageEdited(
            Message.builder().id("m0").text("new").build(), Optional.empty());

    Command unknownYet =
        relay(trail("m0", false, copy(VISITOR, List.of())))
            .pass(passing(edit), List.of(VISITOR))
            .commands()
            .getFirst();
    Command known =
        relay(trail("m0", false, copy(VISITOR, List.of("v0"))))
            .pass(passing(edit), List.of(VISITOR))
            .commands()
            .getFirst();
    Command parts =
        relay(trail("m0", false, copy(VISITOR, List.of("v0", "v1"))))
            .pass(passing(edit), List.of(VISITOR))
            .commands()
            .getFirst();

    assertThat(((Action.Edit) unknownYet.action()).messageId())
        .isEqualTo(new MessageRef.SentBy(Ids.command(SENT)));
    assertThat(((Action.Edit) known.action()).messageId()).isEqualTo(MessageRef.known("v0"));
    assertThat(((Action.Edit) parts.action()).messageId())
        .isEqualTo(new MessageRef.SentBy(Ids.command(SENT)));
  }

  @Test
  void editOfAMessageOfTheSameBatchFollows() {
    Relay relay = relay();
    Command sent = relay.pass(passing(Events.said("old")), List.of(VISITOR)).commands().getFirst();
    Happening edit =
        new Happening.MessageEdited(
            Message.builder().id("m1").text("new").build(), Optional.empty());

    Command edited = relay.pass(passing(edit), List.of(VISITOR)).commands().getFirst();

    assertThat(((Action.Edit) edited.action()).messageId())
        .isEqualTo(new MessageRef.SentBy(sent.id()));
  }

  @Test
  void editOfAMessageThatWasNeverPassedOnCausesNothing() {
    Happening edit =
        new Happening.MessageEdited(
            Message.builder().id("m0").text("new").build(), Optional.empty());

    assertThat(relay().pass(passing(edit), List.of(VISITOR)).commands()).isEmpty();
  }

  @Test
  void everyDeletedMessageIsDeletedAtTheOtherEnd() {
    Relay relay =
        relay(
            trail("m0", false, copy(VISITOR, List.of("v0"))),
            trail("m2", false, copy(VISITOR, List.of("v2"))));
    Happening deleted =
        new Happening.MessageDeleted(
            new Pointer("m0"), List.of(new Pointer("m0"), new Pointer("m2")));

    List<Command> commands = relay.pass(passing(deleted), List.of(VISITOR)).commands();

    assertThat(commands)
        .extracting(Command::action)
        .containsExactly(
            new Action.Delete(MessageRef.known("v0")), new Action.Delete(MessageRef.known("v2")));
    assertThat(commands).extracting(Command::id).doesNotHaveDuplicates();
  }

  @Test
  void reactionsFollowTheirMessage() {
    Relay relay = relay(ours("m0", VISITOR, "v0"));
    Reaction thumb = new Reaction(Optional.of("👍"), Optional.empty());

    Command added =
        relay
            .pass(passing(new Happening.ReactionAdded(new Pointer("m0"), thumb)), List.of(VISITOR))
            .commands()
            .getFirst();
    Command removed =
        relay
            .pass(
                passing(new Happening.ReactionRemoved(new Pointer("m0"), thumb)), List.of(VISITOR))
            .commands()
            .getFirst();

    assertThat(added.action()).isEqualTo(new Action.AddReaction(MessageRef.known("v0"), "👍"));
    assertThat(removed.action()).isEqualTo(new Action.RemoveReaction(MessageRef.known("v0"), "👍"));
  }

  @Test
  void pictureOfOnePlatformStaysThere() {
    Relay relay = relay(ours("m0", VISITOR, "v0"));
    Reaction custom = new Reaction(Optional.empty(), Optional.of("custom:42"));

    assertThat(
            relay
                .pass(
                    passing(new Happening.ReactionAdded(new Pointer("m0"), custom)),
                    List.of(VISITOR))
                .commands())
        .isEmpty();
  }

  @Test
  void pressIsToldWhereTheButtonIsFromAndAnsweredHere() {
    Interaction press =
        new Interaction(
            Optional.of("q1"),
            Optional.of("button"),
            Optional.of("yes"),
            Optional.of("Yes, please"),
            Optional.of("1"),
            List.of(),
            Optional.of("m0"),
            Optional.empty());
    Relay relay = relay(ours("m0", VISITOR, "v0"));

    List<Command> commands =
        relay
            .pass(
                passing(new Happening.InteractionPressed(Optional.empty(), press)),
                List.of(VISITOR))
            .commands();

    Action.Press told = (Action.Press) commands.get(0).action();
    assertThat(commands.get(0).to()).isEqualTo(VISITOR.address());
    assertThat(told.button()).isEqualTo(Button.pressing("yes", "Yes, please", "1"));
    assertThat(told.messageId()).contains(MessageRef.known("v0"));
    assertThat(told.author().orElseThrow().id()).isEqualTo("u1");
    assertThat(commands.get(1).to().ref()).isEqualTo(HERE);
    assertThat(((Action.AnswerInteraction) commands.get(1).action()).interaction().id())
        .isEqualTo("q1");
  }

  @Test
  void typingIsPassedOnForAMoment() {
    Command typing =
        relay().pass(passing(new Happening.Typing()), List.of(VISITOR)).commands().getFirst();

    assertThat(typing.action()).isInstanceOf(Action.StartTyping.class);
    assertThat(typing.deadline()).contains(Events.NOW.plus(Duration.ofSeconds(5)));
  }

  @Test
  void closedConversationIsToldWhereTheAccountHasATextForIt() {
    Relay relay =
        new Relay(
            new Trails(Map.of()),
            far -> far.equals(ROOM) ? Optional.of("closed") : Optional.empty());

    List<Command> commands =
        relay.pass(passing(new Happening.ConversationClosed()), List.of(VISITOR, ROOM)).commands();

    assertThat(commands).hasSize(1);
    assertThat(commands.getFirst().to()).isEqualTo(ROOM.address());
    assertThat(((Action.Send) commands.getFirst().action()).content().text()).contains("closed");
  }

  @Test
  void groupIsTheVisitorAndTheNameStandsBeforeTheText() {
    Message bold =
        Message.builder().id("m1").text("hi").marks(List.of(Mark.of(MarkType.BOLD, 0, 2))).build();
    Passing said = inGroup(new Happening.MessageCreated(bold, Optional.empty()));

    List<Command> commands = relay().pass(said, List.of(VISITOR, ROOM)).commands();

    Action.Send atDesk = (Action.Send) commands.get(0).action();
    assertThat(atDesk.content().text()).contains("Ann: hi");
    assertThat(atDesk.content().marks()).containsExactly(Mark.of(MarkType.BOLD, 5, 2));
    assertThat(atDesk.author().orElseThrow().id()).isEqualTo("g1");
    Action.Send inRoom = (Action.Send) commands.get(1).action();
    assertThat(inRoom.content().text()).contains("hi");
    assertThat(inRoom.author().orElseThrow().id()).isEqualTo("u1");
  }

  @Test
  void linkedRoomsReadWhoWroteAndWhere() {
    Message bold =
        Message.builder().id("m1").text("hi").marks(List.of(Mark.of(MarkType.BOLD, 0, 2))).build();
    Passing said = inGroup(new Happening.MessageCreated(bold, Optional.empty()));

    List<Command> commands = relay().pass(said, List.of(LINKED, linked("chat/shop/g2"))).commands();

    Action.Send abroad = (Action.Send) commands.get(0).action();
    assertThat(abroad.content().text()).contains("Ann (chat): hi");
    assertThat(abroad.content().marks()).containsExactly(Mark.of(MarkType.BOLD, 12, 2));
    assertThat(((Action.Send) commands.get(1).action()).content().text())
        .contains("Ann (The group): hi");
  }

  @Test
  void fileWithoutWordsSaysWhoSentIt() {
    Message file =
        Message.builder()
            .id("m1")
            .attachments(List.of(Attachment.of(AttachmentType.IMAGE).id("file-1").build()))
            .build();

    Command sent =
        relay()
            .pass(inGroup(new Happening.MessageCreated(file, Optional.empty())), List.of(LINKED))
            .commands()
            .getFirst();

    assertThat(((Action.Send) sent.action()).content().text()).contains("Ann (chat):");
  }

  @Test
  void correctionNamesItsWriterToo() {
    Happening edit =
        new Happening.MessageEdited(
            Message.builder().id("m0").text("new").build(), Optional.empty());

    Command edited =
        relay(trail("m0", false, copy(LINKED, List.of("r0"))))
            .pass(inGroup("c1", edit), List.of(LINKED))
            .commands()
            .getFirst();

    assertThat(((Action.Edit) edited.action()).content().text()).contains("Ann (chat): new");
  }

  @Test
  void pressIsAPressOnlyWhereTheButtonIsFromAndWordsInRoomsBesideIt() {
    Interaction press =
        new Interaction(
            Optional.empty(),
            Optional.of("button"),
            Optional.of("yes"),
            Optional.of("Yes"),
            Optional.of("1"),
            List.of(),
            Optional.of("m0"),
            Optional.empty());
    Far other = linked("room/bot/r3");
    Relay relay = relay(ours("m0", LINKED, "r0", copy(other, List.of("o0"))));

    List<Command> commands =
        relay
            .pass(
                inGroup("c1", new Happening.InteractionPressed(Optional.empty(), press)),
                List.of(LINKED, other))
            .commands();

    Action.Press there = (Action.Press) commands.get(0).action();
    assertThat(there.messageId()).contains(MessageRef.known("r0"));
    assertThat(there.words().orElseThrow().text()).contains("Ann (chat): Yes");
    Action.Send beside = (Action.Send) commands.get(1).action();
    assertThat(beside.replyTo()).contains(MessageRef.known("o0"));
    assertThat(beside.content().text()).contains("Ann (chat): Yes");
  }

  private static Passing inGroup(Happening what) {
    return inGroup("g1", what);
  }

  private static Passing inGroup(String id, Happening what) {
    Conversation group =
        new Conversation(
            id,
            Optional.of(ConversationType.GROUP),
            Optional.of("The group"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Participant ann = new Participant("u1", Optional.of("Ann"), Optional.empty(), false, false);
    Event event = Events.of("chat/shop", Optional.of(group), Optional.of(ann), what);
    return new Passing(event, 0, Optional.empty(), event.sender());
  }

  @Test
  void commandOfThePlatformIsSaidAndAnswered() {
    Interaction interaction =
        new Interaction(
            Optional.of("q1"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty());
    Happening invoked =
        new Happening.CommandInvoked(
            new Invocation("ask", "what now", Optional.empty()), Optional.of(interaction));

    List<Command> commands = relay().pass(passing(invoked), List.of(VISITOR)).commands();

    assertThat(((Action.Send) commands.get(0).action()).content().text()).contains("/ask what now");
    assertThat(commands.get(1).action()).isInstanceOf(Action.AnswerInteraction.class);
  }

  @Test
  void membershipIsNotPassedOn() {
    Happening joined =
        new Happening.MemberJoined(
            Optional.empty(), new Member("u2", Optional.empty(), false, false), List.of());

    assertThat(relay().pass(passing(joined), List.of(VISITOR)).commands()).isEmpty();
  }

  private static Happening replyTo(String id) {
    return new Happening.MessageCreated(
        Message.builder().id("m1").text("yes").replyTo(id).build(), Optional.empty());
  }

  private static Optional<MessageRef> replyTo(Relay.Caused caused, int n) {
    return ((Action.Send) caused.commands().get(n).action()).replyTo();
  }

  private static Copy copy(Far far, List<String> ids) {
    return new Copy(far.id(), "", SENT, ids);
  }

  private record Known(Reference reference, Trail trail) {}

  private static Known trail(String message, boolean ours, Copy... copies) {
    Reference reference = new Reference(Ids.conversation(HERE), message);
    return new Known(reference, new Trail(ours, reference, Optional.empty(), List.of(copies)));
  }

  private static Known ours(String message, Far origin, String originMessage, Copy... copies) {
    Reference root = new Reference(origin.id(), originMessage);
    return new Known(
        new Reference(Ids.conversation(HERE), message),
        new Trail(true, root, Optional.of(origin.ref()), List.of(copies)));
  }

  private static Relay relay(Known... known) {
    Map<Reference, Trail> trails = new java.util.HashMap<>();
    for (Known k : known) {
      trails.put(k.reference(), k.trail());
    }
    return new Relay(new Trails(trails), far -> Optional.empty());
  }

  private static Event event(Happening what) {
    return Events.of("chat/shop", "c1", "u1", what);
  }

  private static Passing passing(Happening what) {
    Event event = event(what);
    return new Passing(event, 0, Optional.empty(), event.sender());
  }
}
