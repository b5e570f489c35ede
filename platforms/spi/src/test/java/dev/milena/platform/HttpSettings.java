package dev.milena.platform;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** All defaults of {@link HttpConfig}, some of which a test changes. */
record HttpSettings(
    boolean allowPrivate,
    Optional<Set<String>> privateHosts,
    Optional<String> ownUrl,
    Duration connectTimeout,
    int connectionsPerHost,
    int waitingCallsMax,
    Duration keepAlive,
    int answerBytesMax,
    Duration fileIdleTimeout)
    implements HttpConfig {
  static final HttpSettings DEFAULTS =
      new HttpSettings(
          false,
          Optional.empty(),
          Optional.empty(),
          Duration.ofSeconds(3),
          256,
          1024,
          Duration.ofSeconds(20),
          8 * 1024 * 1024,
          Duration.ofSeconds(30));

  /** Local servers may be called. */
  static final HttpSettings LOCAL = DEFAULTS.allowing(true);

  HttpSettings allowing(boolean newAllowPrivate) {
    return new HttpSettings(
        newAllowPrivate,
        privateHosts,
        ownUrl,
        connectTimeout,
        connectionsPerHost,
        waitingCallsMax,
        keepAlive,
        answerBytesMax,
        fileIdleTimeout);
  }

  /** These may be private. */
  HttpSettings naming(String... hosts) {
    return new HttpSettings(
        allowPrivate,
        Optional.of(Set.of(hosts)),
        ownUrl,
        connectTimeout,
        connectionsPerHost,
        waitingCallsMax,
        keepAlive,
        answerBytesMax,
        fileIdleTimeout);
  }

  HttpSettings pool(int connections, int waiting) {
    return new HttpSettings(
        allowPrivate,
        privateHosts,
        ownUrl,
        connectTimeout,
        connections,
        waiting,
        keepAlive,
        answerBytesMax,
        fileIdleTimeout);
  }

  HttpSettings idle(Duration fileIdle) {
    return new HttpSettings(
        allowPrivate,
        privateHosts,
        ownUrl,
        connectTimeout,
        connectionsPerHost,
        waitingCallsMax,
        keepAlive,
        answerBytesMax,
        fileIdle);
  }
}
