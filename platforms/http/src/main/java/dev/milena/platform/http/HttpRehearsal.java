package dev.milena.platform.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.Rehearsal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Lets anyone try a service's calls without a service. */
@ApplicationScoped
class HttpRehearsal implements Rehearsal {
  /** Thirty-two bytes that everybody knows. */
  private static final String SECRET = "whsec_cmVoZWFyc2FsLXJlaGVhcnNhbC1yZWhlYXJzYWwtISE=";

  @Override
  public String platform() {
    return HttpPlatform.KEY;
  }

  @Override
  public Account stage(AccountRef ref, String ownId) {
    ObjectNode settings =
        Json.mapper()
            .createObjectNode()
            .put("url", "https://service.invalid/milena")
            .put("secret", SECRET);
    if (!ownId.isBlank()) {
      settings.put("id", ownId);
    }
    return new Account(ref, 1, settings);
  }

  @Override
  public Reading readBody(Account account, byte[] body) {
    return new Reading.Received(HttpWebhook.read(account, "rehearsal", body, Instant.now()));
  }
}
