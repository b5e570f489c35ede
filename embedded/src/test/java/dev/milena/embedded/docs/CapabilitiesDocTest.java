package dev.milena.embedded.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Button;
import dev.milena.model.Choice;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.ConversationRef;
import dev.milena.model.Form;
import dev.milena.model.FormField;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import dev.milena.platform.Capability;
import dev.milena.platform.Degradation;
import dev.milena.platform.Plan;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.LoopbackHttp;
import dev.milena.platform.testkit.SimulatorFactory;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * What each platform can be asked for is made from the code: what it declares, and for what it does
 * not, what its plan does instead. The overview stands in {@code README.md}, the whole in {@code
 * docs/CAPABILITIES.md}.
 */
class CapabilitiesDocTest {
  private static final String WRITE = "milena.docs.write";
  private static final String DOC = "docs/CAPABILITIES.md";
  private static final String README = "README.md";
  private static final String BEGIN = "<!-- capabilities:begin -->";
  private static final String END = "<!-- capabilities:end -->";

  private static final Vertx VERTX = Vertx.vertx();

  /** One kind of account of a platform. */
  private record Column(String name, Harness harness, Account account) {
    String conversation() {
      return harness.newConversation();
    }

    String message() {
      return harness.newMessage();
    }

    boolean can(Capability capability) {
      return harness.outbound().capabilities(account).contains(capability);
    }
  }

  private final List<Column> columns =
      SimulatorFactory.all().stream()
          .flatMap(f -> f.harnesses(LoopbackHttp.client(VERTX)).stream().map(h -> column(f, h)))
          .toList();

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  private static Column column(SimulatorFactory factory, Harness harness) {
    AccountRef ref = new AccountRef(factory.platform(), "documented");
    try (var simulator = harness.simulator()) {
      Account account = new Account(ref, 1, simulator.open(ref, simulator.baseUrl()));
      String kind = harness.kind().isEmpty() ? "" : " (" + harness.kind() + ")";
      return new Column(factory.platform() + kind, harness, account);
    }
  }

  @Test
  void overviewIsWhatPlatformsDeclare() throws IOException {
    assertIs(README, overview());
  }

  @Test
  void tableSaysWhatIsDoneInstead() throws IOException {
    assertIs(DOC, table());
  }

  private static void assertIs(String file, String generated) throws IOException {
    Path path = ProjectTree.ROOT.resolve(file);
    String text = ProjectTree.read(path);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    assertThat(end).as("%s has %s and %s", file, BEGIN, END).isGreaterThan(begin);
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(path, text.substring(0, begin) + generated + text.substring(end));
    } else {
      assertThat(text.substring(begin, end))
          .as("out of date; refresh it with -Dtest=CapabilitiesDocTest -D%s=true", WRITE)
          .isEqualTo(generated);
    }
  }

  private String overview() {
    return rows(column -> capability -> column.can(capability) ? "●" : "–");
  }

  private String table() {
    return rows(
        column -> capability -> column.can(capability) ? "yes" : instead(column, capability));
  }

  private interface Cells {
    java.util.function.Function<Capability, String> of(Column column);
  }

  private String rows(Cells cells) {
    List<String> lines = new ArrayList<>();
    lines.add(row("", columns.stream().map(Column::name)));
    lines.add(row("---", columns.stream().map(_ -> "---")));
    for (Capability capability : Capability.values()) {
      lines.add(
          row(
              "`" + capability.name().toLowerCase(Locale.ROOT) + "`",
              columns.stream().map(column -> cells.of(column).apply(capability))));
    }
    return "\n" + String.join("\n", lines) + "\n";
  }

  private static String row(String head, Stream<String> cells) {
    return "| " + head + " | " + cells.collect(Collectors.joining(" | ")) + " |";
  }

  /** What becomes of a command that asks for what a platform has not declared. */
  private static String instead(Column column, Capability capability) {
    if (capability == Capability.FORM_CHECKS && column.can(Capability.FORM)) {
      return Degradation.FORM_CHECKS;
    }
    Address to = Address.of(ConversationRef.of(column.account().ref(), column.conversation()));
    Address where =
        capability == Capability.THREADS ? to.inThread(Optional.of(column.message())) : to;
    Command command = Command.of("documented", where, asking(column, capability));
    return switch (column.harness().outbound().plan(column.account(), command)) {
      case Plan.Refused(String reason) -> "refused: `" + reason + "`";
      case Plan.Steps(_, List<String> degraded) ->
          degraded.isEmpty() ? "done as well as it goes" : String.join("; ", degraded);
    };
  }

  private static Action asking(Column column, Capability capability) {
    MessageRef message = MessageRef.known(column.message());
    Action.InteractionRef interaction = new Action.InteractionRef("1");
    Content words = Content.plain("Hello");
    return switch (capability) {
      case SEND, THREADS -> Action.Send.of(words);
      case MARKS ->
          Action.Send.of(
              Content.of(
                  new RichText("Hello", List.of(Mark.of(MarkType.BOLD, 0, 5))),
                  List.of(),
                  List.of()));
      case REPLY -> new Action.Send(words, Optional.of(message), Optional.empty());
      case EDIT -> new Action.Edit(message, words);
      case DELETE -> new Action.Delete(message);
      case READ -> new Action.Read(message);
      case REACT -> new Action.AddReaction(message, "👍");
      case BUTTONS -> under(Button.pressing("a", "Yes", "1"));
      case MENU -> under(Button.choosing("a", "Size", List.of(Choice.of("Large", "l"))));
      case INTERACTION_ANSWER -> new Action.AnswerInteraction(interaction, Optional.of(words));
      case FORM, FORM_CHECKS -> new Action.OpenForm(interaction, form());
      case PRESS ->
          new Action.Press(
              Optional.of(message),
              Button.pressing("a", "Yes", "1"),
              Optional.empty(),
              Optional.empty());
      case TYPING -> new Action.StartTyping(Optional.of(message));
      case FILES -> Action.Send.of(files(1));
      case ALBUM -> Action.Send.of(files(2));
      case CLOSE -> new Action.CloseConversation();
      case TRANSFER -> new Action.TransferConversation(Optional.empty());
    };
  }

  private static Action under(Button button) {
    return Action.Send.of(Content.of(RichText.plain("Well?"), List.of(), List.of(List.of(button))));
  }

  private static Form form() {
    return new Form(
        "form",
        "Form",
        Optional.empty(),
        List.of(FormField.of("name", "Name", FormField.Kind.TEXT).build()),
        Optional.empty());
  }

  private static Content files(int count) {
    List<Attachment> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(
          Attachment.of(AttachmentType.IMAGE)
              .url("https://files.example.org/" + i + ".png")
              .name(i + ".png")
              .mime("image/png")
              .build());
    }
    return Content.of(RichText.plain("Look"), files, List.of());
  }
}
