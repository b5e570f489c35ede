package dev.milena.platform.vk;

import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Button;
import dev.milena.model.Choice;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Plan;
import dev.milena.platform.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Commands of every kind, and how to read what is planned for them. */
final class VkCommandsToPlan {
  static final String PERSON = "5000000001";
  static final String CHAT = "2000000007";
  static final Account ACCOUNT = VkFixtures.account();

  private VkCommandsToPlan() {}

  static Command command(String peer, Action action) {
    return Command.of(
        "c1", new Address("vk", "support", Optional.empty(), peer, Optional.empty()), action);
  }

  static Command send(String text, List<Attachment> files, List<List<Button>> buttons) {
    return command(PERSON, Action.Send.of(Content.of(RichText.plain(text), files, buttons)));
  }

  static Attachment lent(AttachmentType type, String name, String mime) {
    return Attachment.of(type)
        .url("https://hub.example.com/media/" + name)
        .name(name)
        .mime(mime)
        .build();
  }

  static Plan.Steps steps(Command command) {
    return (Plan.Steps) VkPlan.of(ACCOUNT, command);
  }

  static List<String> methods(Plan.Steps plan) {
    return plan.steps().stream()
        .map(Step::request)
        .map(request -> VkCall.isMethod(request) ? VkCall.method(request) : "upload")
        .toList();
  }

  static Map<String, String> parameters(Plan.Steps plan, int step) {
    return VkCall.parameters(plan.steps().get(step).request());
  }

  static Map<String, String> last(Plan.Steps plan) {
    return VkCall.parameters(plan.steps().getLast().request());
  }

  static String words(int length) {
    return "word ".repeat(length / 5 + 1).substring(0, length - 1) + ".";
  }

  static List<List<Button>> yesNo() {
    return List.of(
        List.of(Button.pressing("y", "Yes", "yes"), Button.pressing("n", "No", "no")),
        List.of(Button.opening("More", "https://example.org")));
  }

  /** One of every kind that can be carried out. */
  static Map<String, Command> every() {
    Map<String, Command> all = new LinkedHashMap<>();
    RichText rich =
        new RichText(
            "bold link name",
            List.of(
                Mark.of(MarkType.BOLD, 0, 4),
                Mark.of(MarkType.LINK, 5, 4, "https://example.org"),
                Mark.of(MarkType.MENTION, 10, 4, "5000000002")));
    Content marked = Content.of(rich, List.of(), yesNo());
    all.put(
        "marked text with buttons, answering",
        command(
            PERSON,
            new Action.Send(marked, Optional.of(MessageRef.known("41")), Optional.empty())));
    all.put("long text in a chat", command(CHAT, Action.Send.of(Content.plain(words(9000)))));
    all.put(
        "menu",
        send(
            "Which?",
            List.of(),
            List.of(List.of(Button.choosing("s", "Size", List.of(Choice.of("Small", "s")))))));
    all.put(
        "files",
        send(
            "Look",
            List.of(
                lent(AttachmentType.IMAGE, "a.png", "image/png"),
                lent(AttachmentType.FILE, "b.pdf", "application/pdf"),
                lent(AttachmentType.VOICE, "c.ogg", "audio/ogg")),
            List.of()));
    all.put(
        "many files",
        send(
            "",
            IntStream.range(0, 12)
                .mapToObj(i -> lent(AttachmentType.FILE, "f" + i, "text/plain"))
                .toList(),
            yesNo()));
    MessageRef known = MessageRef.known("42");
    MessageRef several = new MessageRef.Known(List.of("42", "43", "44"));
    all.put("edit", command(PERSON, new Action.Edit(known, marked)));
    all.put("edit that grows", command(PERSON, new Action.Edit(known, Content.plain(words(9000)))));
    all.put("edit that shrinks", command(PERSON, new Action.Edit(several, Content.plain("Short"))));
    all.put("deletion", command(PERSON, new Action.Delete(several)));
    all.put("reading", command(PERSON, new Action.Read(known)));
    all.put("reaction", command(PERSON, new Action.AddReaction(known, "❤️")));
    all.put("reaction as text", command(PERSON, new Action.AddReaction(known, "🦋")));
    all.put("no more reaction", command(PERSON, new Action.RemoveReaction(known, "👍")));
    all.put("note to a press", command(PERSON, answer(Optional.empty())));
    all.put("answer to a press", command(CHAT, answer(Optional.of("Noted"))));
    all.put("typing", command(PERSON, new Action.StartTyping()));
    return all;
  }

  static Action answer(Optional<String> words) {
    return new Action.AnswerInteraction(
        new Action.InteractionRef("abc123/" + PERSON), words.map(Content::plain));
  }

  /** Every call of every command, and those that are made beside commands. */
  static List<ApiRequest> calls(Command command) {
    return steps(command).steps().stream().map(Step::request).filter(VkCall::isMethod).toList();
  }
}
