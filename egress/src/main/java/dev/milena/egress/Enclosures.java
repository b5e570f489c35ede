package dev.milena.egress;

import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Sealer;
import dev.milena.platform.MediaLinks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes files fetchable for the account that is to send them, by an address of the hub that holds
 * for a while. An account's own files keep their handle beside it: some platforms send a file once
 * more by its handle, others do not show a file under a second message at all.
 */
@ApplicationScoped
class Enclosures {
  private static final String NO_ADDRESS =
      "attachment: left out, since the hub has no public address";
  private static final String NO_LINK = "attachment: left out, since its handle fits no address";

  private final MediaLinks links;
  private final Optional<String> publicUrl;

  Enclosures(
      Sealer sealer, @ConfigProperty(name = "milena.public-url") Optional<String> publicUrl) {
    this.links = new MediaLinks(sealer);
    this.publicUrl = publicUrl;
  }

  /**
   * A command whose files can be fetched.
   *
   * @param degraded what had to be left out
   */
  record Enclosed(Command command, List<String> degraded) {}

  /**
   * @param appended when Kafka took the command: from then on addresses hold for {@code holds},
   *     whoever makes them
   */
  Enclosed enclose(Command command, Instant appended, Duration holds) {
    Enclosing enclosing =
        new Enclosing(command.to().accountRef(), appended.plus(holds), new ArrayList<>());
    Command enclosed =
        switch (command.action()) {
          case Action.Send(var content, var replyTo, var author) ->
              command.with(new Action.Send(enclosing.content(content), replyTo, author));
          case Action.Edit(var message, var content) ->
              command.with(new Action.Edit(message, enclosing.content(content)));
          case Action.AnswerInteraction(var interaction, var content) ->
              command.with(
                  new Action.AnswerInteraction(interaction, content.map(enclosing::content)));
          case Action.Delete ignored -> command;
          case Action.Read ignored -> command;
          case Action.AddReaction ignored -> command;
          case Action.RemoveReaction ignored -> command;
          case Action.Press ignored -> command;
          case Action.OpenForm ignored -> command;
          case Action.StartTyping ignored -> command;
          case Action.CloseConversation ignored -> command;
          case Action.TransferConversation ignored -> command;
          case Action.Unknown ignored -> command;
        };
    return new Enclosed(enclosed, enclosing.degraded());
  }

  private final class Enclosing {
    private final AccountRef sender;
    private final Instant expires;
    private final List<String> degraded;

    Enclosing(AccountRef sender, Instant expires, List<String> degraded) {
      this.sender = sender;
      this.expires = expires;
      this.degraded = degraded;
    }

    List<String> degraded() {
      return List.copyOf(degraded);
    }

    Content content(Content content) {
      return content.attachments().isEmpty()
          ? content
          : content.withAttachments(
              content.attachments().stream().flatMap(a -> file(a).stream()).toList());
    }

    private Optional<Attachment> file(Attachment file) {
      Optional<AccountRef> owner = file.origin();
      if (owner.isEmpty()
          || file.url().isPresent()
          || file.id().isEmpty()
          || !file.type().isFile()) {
        return Optional.of(file);
      }
      boolean own = owner.get().equals(sender);
      if (publicUrl.isEmpty()) {
        return own ? Optional.of(file) : leftOut(NO_ADDRESS);
      }
      try {
        return Optional.of(file.at(links.url(publicUrl.get(), owner.get(), file, expires)));
      } catch (IllegalArgumentException e) {
        return own ? Optional.of(file) : leftOut(NO_LINK);
      }
    }

    private Optional<Attachment> leftOut(String why) {
      degraded.add(why);
      return Optional.empty();
    }
  }
}
