package dev.milena.platform.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.Reception;
import dev.milena.platform.Rehearsal;
import dev.milena.platform.Reply;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Reads a frame as a visitor's program says it. */
@ApplicationScoped
class WebRehearsal implements Rehearsal {
  private static final Set<String> CONTROL = Set.of("auth", "ping");

  @Override
  public String platform() {
    return WebPlatform.KEY;
  }

  @Override
  public Account stage(AccountRef ref, String ownId) {
    return new Account(ref, 1, Json.mapper().createObjectNode().put("secret", "r".repeat(32)));
  }

  @Override
  public Reading readBody(Account account, byte[] body) {
    ObjectNode frame = Json.object(body);
    String type = frame.path("type").asText("");
    if (CONTROL.contains(type)) {
      return new Reading.Control(type);
    }
    WebVisitor visitor = new WebVisitor("visitor", Optional.empty(), Instant.MAX);
    WebFrames.Said said = WebFrames.read(account, visitor, frame, Instant.now());
    return new Reading.Received(new Reception.Accepted(said.translation(), Reply.OK, said.shown()));
  }
}
