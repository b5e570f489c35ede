package dev.milena.router.api.access;

import dev.milena.router.api.Words;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "AccessQuestion", description = "Whether somebody may talk to an account.")
record Question(
    @Schema(examples = "chat/support")
        @NotNull(message = "is missing")
        @Pattern(regexp = Words.ACCOUNT, message = Words.ACCOUNT_SAYS)
        String account,
    @Schema(
            description = "The platform's id of the chat; absent: outside of chats.",
            examples = "789")
        Optional<@Size(min = 1, max = Words.ID_MAX, message = RuleBody.ID_SAYS) String>
            conversation,
    @Schema(
            description = "The platform's id of who speaks; absent: nobody is named.",
            examples = "123456")
        Optional<@Size(min = 1, max = Words.ID_MAX, message = RuleBody.ID_SAYS) String> sender) {}
