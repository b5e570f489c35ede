package dev.milena.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.Tape;
import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import dev.milena.platform.webim.WebimSimulator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** Rooms of all platforms, linked by the API: what is said in one is said in the others. */
@QuarkusTest
@QuarkusTestResource(BackingForTests.class)
@TestProfile(BridgeIT.WithApi.class)
class BridgeIT {
  private static final String FIRST = "The meeting is at four";
  private static final String CORRECTED = "The meeting is at five";
  private static final String CAPTION = "The agenda";
  private static final String TAKEN_BACK = "Please forget this";
  private static final String ANSWER = "I shall come";
  private static final String QUESTION = "Shall I bring tea?";
  private static final String PRESSED = "Yes, please";
  private static final String LAST = "See you there";
  private static final String THUMB = "👍";
  private static final int FILE_MIN = 10_000;

  private final Rooms rooms;

  BridgeIT(Rooms rooms) {
    this.rooms = rooms;
  }

  /** Links are made and buttons sent by the API. */
  public static final class WithApi implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("milena.api-key", Rooms.KEY);
    }
  }

  /** All rooms are one group, so each deed shows in every ordered pair of platforms. */
  @Test
  void whatIsDoneInOneRoomShowsInAllOthersOnceAndInOrder() {
    List<Room> all = rooms.platforms().stream().map(rooms::open).toList();
    rooms.link(all);

    Map<Room, String> first = new HashMap<>();
    Map<Room, List<String>> said = new HashMap<>();
    all.forEach(room -> said.put(room, new ArrayList<>(talk(room, first))));
    await(all, (reader, writer) -> assertThat(reader.said(writer)).isEqualTo(said.get(writer)));
    all.forEach(room -> filesArrived(all, room));
    answer(all, first);
    react(all, first);
    press(all);
    all.forEach(room -> room.write(LAST));
    said.values().forEach(words -> words.addAll(List.of(ANSWER, PRESSED, LAST)));

    await(
        all,
        (reader, writer) ->
            assertThat(reader.said(writer))
                .as("what " + reader + " reads of " + writer)
                .isEqualTo(said.get(writer)));
    all.forEach(room ->
        assertThat(room.shown())
            // A thumb may be left on what was said here.
            .filteredOn(s -> !s.id().equals(first.get(room)))
            .as("nothing else in " + room)
            .hasSize(
                1 + all.stream().filter(w -> w != room).mapToInt(w -> said.get(w).size()).sum()));
    assertThat(Tape.read("milena.parked")).isEmpty();
  }

  /**
   * Somebody says something and corrects it, sends a file, says something and takes it back.
   * Returns what others read of it in the end: what was taken back stays where the hub is not told.
   *
   * @param ids where the id of the first goes
   */
  private static List<String> talk(Room room, Map<Room, String> ids) {
    String first = room.write(FIRST);
    ids.put(room, first);
    room.edit(first, CORRECTED);
    room.sendFile(file(room));
    return room.delete(room.write(TAKEN_BACK))
        ? List.of(CORRECTED, CAPTION)
        : List.of(CORRECTED, CAPTION, TAKEN_BACK);
  }

  private static void filesArrived(List<Room> all, Room reader) {
    all.stream()
        .filter(writer -> writer != reader)
        .forEach(writer ->
            assertThat(copy(reader, writer, CAPTION).fileBytes())
                .as("file of " + writer + " in " + reader)
                .containsExactly((long) file(writer).bytes().length));
  }

  /** In each room somebody answers what somebody in the next has said. */
  private void answer(List<Room> all, Map<Room, String> first) {
    // What answers a message that the hub does not know yet is shown, and answers nothing.
    await(
        all,
        (reader, writer) -> assertThat(rooms.known(reader)).contains(copy(reader, writer).id()));
    for (Room room : all) {
      room.reply(copy(room, next(all, room)).id(), ANSWER);
    }
    await(
        all,
        (reader, writer) -> {
          Room answered = next(all, writer);
          String there = reader == answered ? first.get(reader) : copy(reader, answered).id();
          assertThat(reader.copy(writer, ANSWER).flatMap(Shown::replyTo))
              .as("what " + writer + " answers, in " + reader)
              .contains(there);
        });
  }

  /**
   * In each room somebody puts a thumb on what somebody in the next has said, and takes it away. It
   * stays with the others where the hub is not told which.
   */
  private static void react(List<Room> all, Map<Room, String> first) {
    for (boolean on : List.of(true, false)) {
      all.forEach(room -> room.react(copy(room, next(all, room)).id(), THUMB, on));
      await(
          all,
          (reader, writer) -> {
            Room liked = next(all, writer);
            Optional<Shown> there =
                reader.shown(reader == liked ? first.get(reader) : copy(reader, liked).id());
            assertThat(there.map(Shown::reactions).orElse(List.of()))
                .as("thumbs of " + writer + " in " + reader)
                .containsExactlyElementsOf(
                    on || !writer.saysWhichReactionEnded() ? List.of(THUMB) : List.of());
          });
    }
  }

  /** In each room somebody presses a button that a program put there. */
  private static void press(List<Room> all) {
    all.forEach(room -> room.ask(QUESTION, PRESSED, "yes"));
    for (Room room : all) {
      await().until(() -> room.question(QUESTION).isPresent());
      room.press(room.question(QUESTION).orElseThrow().id(), "yes");
    }
    await(all, (reader, writer) -> assertThat(reader.said(writer)).contains(PRESSED));
  }

  /** Platforms do not let a file be shown twice everywhere; then it is read and sent once more. */
  @Test
  void fileGoesFromOneRoomOfAnAccountToAnother() {
    for (String platform : rooms.platforms()) {
      List<Room> two = List.of(rooms.open(platform), rooms.open(platform));
      rooms.link(two);

      two.getFirst().sendFile(file(two.getFirst()));

      await()
          .untilAsserted(() ->
              assertThat(two.getLast().shown())
                  .as(platform)
                  .flatExtracting(Shown::fileBytes)
                  .containsExactly((long) file(two.getFirst()).bytes().length));
    }
  }

  @Test
  void operatorAndRoomsReadEachOtherAndButtonsComeBackAsPresses() {
    List<Room> all = rooms.platforms().stream().map(rooms::open).toList();
    Room desk = rooms.open("webim");
    rooms.link(List.of(desk, all.getFirst()));
    rooms.link(all);

    desk.write("How can I help?");
    await()
        .untilAsserted(() ->
            assertThat(all)
                .allSatisfy(
                    room -> assertThat(room.said(desk)).containsExactly("How can I help?")));
    all.forEach(room -> room.write(ANSWER));
    await()
        .untilAsserted(() ->
            assertThat(all)
                .allSatisfy(room -> assertThat(desk.said(room)).containsExactly(ANSWER)));

    String keyboard =
        ((WebimSimulator) desk.simulator())
            .offer(desk.account(), desk.id(), List.of("Tea", "Milk"));
    for (Room room : all) {
      await().until(() -> room.question("Tea").isPresent());
      room.press(room.question("Tea").orElseThrow().id(), "id-Tea");
    }
    await()
        .untilAsserted(() ->
            assertThat(desk.shown())
                .filteredOn(s -> s.replyTo().equals(Optional.of(keyboard)))
                .extracting(Shown::text)
                .hasSize(all.size())
                .containsOnly("Tea"));
    await(all, (reader, writer) -> assertThat(reader.said(writer)).containsExactly(ANSWER, "Tea"));
  }

  private static OfferedFile file(Room room) {
    byte[] bytes = new byte[FILE_MIN + Math.floorMod(room.key().hashCode(), FILE_MIN)];
    ThreadLocalRandom.current().nextBytes(bytes);
    return new OfferedFile("agenda.pdf", "application/pdf", bytes, Optional.of(CAPTION));
  }

  private static Room next(List<Room> all, Room room) {
    return all.get((all.indexOf(room) + 1) % all.size());
  }

  private static Shown copy(Room reader, Room writer) {
    return copy(reader, writer, CORRECTED);
  }

  private static Shown copy(Room reader, Room writer, String text) {
    return reader
        .copy(writer, text)
        .orElseThrow(() -> new AssertionError(reader + " does not show it of " + writer));
  }

  /** Until it holds for every room and each of those that it hears. */
  private static void await(List<Room> all, BiConsumer<Room, Room> claim) {
    await()
        .untilAsserted(() -> {
          for (Room reader : all) {
            all.stream().filter(w -> w != reader).forEach(writer -> claim.accept(reader, writer));
          }
        });
  }

  /** Platforms let a program say about one thing a second in a room. */
  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
  }
}
