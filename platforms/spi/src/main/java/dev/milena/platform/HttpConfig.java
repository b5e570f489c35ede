package dev.milena.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How the hub calls out. */
@ConfigMapping(prefix = "milena.http")
public interface HttpConfig {
  /**
   * Whether addresses that users and callers give may lead into private networks. Leave it off
   * wherever strangers write to the hub: it would fetch for them what only the hub can reach. The
   * demo and the tests set it.
   */
  @WithDefault("false")
  boolean allowPrivate();

  /**
   * Hosts in private networks that accounts may name as their service, as they stand in its
   * address: {@code bot.shop.svc}. What else lies there is refused. Default: none.
   */
  Optional<Set<String>> privateHosts();

  /**
   * Where egress reaches ingress: for what services answer in their responses, and for files under
   * {@code milena.public-url} that it uploads itself. Default: {@code milena.public-url}.
   */
  Optional<String> ownUrl();

  /**
   * Longest wait for a connection. Platforms answer the first packet within a few hundred
   * milliseconds.
   */
  @WithDefault("3s")
  Duration connectTimeout();

  /**
   * Most connections to one host. Each long-polling account holds one for as long as it listens, so
   * this also bounds the polling accounts of one platform in one replica.
   */
  @WithDefault("256")
  int connectionsPerHost();

  /**
   * Most calls that wait for a connection; more are told that there is none, and wait in their own
   * lanes.
   */
  @WithDefault("1024")
  int waitingCallsMax();

  /**
   * How long an idle connection is kept. Below what platforms keep theirs (most: 60 s and more),
   * else a call meets a connection that is being closed, and nobody knows whether it was read.
   */
  @WithDefault("20s")
  Duration keepAlive();

  /**
   * Largest answer of a platform that is read, in bytes. A full batch of updates is below 1 MiB;
   * files are streamed.
   */
  @WithDefault("8388608")
  int answerBytesMax();

  /** Longest silence while a file flows. */
  @WithDefault("30s")
  Duration fileIdleTimeout();
}
