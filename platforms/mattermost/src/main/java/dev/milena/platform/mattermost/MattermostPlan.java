package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Json;
import dev.milena.model.MessageRef;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Degradation;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import dev.milena.platform.Toll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a command into calls. The same command always gives the same calls. Pure.
 *
 * <p>The server knows a post that is sent once more for 30 seconds; after that it is found by its
 * marker in the channel's history. So sending is not repeatable; looking up, uploading, changing,
 * deleting and reacting are.
 */
final class MattermostPlan {
  private static final String ROOT_ID = "root_id";
  private static final String POSTS = "/posts/";

  private final MattermostAccount settings;
  private final Command command;
  private final MattermostCall call;
  private final List<Step> steps = new ArrayList<>();
  private final List<String> degraded = new ArrayList<>();

  private MattermostPlan(Account account, Command command) {
    this.settings = MattermostAccount.of(account);
    this.command = command;
    this.call = new MattermostCall(settings);
  }

  static Plan of(Account account, Command command) {
    return new MattermostPlan(account, command).plan();
  }

  /** By what a post of ours is found again: the command and its step. */
  static String marker(Command command, Step step) {
    return marker(command, step.number());
  }

  private static String marker(Command command, int step) {
    return command.id() + "#" + step;
  }

  private Plan plan() {
    return switch (command.action()) {
      case Action.Send send -> send(send);
      case Action.Edit edit -> edit(edit);
      case Action.Delete delete -> delete(delete);
      case Action.AddReaction add -> react(add.messageId(), add.emoji());
      case Action.RemoveReaction remove -> unreact(remove);
      case Action.AnswerInteraction answer -> answer(answer);
      case Action.OpenForm open -> open(open);
      case Action.Press press -> {
        degraded.add(Degradation.PRESS);
        yield send(Degradation.pressAsMessage(press));
      }
      case Action.StartTyping _ -> typing();
      // A channel belongs to its members: nobody closes it or hands it on. What a bot has read
      // nobody is told.
      case Action.CloseConversation _,
          Action.TransferConversation _,
          Action.Read _,
          Action.Unknown _ ->
          refused(Reasons.UNSUPPORTED);
    };
  }

  private static Plan refused(String reason) {
    return new Plan.Refused(reason);
  }

  private Plan done() {
    return new Plan.Steps(steps, degraded);
  }

  private Plan send(Action.Send send) {
    List<MattermostDraft> posts = layout(send.content());
    if (posts.isEmpty()) {
      return refused(Reasons.BAD_REQUEST);
    }
    Optional<String> asked = ids(send.replyTo()).stream().findFirst();
    boolean lookedUp = command.to().thread().isEmpty() && asked.isPresent();
    if (lookedUp) {
      add(call.get(POSTS + ApiRequest.inUrl(asked.get())), true);
    }
    posts.forEach(post -> post(post, lookedUp));
    return done();
  }

  private List<MattermostDraft> layout(Content content) {
    MattermostDraft.Layout layout =
        MattermostDraft.of(settings, command.to().conversation(), content);
    degraded.addAll(layout.degraded());
    return layout.posts();
  }

  /**
   * @param lookedUp whether a step before says which thread it belongs to: an answer names the
   *     root, and nobody but the server knows whether the answered message is one
   */
  private void post(MattermostDraft draft, boolean lookedUp) {
    if (!draft.files().isEmpty()) {
      add(call.upload(command.to().conversation(), draft.files()), true);
    }
    String marker = marker(command, steps.size() + 1);
    ObjectNode post = message(draft.text());
    Set<String> filled = new HashSet<>(draft.placesBelow("/props"));
    if (lookedUp) {
      post.put(ROOT_ID, "{" + MattermostCall.ROOT + "}");
      filled.add("/" + ROOT_ID);
    }
    for (int i = 0; i < draft.files().size(); i++) {
      post.withArray("file_ids").add("{" + MattermostCall.FILE + (i + 1) + "}");
      filled.add("/file_ids/" + i);
    }
    post.put("pending_post_id", settings.userId() + ":" + marker);
    post.set("props", draft.props(marker));
    add(call.post("/posts", post, filled), false);
  }

  /** In its channel and thread. */
  private ObjectNode message(String text) {
    ObjectNode post =
        Json.mapper()
            .createObjectNode()
            .put("channel_id", command.to().conversation())
            .put("message", text);
    command.to().thread().ifPresent(root -> post.put(ROOT_ID, root));
    return post;
  }

  /**
   * A command that became several posts is changed post by post: what the text has grown follows as
   * new ones; what it has shrunk is deleted before the last, for that one has the files.
   */
  private Plan edit(Action.Edit edit) {
    List<String> ids = ids(Optional.of(edit.messageId()));
    List<MattermostDraft> posts = layout(edit.content());
    if (ids.isEmpty() || posts.isEmpty()) {
      return refused(ids.isEmpty() ? Reasons.MESSAGE_GONE : Reasons.BAD_REQUEST);
    }
    int kept = Math.min(posts.size(), ids.size());
    for (int i = 0; i < kept; i++) {
      boolean last = i == kept - 1 && posts.size() <= ids.size();
      patch(last ? ids.getLast() : ids.get(i), posts.get(i));
    }
    for (int i = kept - 1; i < ids.size() - 1 && posts.size() < ids.size(); i++) {
      remove(ids.get(i));
    }
    if (posts.size() > ids.size()) {
      degraded.add("edit: rest as a new message");
      posts.subList(kept, posts.size()).forEach(this::postWithoutFiles);
    }
    return done();
  }

  /** The files are where they were. */
  private void postWithoutFiles(MattermostDraft draft) {
    post(new MattermostDraft(draft.text(), List.of(), draft.boxes()), false);
  }

  /** All properties at once, so that buttons which the message has no longer go. */
  private void patch(String id, MattermostDraft draft) {
    ObjectNode patch = Json.mapper().createObjectNode().put("message", draft.text());
    patch.set("props", draft.props(marker(command, steps.size() + 1)));
    add(
        call.put(POSTS + ApiRequest.inUrl(id) + "/patch", patch, draft.placesBelow("/props")),
        true);
  }

  private Plan delete(Action.Delete delete) {
    List<String> ids = ids(Optional.of(delete.messageId()));
    ids.forEach(this::remove);
    return ids.isEmpty() ? refused(Reasons.MESSAGE_GONE) : done();
  }

  private void remove(String id) {
    add(call.delete(POSTS + ApiRequest.inUrl(id)), true);
  }

  private Plan react(MessageRef message, String emoji) {
    Optional<String> post = ids(Optional.of(message)).stream().findFirst();
    Optional<String> name = MattermostEmoji.name(emoji);
    if (post.isEmpty()) {
      return refused(Reasons.MESSAGE_GONE);
    }
    if (name.isEmpty()) {
      return emoji.startsWith(MattermostEmoji.custom(""))
          ? refused(Reasons.UNSUPPORTED)
          : asText(message, emoji);
    }
    ObjectNode reaction =
        Json.mapper()
            .createObjectNode()
            .put("user_id", settings.userId())
            .put("post_id", post.get())
            .put("emoji_name", name.get());
    add(call.post("/reactions", reaction, Set.of()), true);
    return done();
  }

  private Plan asText(MessageRef message, String emoji) {
    degraded.add(Degradation.REACTION);
    Content words = Content.plain(Degradation.reactionAsText(emoji).text());
    return send(new Action.Send(words, Optional.of(message), Optional.empty()));
  }

  /** What was sent as text cannot be taken back: another command stands for that message. */
  private Plan unreact(Action.RemoveReaction remove) {
    Optional<String> post = ids(Optional.of(remove.messageId())).stream().findFirst();
    Optional<String> name = MattermostEmoji.name(remove.emoji());
    if (post.isEmpty() || name.isEmpty()) {
      return refused(post.isEmpty() ? Reasons.MESSAGE_GONE : Reasons.UNSUPPORTED);
    }
    add(
        call.delete(
            "/users/"
                + settings.userId()
                + POSTS
                + ApiRequest.inUrl(post.get())
                + "/reactions/"
                + ApiRequest.inUrl(name.get())),
        true);
    return done();
  }

  /** The server has been answered long ago; without words there is nothing more to say. */
  private Plan answer(Action.AnswerInteraction answer) {
    Optional<MattermostInteraction> asked = MattermostInteraction.parse(answer.interaction().id());
    if (asked.isEmpty()) {
      return refused(Reasons.TOO_LATE);
    }
    answer.content().map(this::layout).orElse(List.of()).forEach(post -> tell(asked.get(), post));
    return done();
  }

  /** Only whoever pressed or typed sees it. */
  private void tell(MattermostInteraction asked, MattermostDraft draft) {
    if (!draft.files().isEmpty()) {
      degraded.add("files: left out");
    }
    ObjectNode props = draft.props(marker(command, steps.size() + 1));
    if (asked.hook().isPresent()) {
      ObjectNode said =
          Json.mapper()
              .createObjectNode()
              .put("response_type", "ephemeral")
              .put("text", draft.text());
      said.set("props", props);
      add(call.answer(asked.hook().get(), said, draft.placesBelow("/props")), false);
    } else {
      ObjectNode said = Json.mapper().createObjectNode().put("user_id", asked.user());
      ObjectNode post = message(draft.text());
      post.set("props", props);
      said.set("post", post);
      add(call.post("/posts/ephemeral", said, draft.placesBelow("/post/props")), false);
    }
  }

  /** A trigger opens one form, within seconds. */
  private Plan open(Action.OpenForm open) {
    if (!settings.takesPresses()) {
      return refused(Reasons.UNSUPPORTED);
    }
    Optional<String> trigger =
        MattermostInteraction.parse(open.interaction().id())
            .flatMap(MattermostInteraction::trigger);
    if (trigger.isEmpty()) {
      return refused(Reasons.TOO_LATE);
    }
    Optional<MattermostForm.Dialog> dialog = MattermostForm.of(settings, open.form(), command.to());
    if (dialog.isEmpty()) {
      return refused(Reasons.TOO_LARGE);
    }
    degraded.addAll(dialog.get().degraded());
    ObjectNode body = dialog.get().body().put("trigger_id", trigger.get());
    add(call.post(MattermostForm.PATH, body, Set.of(MattermostForm.STATE)), false);
    return done();
  }

  private Plan typing() {
    ObjectNode where =
        Json.mapper().createObjectNode().put("channel_id", command.to().conversation());
    command.to().thread().ifPresent(root -> where.put("parent_id", root));
    add(call.post("/users/me/typing", where, Set.of()), true);
    return done();
  }

  private static List<String> ids(Optional<MessageRef> ref) {
    return ref.map(r ->
            switch (r) {
              case MessageRef.Known known -> known.ids();
              case MessageRef.SentBy _ -> List.<String>of();
            })
        .orElse(List.of());
  }

  private void add(ApiRequest request, boolean repeatable) {
    Toll server =
        new Toll(
            "server", settings.callsPerSecond(), Duration.ofSeconds(1), settings.callsPerSecond());
    steps.add(new Step(steps.size() + 1, request, repeatable, List.of(server), Optional.empty()));
  }
}
