package dev.milena.router.relay;

import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.Button;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.Message;
import dev.milena.model.MessageRef;
import dev.milena.model.Participant;
import dev.milena.model.Pointer;
import dev.milena.model.Reaction;
import dev.milena.model.RichText;
import dev.milena.router.links.Far;
import dev.milena.router.store.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says what an event of one conversation becomes in those it is linked to. Pure: asks nobody,
 * remembers nothing. The same event gives the same commands.
 */
public final class Relay {
  /**
   * The purpose in the ids of commands. One word for links and routes: a rerun finds as a link what
   * a route has opened.
   */
  private static final String RELAY = "relay";

  /** A sign of life is stale when the next one is due: platforms show typing for 5 to 10 s. */
  private static final Duration TYPING_FOR = Duration.ofSeconds(5);

  private final Trails trails;
  private final Function<Far, Optional<String>> closedText;

  /**
   * @param closedText what the other end reads when this one closes the conversation
   */
  public Relay(Trails trails, Function<Far, Optional<String>> closedText) {
    this.trails = trails;
    this.closedText = closedText;
  }

  /**
   * What an event causes.
   *
   * @param commands in the order in which they are to be sent
   * @param passed those of them that carry a message on
   */
  public record Caused(List<Command> commands, List<Passed> passed) {
    static final Caused NOTHING = new Caused(List.of(), List.of());
  }

  /** Passes an event on to the other ends. */
  public Caused pass(Passing p, List<Far> ends) {
    return switch (p.event().what()) {
      case Happening.MessageCreated m -> message(p, m.message(), ends);
      case Happening.MessageEdited m -> toEach(ends, far -> edit(p, m.message(), far));
      case Happening.MessageDeleted m -> delete(p, m, ends);
      case Happening.ReactionAdded r ->
          toEach(ends, far -> react(p, r.message(), r.reaction(), far, true));
      case Happening.ReactionRemoved r ->
          toEach(ends, far -> react(p, r.message(), r.reaction(), far, false));
      case Happening.InteractionPressed i -> pressed(p, i, ends);
      case Happening.CommandInvoked c -> invoked(p, c, ends);
      case Happening.Typing t -> toEach(ends, far -> Optional.of(typing(p, far)));
      case Happening.ConversationClosed c -> toEach(ends, far -> closed(p, far));
      case Happening.ReactionCounts r -> Caused.NOTHING;
      case Happening.InteractionSubmitted i -> Caused.NOTHING;
      case Happening.InteractionCancelled i -> Caused.NOTHING;
      case Happening.MemberJoined m -> Caused.NOTHING;
      case Happening.MemberLeft m -> Caused.NOTHING;
      case Happening.BotAdded b -> Caused.NOTHING;
      case Happening.BotRemoved b -> Caused.NOTHING;
      case Happening.BotBlocked b -> Caused.NOTHING;
      case Happening.BotUnblocked b -> Caused.NOTHING;
      case Happening.ConversationOpened c -> Caused.NOTHING;
      case Happening.ConversationUpdated c -> Caused.NOTHING;
      case Happening.ConversationMigrated c -> Caused.NOTHING;
      case Happening.DeliveryStatus d -> Caused.NOTHING;
      case Happening.IdentityChanged i -> Caused.NOTHING;
      case Happening.PollVoted v -> Caused.NOTHING;
      case Happening.SendRequested s -> Caused.NOTHING;
      case Happening.Unmapped u -> Caused.NOTHING;
    };
  }

  private static Caused toEach(List<Far> ends, Function<Far, Optional<Command>> command) {
    return new Caused(ends.stream().map(command).flatMap(Optional::stream).toList(), List.of());
  }

  private Caused message(Passing p, Message message, List<Far> ends) {
    List<Command> commands = new ArrayList<>();
    List<Passed> passed = new ArrayList<>();
    for (Far far : ends) {
      Content content = content(p, message, far);
      Optional<MessageRef> replyTo =
          message.replyTo().flatMap(id -> reference(p.event(), id).at(far));
      Command command = send(p, far, new Action.Send(content, replyTo, author(p, far)));
      commands.add(command);
      message.id().map(id -> new Passed(here(p.event(), id), far, command)).ifPresent(passed::add);
    }
    passed.forEach(trails::add);
    return new Caused(commands, passed);
  }

  private static Command send(Passing p, Far far, Action.Send send) {
    return p.command(RELAY, far.name(), far.address(), send);
  }

  /** Whether there is anything in a message that another conversation could be shown. */
  public static boolean saysSomething(Message message) {
    return message.text().filter(t -> !t.isBlank()).isPresent()
        || !message.everythingAttached().isEmpty()
        || !message.buttons().isEmpty();
  }

  private static Content content(Passing p, Message message, Far far) {
    List<Attachment> attachments =
        message.everythingAttached().stream().map(a -> leaving(p.event(), a)).toList();
    RichText text = isAbroad(p, far) ? message.rich().abroad() : message.rich();
    return Content.of(said(p, far, text), attachments, message.buttons()).inGroup(message.group());
  }

  /** Ids of one platform mean nothing on another. */
  private static boolean isAbroad(Passing p, Far far) {
    return !p.event().account().platform().equals(far.ref().account().platform());
  }

  /** A text as it stands at the other end, with who said it where that is not plain. */
  private static RichText said(Passing p, Far far, RichText text) {
    if (far.room()) {
      return Attribution.nameAndPlace(p, isAbroad(p, far), text);
    }
    return isGroupAtDesk(p, far) ? Attribution.name(p, text) : text;
  }

  /** A file stays where it was received; whoever shows it must know whom to ask. */
  private static Attachment leaving(Event event, Attachment attachment) {
    return attachment.id().isPresent() && attachment.origin().isEmpty()
        ? attachment.from(event.account())
        : attachment;
  }

  /** At a desk a group is one visitor. */
  private static boolean isGroupAtDesk(Passing p, Far far) {
    return far.desk() && isGroup(p);
  }

  private static boolean isGroup(Passing p) {
    return p.event()
        .conversation()
        .flatMap(Conversation::type)
        .filter(t -> t != ConversationType.DIRECT)
        .isPresent();
  }

  private static Optional<Participant> author(Passing p, Far far) {
    return isGroup(p) && (far.desk() || far.room())
        ? p.event()
            .conversation()
            .map(c -> new Participant(c.id(), c.title(), Optional.empty(), false, false))
        : p.sender();
  }

  private Optional<Command> edit(Passing p, Message message, Far far) {
    return message
        .id()
        .map(id -> reference(p.event(), id))
        .filter(trail -> !trail.ours())
        .flatMap(trail -> trail.at(far))
        .map(ref ->
            p.command(
                RELAY, far.name(), far.address(), new Action.Edit(ref, content(p, message, far))));
  }

  private Caused delete(Passing p, Happening.MessageDeleted deleted, List<Far> ends) {
    List<Command> commands = new ArrayList<>();
    for (String id : Reference.pointers(deleted)) {
      Trail trail = reference(p.event(), id);
      for (Far far : trail.ours() ? List.<Far>of() : ends) {
        trail
            .at(far)
            .map(ref ->
                p.command(RELAY + "/" + id, far.name(), far.address(), new Action.Delete(ref)))
            .ifPresent(commands::add);
      }
    }
    return new Caused(commands, List.of());
  }

  private Optional<Command> react(
      Passing p, Pointer message, Reaction reaction, Far far, boolean added) {
    Optional<String> emoji =
        reaction.emoji().or(() -> isAbroad(p, far) ? Optional.empty() : reaction.source());
    return reference(p.event(), message.id())
        .at(far)
        .flatMap(ref ->
            emoji.map(
                e -> added ? new Action.AddReaction(ref, e) : new Action.RemoveReaction(ref, e)))
        .map(action -> p.command(RELAY, far.name(), far.address(), action));
  }

  /**
   * Whoever the button is from is told which was pressed; rooms beside it read that. The press
   * itself is answered, so that the button stops waiting.
   */
  private Caused pressed(Passing p, Happening.InteractionPressed pressed, List<Far> ends) {
    Interaction interaction = pressed.interaction();
    List<Command> commands = new ArrayList<>();
    Optional<Trail> carrier = Reference.carrier(pressed).map(id -> reference(p.event(), id));
    for (Far far : ends) {
      interaction
          .button()
          .map(button -> told(p, button, carrier, far))
          .map(told -> p.command(RELAY, far.name(), far.address(), told))
          .ifPresent(commands::add);
    }
    answer(p, Optional.of(interaction)).ifPresent(commands::add);
    return new Caused(commands, List.of());
  }

  private static Action told(Passing p, Button button, Optional<Trail> carrier, Far far) {
    Content words = Content.of(said(p, far, RichText.plain(button.label())), List.of(), List.of());
    Optional<MessageRef> message = carrier.flatMap(c -> c.at(far));
    boolean beside = far.room() && carrier.filter(c -> c.isFrom(far)).isEmpty();
    return beside
        ? new Action.Send(words, message, author(p, far))
        : new Action.Press(message, button, author(p, far), Optional.of(words));
  }

  /** Takes note of a press or command; nothing is shown. */
  private static Optional<Command> answer(Passing p, Optional<Interaction> interaction) {
    return interaction
        .flatMap(Interaction::id)
        .flatMap(id ->
            p.back(
                "answer",
                new Action.AnswerInteraction(new Action.InteractionRef(id), Optional.empty())));
  }

  private Caused invoked(Passing p, Happening.CommandInvoked invoked, List<Far> ends) {
    RichText text =
        RichText.plain(("/" + invoked.command().name() + " " + invoked.command().args()).strip());
    List<Command> commands = new ArrayList<>();
    for (Far far : ends) {
      Content content = Content.of(said(p, far, text), List.of(), List.of());
      commands.add(send(p, far, new Action.Send(content, Optional.empty(), author(p, far))));
    }
    answer(p, invoked.interaction()).ifPresent(commands::add);
    return new Caused(commands, List.of());
  }

  private static Command typing(Passing p, Far far) {
    return p.command(
        RELAY,
        far.name(),
        far.address(),
        new Action.StartTyping(),
        Optional.of(p.event().receivedAt().plus(TYPING_FOR)));
  }

  private Optional<Command> closed(Passing p, Far far) {
    return closedText
        .apply(far)
        .map(text ->
            p.command("closed", far.name(), far.address(), Action.Send.of(Content.plain(text))));
  }

  private Trail reference(Event event, String message) {
    return trails.of(here(event, message));
  }

  private static Reference here(Event event, String message) {
    Conversation conversation = event.conversation().orElseThrow();
    return new Reference(Ids.conversation(conversation.ref(event.account())), message);
  }
}
