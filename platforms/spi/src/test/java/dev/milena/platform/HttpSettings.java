package dev.milena.platform;

import java.time.Duration;

/** All defaults of {@link HttpConfig}, some of which a test changes. */
record HttpSettings(
    boolean allowPrivate,
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
        connectTimeout,
        connectionsPerHost,
        waitingCallsMax,
        keepAlive,
        answerBytesMax,
        fileIdle);
  }
}
