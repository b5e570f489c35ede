package dev.milena.ingress;

import dev.milena.model.Account;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Platform;
import dev.milena.platform.Reception;
import dev.milena.platform.Redelivery;
import dev.milena.platform.Webhook;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** A platform that waits a second and never comes again, and whose connector never answers. */
final class HastyPlatform {
  static final String KEY = "hasty";

  private HastyPlatform() {}

  @ApplicationScoped
  static class Self implements Platform {
    @Override
    public String key() {
      return KEY;
    }

    @Override
    public Class<? extends Record> settings() {
      return ProbePlatform.Settings.class;
    }

    @Override
    public String ownId(Account account) {
      return "own-" + account.ref().name();
    }
  }

  @ApplicationScoped
  static class Hook implements Webhook {
    @Override
    public String platform() {
      return KEY;
    }

    @Override
    public Redelivery redelivery() {
      return Redelivery.NONE;
    }

    @Override
    public Duration answerWithin() {
      return Duration.ofSeconds(1);
    }

    @Override
    public Uni<Reception> receive(Account account, InboundRequest request) {
      return Uni.createFrom().nothing();
    }
  }
}
