package dev.milena.egress;

import dev.milena.bus.AccountsConfig;
import dev.milena.model.Priority;
import dev.milena.model.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What of the channel's settings follows from other settings. The rest stands in the properties of
 * this module.
 */
@ApplicationScoped
class CommandChannel {
  static final String NAME = "commands-in";

  private static final String GROUP = "milena-egress";

  /**
   * How soon a member learns that partitions are to move: they do so in two rounds, each of which
   * waits for all.
   */
  private static final Duration BEAT = Duration.ofSeconds(1);

  private final EgressConfig config;
  private final AccountsConfig accounts;
  private final Connectors connectors;

  CommandChannel(EgressConfig config, AccountsConfig accounts, Connectors connectors) {
    this.config = config;
    this.accounts = accounts;
    this.connectors = connectors;
  }

  /**
   * By a pattern, so that the topics of a platform's first account are found when they are made.
   */
  @Produces
  @ApplicationScoped
  @Identifier(NAME)
  Map<String, Object> settings() {
    return Map.of(
        "pattern",
        true,
        "topic",
        topics(),
        "group.id",
        group(),
        "session.timeout.ms",
        Math.toIntExact(session().toMillis()),
        "heartbeat.interval.ms",
        Math.toIntExact(BEAT.toMillis()));
  }

  private String topics() {
    String platforms =
        connectors.platforms().stream().map(Pattern::quote).collect(Collectors.joining("|"));
    String classes =
        Arrays.stream(Priority.values()).map(Priority::word).collect(Collectors.joining("|"));
    return Pattern.quote(Topics.OUTBOUND_PREFIX) + "(" + platforms + ")\\.(" + classes + ")";
  }

  private String group() {
    List<String> filter = accounts.filter();
    boolean all = filter.contains("*/*");
    return config
        .ownership()
        .group()
        .orElseGet(() -> all ? GROUP : GROUP + "-" + String.join("+", filter));
  }

  /** How long the group waits for a sign of life. */
  Duration session() {
    return config.ownership().session();
  }
}
