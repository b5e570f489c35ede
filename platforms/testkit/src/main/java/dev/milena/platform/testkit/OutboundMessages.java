package dev.milena.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Button;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.RichText;
import dev.milena.platform.Capability;
import dev.milena.platform.Plan;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The part of {@link OutboundContract} that is about new messages: whatever is said reaches people,
 * in the form that the platform has for it.
 */
abstract class OutboundMessages extends OutboundFailures {
  /** Signs that mean something in one markup or another, and must reach people as they are. */
  private static final String HARMLESS =
      "2 < 3 & 5 > 4, *no* _marks_ ~here~ `at` [all](x) {token} \\ \"👋🏽\"";

  @Test
  void plainTextReachesPeopleAsItIs() {
    // Given
    String conversation = rig.openConversation();

    // When
    rig.deliver(text(conversation, HARMLESS));

    // Then
    assertThat(rig.shown(conversation))
        .extracting(PlatformSimulator.Shown::text)
        .containsExactly(HARMLESS);
    assertThat(rig.simulator().ledger().accepted()).isEqualTo(1);
  }

  @Test
  void markedTextShowsNoMarkup() {
    // Given
    String conversation = rig.openConversation();
    Content markdown =
        new Content(
            Optional.of("A **bold** word & a <tag>"),
            Content.Format.MARKDOWN,
            List.of(),
            List.of(),
            List.of(),
            Optional.empty());
    Command command = send(conversation, markdown, Optional.empty());

    // When
    rig.deliver(command);

    // Then
    assertThat(rig.shown(conversation))
        .extracting(PlatformSimulator.Shown::text)
        .containsExactly("A bold word & a <tag>");
    if (!can(Capability.MARKS)) {
      assertRefusedOrDegraded(command);
    }
  }

  @Test
  void longTextIsSplitAndStaysInOrder() {
    // Given
    String conversation = rig.openConversation();
    String words =
        IntStream.range(0, 2500).mapToObj(i -> "wörd" + i + "👋").collect(Collectors.joining(" "));

    // When
    rig.deliver(text(conversation, words));

    // Then
    String read =
        rig.shown(conversation).stream()
            .map(PlatformSimulator.Shown::text)
            .collect(Collectors.joining(" "));
    assertThat(Arrays.asList(read.split("\\s+"))).isEqualTo(Arrays.asList(words.split(" ")));
  }

  @Test
  void answerShowsWhatItAnswers() {
    String conversation = rig.harness().newConversation();
    String question = rig.simulator().write(rig.ref(), conversation, "Question");
    Command command = send(conversation, Content.plain("Answer"), Optional.of(question));
    if (!can(Capability.REPLY)) {
      assertRefusedOrDegraded(command);
      return;
    }

    // When
    String id = rig.deliver(command).getFirst();

    // Then
    assertThat(rig.shown(conversation, id).replyTo()).hasValue(question);
  }

  @Test
  void buttonsAreShownOrListed() {
    // Given
    String conversation = rig.openConversation();
    List<List<Button>> buttons =
        List.of(List.of(Button.pressing("a", "Yes", "1"), Button.pressing("b", "No", "2")));
    Command command =
        send(conversation, content(RichText.plain("Well?"), List.of(), buttons), Optional.empty());

    // When
    rig.deliver(command);

    // Then
    List<String> labels =
        rig.shown(conversation).stream().flatMap(s -> s.buttons().stream()).toList();
    if (can(Capability.BUTTONS)) {
      assertThat(labels).containsExactly("Yes", "No");
    } else {
      assertThat(labels).isEmpty();
      assertThat(rig.shown(conversation).getLast().text()).contains("1. Yes", "2. No");
      assertRefusedOrDegraded(command);
    }
  }

  @Test
  void fileReachesPeopleWhole() {
    String conversation = rig.openConversation();
    byte[] bytes = new byte[300_000];
    Arrays.fill(bytes, (byte) 'x');
    String address = rig.hub().lend("offer.pdf", bytes);
    Command command =
        send(
            conversation,
            content(
                RichText.plain("The offer"),
                List.of(file(AttachmentType.FILE, address, "offer.pdf")),
                List.of()),
            Optional.empty());
    if (!can(Capability.FILES)) {
      assertRefusedOrDegraded(command);
      return;
    }

    // When
    rig.deliver(command);

    // Then
    await()
        .atMost(Rig.PATIENCE)
        .until(() -> sizes(conversation).equals(List.of((long) bytes.length)));
    assertThat(rig.shown(conversation)).anyMatch(s -> s.text().equals("The offer"));
  }

  @Test
  void severalFilesReachPeople() {
    String conversation = rig.openConversation();
    List<Attachment> files =
        List.of(
            file(AttachmentType.IMAGE, rig.hub().lend("a.png", new byte[1000]), "a.png"),
            file(AttachmentType.IMAGE, rig.hub().lend("b.png", new byte[2000]), "b.png"));
    Command command =
        send(conversation, content(RichText.plain("Two"), files, List.of()), Optional.empty());
    if (!can(Capability.FILES)) {
      assertRefusedOrDegraded(command);
      return;
    }

    // When
    rig.deliver(command);

    // Then
    await().atMost(Rig.PATIENCE).until(() -> sizes(conversation).size() == 2);
    assertThat(sizes(conversation)).containsExactly(1000L, 2000L);
  }

  @Test
  void threadIsNamedOrItsLossSaid() {
    // Given
    Command flat = text(rig.harness().newConversation(), "In a thread");
    Command threaded = flat.to(flat.to().inThread(Optional.of(rig.harness().newMessage())));

    // When
    Plan plan = rig.plan(threaded);

    // Then
    if (can(Capability.THREADS)) {
      assertThat(plan).isNotEqualTo(rig.plan(flat));
    } else {
      assertRefusedOrDegraded(threaded);
    }
  }

  private List<Long> sizes(String conversation) {
    return rig.shown(conversation).stream().flatMap(s -> s.fileBytes().stream()).toList();
  }
}
