package dev.milena.platform.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.platform.EventStream;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Media;
import dev.milena.platform.OutboundConnector;
import dev.milena.platform.Platform;
import dev.milena.platform.Webhook;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One platform as its contracts hold it: its beans, its simulator, and how its wire form is written
 * down. Everything that a platform does not do is said here, so that the contracts can check the
 * refusal instead of skipping the test.
 */
public interface Harness {
  /** What tells this kind of account from the platform's others; empty where there is one. */
  default String kind() {
    return "";
  }

  /** The same one at every call. */
  PlatformSimulator simulator();

  /** The platform's beans, made by their constructors. */
  Beans beans();

  default Platform platform() {
    return beans().platform();
  }

  default OutboundConnector outbound() {
    return beans().outbound();
  }

  /** Absent: this platform never calls us. */
  default Optional<Webhook> webhook() {
    return beans().webhook();
  }

  /** Absent: there is nothing to listen to. */
  default Optional<EventStream> stream() {
    return beans().stream();
  }

  /** Absent: files of this platform have public addresses. */
  default Optional<Media> media() {
    return beans().media();
  }

  /** What a platform consists of. */
  record Beans(
      Platform platform,
      OutboundConnector outbound,
      Optional<Webhook> webhook,
      Optional<EventStream> stream,
      Optional<Media> media) {
    /** A platform that only takes calls. */
    public Beans(Platform platform, OutboundConnector outbound) {
      this(platform, outbound, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same, which calls us. */
    public Beans with(Webhook called) {
      return new Beans(platform, outbound, Optional.of(called), stream, media);
    }

    /** The same, which is listened to. */
    public Beans with(EventStream heard) {
      return new Beans(platform, outbound, webhook, Optional.of(heard), media);
    }

    /** The same, whose files only it can fetch. */
    public Beans with(Media opened) {
      return new Beans(platform, outbound, webhook, stream, Optional.of(opened));
    }
  }

  /**
   * What the operator changes in the settings that the simulator hands out, so that the account is
   * a stream.
   */
  default ObjectNode asStream(ObjectNode settings) {
    return settings;
  }

  /** A body as the platform would send it now: with its headers, secret or signature. */
  InboundRequest authentic(Account account, byte[] body);

  /** The same body from somebody who does not know the secret. */
  InboundRequest forged(Account account, byte[] body);

  /** A text message of a person in the platform's own form. */
  byte[] message(Account account, Said said);

  /** An input of a kind that the platform might add tomorrow. */
  byte[] unknown(Account account);

  /** An input that nobody could read. */
  default byte[] broken() {
    return "{\"broken\":".getBytes(StandardCharsets.UTF_8);
  }

  /** Whether anybody looks at the account's credentials when something is sent. */
  default boolean checksCredentials() {
    return true;
  }

  /** Whether the hub is told when somebody closes a form without sending it. */
  default boolean tellsOfClosedForms() {
    return true;
  }

  /** What people can do here beside writing. */
  default Set<Gesture> gestures() {
    return EnumSet.allOf(Gesture.class);
  }

  /** Whether inbound text carries marks. */
  default boolean readsMarks() {
    return true;
  }

  /**
   * Whether the platform's input names the message, so that a repeat can be told from a second
   * message.
   */
  default boolean namesMessages() {
    return true;
  }

  /** A chat of this platform that no test has used; where ids are numbers, one above 32 bits. */
  default String newConversation() {
    return Long.toString(newId());
  }

  /**
   * A message id that no test has used; where ids are numbers, one above 32 bits if the platform
   * has such.
   */
  default String newMessage() {
    return Long.toString(newId());
  }

  private static long newId() {
    return 5_000_000_000L + ThreadLocalRandom.current().nextLong(1_000_000_000L);
  }

  /** What people can do on some platforms and not on others. */
  enum Gesture {
    SEND_FILE,
    EDIT,
    REPLY,
    PRESS
  }
}
