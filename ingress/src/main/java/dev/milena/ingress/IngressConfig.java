package dev.milena.ingress;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the ingress stage. */
@ConfigMapping(prefix = "milena.ingress")
public interface IngressConfig {
  /**
   * Bytes of bodies that may be in memory at once, over all webhooks; more is answered 503.
   * Sixty-four times the largest body of most platforms, and a quarter of a small pod's heap.
   */
  @WithDefault("67108864")
  long bodyBytesInFlightMax();

  /**
   * How long a caller is asked to stay away when Kafka did not acknowledge. Platforms clamp or
   * ignore it.
   */
  @WithDefault("2s")
  Duration retryAfter();

  /**
   * Refusals logged per second; the rest is only counted, so that a flood of wrong secrets cannot
   * fill a disk.
   */
  @WithDefault("20")
  int refusalsLoggedPerSecond();

  /** Streams (long polling, sockets). */
  Streams streams();

  /** Files fetched through the hub. */
  Media media();

  /** Connections of people's own programs: sockets and server-sent events. */
  Connections connections();

  /** When nothing more is taken, because what was taken is not processed in time. */
  Backlog backlog();

  /** Settings of the look at the router's progress. */
  interface Backlog {
    /**
     * How often Kafka is asked how far the router is: five requests each time. A hundredth of the
     * time in which a day's retention goes from four fifths to its end would be three minutes.
     */
    @WithDefault("30s")
    Duration checkEvery();

    /** Consumer group of the routers, whose committed offsets are what is processed. */
    @WithDefault("milena-router")
    String group();

    /**
     * From what share of the retention on webhooks are answered 503 and streams wait: the age of
     * the oldest event that is not processed. The rest is the time in which the router can catch
     * up.
     */
    @WithDefault("0.8")
    double refuseFrom();
  }

  /** Settings of connections. */
  interface Connections {
    /**
     * Connections that one process holds; more are answered 503, and may be taken by another. Each
     * takes some ten kilobytes when it is quiet.
     */
    @WithDefault("10000")
    int max();
  }

  /** Settings of streams. */
  interface Streams {
    /**
     * Consumer group whose members share the accounts with streams. Deployments with different
     * filters need names of their own.
     */
    @WithDefault("milena-streams")
    String group();

    /**
     * How long Kafka waits for a member before it hands its accounts to another. Between 6 s and 10
     * s suits: hand-over in seconds, and no flapping in a garbage collection.
     */
    @WithDefault("8s")
    Duration sessionTimeout();

    /** First pause after a lost connection; doubles up to {@link #retryMax()}. */
    @WithDefault("1s")
    Duration retryMin();

    /** Longest pause after a lost connection. */
    @WithDefault("60s")
    Duration retryMax();

    /** Pause after somebody else turned out to listen with the same credentials. */
    @WithDefault("30s")
    Duration conflictPause();

    /** How long an account is left to another deployment that claimed it after us. */
    @WithDefault("5m")
    Duration yieldFor();

    /**
     * A conflict this soon after taking over is the former owner letting go; later it is a
     * configuration error.
     */
    @WithDefault("10s")
    Duration handOver();
  }

  /** Settings of {@code GET /media/{token}}. */
  interface Media {
    /**
     * Largest file that is passed on. Telegram's own bound for downloads is 20 MB; others allow
     * more.
     */
    @WithDefault("52428800")
    long bytesMax();

    /**
     * Downloads at once; more are answered 503. Each holds one connection each way and a few
     * buffers.
     */
    @WithDefault("64")
    int concurrentMax();

    /** How long the platform may take to start sending. */
    @WithDefault("15s")
    Duration openTimeout();
  }
}
