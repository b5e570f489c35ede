package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Button;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Json;
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
import java.util.stream.Stream;

/** Commands of every kind, and how to read what is planned for them. */
final class TelegramCommandsToPlan {
  static final String PRIVATE = "5000000001";
  static final String GROUP = "-1002000000001";
  static final Account ACCOUNT = TelegramFixtures.account();

  private TelegramCommandsToPlan() {}

  static Address to(String chat) {
    return new Address("telegram", "support", Optional.empty(), chat, Optional.empty());
  }

  static Address inBusiness(String chat) {
    return new Address("telegram", "support", Optional.of("BC-1"), chat, Optional.empty());
  }

  static Address toGuest() {
    return new Address("telegram", "support", Optional.of("guest-400"), GROUP, Optional.empty());
  }

  static Command command(Address to, Action action) {
    return Command.of("c1", to, action);
  }

  static Command send(Content content) {
    return command(to(PRIVATE), Action.Send.of(content));
  }

  static Content content(String text, List<Attachment> files, List<List<Button>> buttons) {
    return Content.of(RichText.plain(text), files, buttons);
  }

  static Content files(String text, Attachment... files) {
    return content(text, List.of(files), List.of());
  }

  static Attachment lent(AttachmentType type, String name) {
    return Attachment.of(type).url("https://hub.example.com/media/" + name).name(name).build();
  }

  static Attachment own(AttachmentType type, String id) {
    return Attachment.of(type).id(id).build();
  }

  static Attachment pub(AttachmentType type, String mime, long size) {
    return Attachment.of(type)
        .url("https://files.example.com/a")
        .name("a")
        .mime(mime)
        .sizeBytes(size)
        .build();
  }

  static String words(int length) {
    return "word ".repeat(length / 5 + 1).substring(0, length - 1) + ".";
  }

  static List<List<Button>> yesNo() {
    return List.of(
        List.of(Button.pressing("y", "Yes", "yes"), Button.pressing("n", "No", "no")),
        List.of(Button.opening("More", "https://example.org")));
  }

  static Plan.Steps steps(Command command) {
    return steps(ACCOUNT, command);
  }

  static Plan.Steps steps(Account account, Command command) {
    return (Plan.Steps) TelegramPlan.of(account, command);
  }

  static List<String> methods(Plan.Steps plan) {
    return plan.steps().stream().map(s -> method(s.request())).toList();
  }

  static String method(ApiRequest request) {
    return request.url().substring(request.url().lastIndexOf('/') + 1);
  }

  /** The parameters of a call, nested ones as JSON however they are sent. */
  static ObjectNode parameters(ApiRequest request) {
    return switch (request.body()) {
      case ApiRequest.JsonBody json -> json.json();
      case ApiRequest.MultipartBody parts -> parameters(parts.fields());
      case ApiRequest.NoBody _,
          ApiRequest.FormBody _,
          ApiRequest.SizeBody _,
          ApiRequest.FileBody _ ->
          throw new IllegalArgumentException("No plan makes such a body");
    };
  }

  private static ObjectNode parameters(Map<String, String> fields) {
    ObjectNode all = Json.mapper().createObjectNode();
    fields.forEach((name, text) -> all.set(name, read(text)));
    return all;
  }

  /** In a form everything is text: numbers and nested values are told by their look. */
  private static JsonNode read(String text) {
    return text.matches("-?[0-9]+|true|false|[\\[{].*")
        ? Json.tree(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        : Json.mapper().getNodeFactory().textNode(text);
  }

  static ObjectNode parameters(Plan.Steps plan, int step) {
    return parameters(plan.steps().get(step).request());
  }

  static List<ApiRequest.FilePart> uploads(Step step) {
    return step.request().body() instanceof ApiRequest.MultipartBody parts
        ? parts.files()
        : List.of();
  }

  /** One of every kind that can be carried out. */
  static Map<String, Command> every() {
    Map<String, Command> all = new LinkedHashMap<>();
    RichText rich =
        new RichText(
            "bold italic underline strike spoiler code pre quote link name emoji #tag",
            List.of(
                Mark.of(MarkType.BOLD, 0, 4),
                Mark.of(MarkType.ITALIC, 5, 6),
                Mark.of(MarkType.UNDERLINE, 12, 9),
                Mark.of(MarkType.STRIKE, 22, 6),
                Mark.of(MarkType.SPOILER, 29, 7),
                Mark.of(MarkType.CODE, 37, 4),
                Mark.of(MarkType.PRE, 42, 3, "java"),
                Mark.of(MarkType.QUOTE, 46, 5),
                Mark.of(MarkType.LINK, 52, 4, "https://example.org"),
                Mark.of(MarkType.MENTION, 57, 4, "5000000002"),
                Mark.of(MarkType.CUSTOM_EMOJI, 62, 5, "5312536423851630001"),
                Mark.of(MarkType.HASHTAG, 68, 4)));
    Content marked = Content.of(rich, List.of(), yesNo());
    Optional<MessageRef> answered = Optional.of(MessageRef.known("41"));
    all.put(
        "marked text with buttons, answering",
        command(to(PRIVATE), new Action.Send(marked, answered, Optional.empty())));
    all.put(
        "text in a topic", command(to(GROUP).inThread(Optional.of("7")), Action.Send.of(marked)));
    all.put(
        "text in a direct topic",
        command(to(GROUP).inThread(Optional.of("direct-5")), Action.Send.of(marked)));
    all.put("text in business", command(inBusiness(PRIVATE), Action.Send.of(marked)));
    all.put("answer to a guest", command(toGuest(), Action.Send.of(marked)));
    all.put("text to a handle", command(to("@test_notices"), Action.Send.of(marked)));
    all.put("long text", send(content(words(9000), List.of(), yesNo())));
    for (AttachmentType type : AttachmentType.values()) {
      if (type.isFile()) {
        all.put("own " + type, send(files("Words", own(type, "HANDLE"))));
        all.put("lent " + type, send(files("Words", lent(type, "f"))));
        all.put("fetched " + type, send(files("", pub(type, "application/pdf", 100))));
      }
    }
    Attachment.Place place = new Attachment.Place(48.2, 16.4, Optional.of("Main Street 1"));
    all.put(
        "location",
        send(files("Here", Attachment.of(AttachmentType.LOCATION).place(place).build())));
    all.put(
        "venue",
        send(files("", Attachment.of(AttachmentType.VENUE).name("Library").place(place).build())));
    all.put(
        "contact",
        send(files("", Attachment.of(AttachmentType.CONTACT).name("Desk").value("+431").build())));
    all.put(
        "poll",
        send(
            files(
                "", Attachment.of(AttachmentType.POLL).name("When?").value("Now\nLater").build())));
    all.put("dice", send(files("", Attachment.of(AttachmentType.DICE).value("🎲").build())));
    all.put(
        "link",
        send(files("See", Attachment.of(AttachmentType.LINK).url("https://example.org").build())));
    List<Attachment> pictures =
        IntStream.range(0, 12)
            .mapToObj(i -> lent(i % 2 == 0 ? AttachmentType.IMAGE : AttachmentType.VIDEO, "f" + i))
            .toList();
    all.put("albums of pictures", send(Content.of(rich, pictures, List.of())));
    all.put("album with buttons", send(content("", pictures.subList(0, 3), yesNo())));
    all.put(
        "album of own audio",
        send(files("", own(AttachmentType.AUDIO, "A"), own(AttachmentType.AUDIO, "B"))));
    all.put("file with long words", send(files(words(3000), lent(AttachmentType.FILE, "f"))));
    MessageRef known = MessageRef.known("42");
    MessageRef several = new MessageRef.Known(List.of("42", "43", "44"));
    all.put("edit of text", command(to(PRIVATE), new Action.Edit(known, marked)));
    all.put(
        "edit of buttons",
        command(to(PRIVATE), new Action.Edit(known, content("", List.of(), yesNo()))));
    all.put(
        "edit of caption",
        command(to(PRIVATE), new Action.Edit(known, files("New", own(AttachmentType.IMAGE, "H")))));
    all.put(
        "edit that grows",
        command(to(PRIVATE), new Action.Edit(known, Content.plain(words(9000)))));
    all.put(
        "edit that shrinks",
        command(to(PRIVATE), new Action.Edit(several, Content.plain("Short"))));
    all.put("edit in business", command(inBusiness(PRIVATE), new Action.Edit(known, marked)));
    all.put("deletion", command(to(PRIVATE), new Action.Delete(known)));
    all.put("deletion of several", command(to(PRIVATE), new Action.Delete(several)));
    all.put("deletion in business", command(inBusiness(PRIVATE), new Action.Delete(several)));
    all.put("reaction", command(to(PRIVATE), new Action.AddReaction(known, "❤️")));
    all.put(
        "custom reaction",
        command(to(PRIVATE), new Action.AddReaction(known, "custom:5312536423851630001")));
    all.put("reaction as text", command(to(PRIVATE), new Action.AddReaction(known, "🦋")));
    all.put("no more reaction", command(to(PRIVATE), new Action.RemoveReaction(known, "👍")));
    all.put(
        "note to a press",
        command(
            to(PRIVATE),
            new Action.AnswerInteraction(new Action.InteractionRef("77"), Optional.empty())));
    all.put(
        "answer to a press",
        command(
            to(PRIVATE),
            new Action.AnswerInteraction(
                new Action.InteractionRef("77"), Optional.of(Content.plain("Noted")))));
    all.put(
        "long answer to a press",
        command(
            to(PRIVATE),
            new Action.AnswerInteraction(
                new Action.InteractionRef("77"), Optional.of(Content.plain(words(500))))));
    all.put("typing", command(to(GROUP).inThread(Optional.of("7")), new Action.StartTyping()));
    return all;
  }

  /** Settings that lead files other ways. */
  static Stream<Account> accounts() {
    return Stream.of(
        ACCOUNT,
        TelegramFixtures.account("media", "url"),
        TelegramFixtures.account("media", "bytes"));
  }
}
