package dev.milena.router.api.routes;

import dev.milena.router.api.Words;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
    name = "RouteBody",
    description =
        "Which events it takes, and where it leads. A list that is left out or empty matches everything.")
record RouteBody(
    @Schema(
            description = "The lowest that matches wins; among equals, the first by name.",
            defaultValue = "100",
            examples = "100")
        Optional<
                @Min(value = -1_000_000, message = RouteBody.POSITION_SAYS)
                @Max(value = 1_000_000, message = RouteBody.POSITION_SAYS) Integer>
            position,
    @Schema(description = "Whether it counts.", defaultValue = "true") Optional<Boolean> enabled,
    @Schema(
            description = "Accounts, as `platform/name`; a star stands for any characters.",
            examples = "[\"chat/*\"]")
        @Size(max = RouteBody.ENTRIES_MAX, message = RouteBody.ENTRIES_SAYS)
        List<@Pattern(regexp = Words.ACCOUNT, message = Words.ACCOUNT_SAYS) String> accounts,
    @Schema(
            description =
                "Types of events, without `dev.milena.`; left out: `message.created` and `command.invoked`, "
                    + "or `interaction.pressed` where buttons are named.",
            examples = "[\"message.created\"]")
        @Size(max = RouteBody.ENTRIES_MAX, message = RouteBody.ENTRIES_SAYS)
        List<
                @Pattern(
                    regexp = "[a-z]+(\\.[a-z]+)*",
                    message = "must be a type of event such as message.created")
                String>
            kinds,
    @Schema(
            description = "Names of commands, without the slash; a star stands for any characters.",
            examples = "[\"help\"]")
        @Size(max = RouteBody.ENTRIES_MAX, message = RouteBody.ENTRIES_SAYS)
        List<
                @Pattern(
                    regexp = "[^/\\s]\\S{0,63}",
                    message = "must be a command's name without the slash")
                String>
            commands,
    @Schema(
            description = "Ids of buttons and forms; a star stands for any characters.",
            examples = "[\"order.*\"]")
        @Size(max = RouteBody.ENTRIES_MAX, message = RouteBody.ENTRIES_SAYS)
        List<@Size(min = 1, max = Words.ID_MAX, message = "must have 1 to 256 characters") String>
            buttons,
    @Schema(
            description = "How the text begins; upper and lower case are one.",
            examples = "[\"order\"]")
        @Size(max = RouteBody.ENTRIES_MAX, message = RouteBody.ENTRIES_SAYS)
        List<
                @Size(min = 1, max = Words.TITLE_MAX, message = "must have 1 to 200 characters")
                String>
            textPrefixes,
    @Schema(description = "Ids of conversations, as on the platform.", examples = "[\"-1001\"]")
        @Size(max = RouteBody.ENTRIES_MAX, message = RouteBody.ENTRIES_SAYS)
        List<@Size(min = 1, max = Words.ID_MAX, message = "must have 1 to 256 characters") String>
            conversations,
    @Schema(description = "Ids of people of the hub.")
        @Size(max = RouteBody.ENTRIES_MAX, message = RouteBody.ENTRIES_SAYS)
        List<
                @Pattern(
                    regexp = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
                    message = "must be the id of a person (small letters)")
                String>
            people,
    @Schema(
            description =
                "Whether groups and channels are led to accounts too; the group is then the visitor.",
            defaultValue = "false")
        Optional<Boolean> groups,
    @Schema(
            description =
                "Where it leads: `platform/account` opens a conversation there and links the two; "
                    + "`platform/account/[workspace/]id`, maybe with `#thread`, is that very conversation; "
                    + "`topic:name` is a topic for programs, which gets every event that matches, linked or not.",
            examples = "[\"desk/main\"]")
        @NotEmpty(message = "is missing: a route leads somewhere")
        @Size(max = RouteBody.TARGETS_MAX, message = "may have 16 entries")
        List<@Size(min = 1, max = Words.KEY_MAX, message = "must have 1 to 512 characters") String>
            to) {

  static final int POSITION_DEFAULT = 100;
  static final String POSITION_SAYS = "must be between -1000000 and 1000000";

  /** Every message is compared with all of them. */
  static final int ENTRIES_MAX = 200;

  static final String ENTRIES_SAYS = "may have 200 entries";

  /** Every message is sent to each. */
  static final int TARGETS_MAX = 16;
}
