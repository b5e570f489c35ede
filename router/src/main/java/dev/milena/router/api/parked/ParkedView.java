package dev.milena.router.api.parked;

import dev.milena.bus.Parked;
import dev.milena.router.parked.ParkedRecord;
import dev.milena.router.parked.ParkedRecord.Decided;
import dev.milena.router.store.Ids;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
    name = "Parked",
    description = "Something that was set aside. Ids and reasons, never what was said.")
record ParkedView(
    @Schema(description = "Names it in this API; of a command it is the command's own.") String id,
    @Schema(
            description =
                "`input`: a payload that nobody understood; `event`: it came in and could not be routed; `command`: it was to go"
                    + " out and was given up.",
            examples = "command")
        String kind,
    @Schema(description = "Id of the event or command.", examples = "chat/7770001/789/42/created")
        String name,
    @Schema(description = "The CloudEvents type.", examples = "dev.milena.command.message.send")
        Optional<String> type,
    @Schema(description = "Why, in a fixed word.", examples = "horizon") String cause,
    @Schema(examples = "chat/support") String account,
    @Schema(
            description = "Its conversation, or its sender where it has none.",
            examples = "chat/support/789")
        Optional<String> conversation,
    @Schema(description = "How often it was tried.") int attempts,
    @Schema(description = "How often it had been played again before it was parked.") int replays,
    @Schema(
            description =
                "It may have been sent all the same: played again, it may be there twice.")
        boolean inDoubt,
    @Schema(description = "When Kafka first took it.") Instant firstSeen,
    Instant parkedAt,
    @Schema(description = "Whether it can be played again, and not only dropped.")
        boolean replayable,
    @Schema(
            description =
                "`parked`; `replaying` or `dropping` once that was asked for. It is gone from the list when that is done.",
            examples = "parked")
        String state,
    @Schema(description = "When that was asked for.") Optional<Instant> askedAt,
    @Schema(description = "The name of the key that asked for it.") Optional<String> askedBy) {

  static ParkedView of(ParkedRecord parked) {
    Parked about = parked.about();
    return new ParkedView(
        Ids.command(parked.id()),
        parked.kind().name().toLowerCase(Locale.ROOT),
        parked.name(),
        about.type(),
        about.cause(),
        about.account().key(),
        parked.conversation(),
        about.attempts(),
        about.replay(),
        about.inDoubt(),
        about.firstSeen(),
        parked.parkedAt(),
        parked.isReplayable(),
        parked.decision().map(d -> d.verdict().state()).orElse("parked"),
        parked.decision().map(Decided::at),
        parked.decision().map(Decided::by));
  }
}
