package dev.milena.platform;

import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;

/**
 * Lets anyone see what the hub would do with an input, without a server, a network or secrets. One
 * bean per platform; it runs the very code that ingress runs.
 */
public interface Rehearsal {
  /** Key of the platform. */
  String platform();

  /**
   * An account with made-up credentials.
   *
   * @param ref its name
   * @param ownId the account's own id at the platform; empty: any
   */
  Account stage(AccountRef ref, String ownId);

  /** Reads one input, bare or as {@link Kept} says. */
  default Reading read(Account account, byte[] input) {
    try {
      return readBody(account, Kept.input(input));
    } catch (Json.UnreadableException e) {
      return Reading.unreadable(e.getMessage());
    }
  }

  /**
   * Reads the body of one input, whatever door it would come through: that is told from its shape.
   *
   * @throws Json.UnreadableException when nobody could
   */
  Reading readBody(Account account, byte[] body);

  /** What became of an input. */
  sealed interface Reading {
    /** A webhook would do this. */
    record Received(Reception reception) implements Reading {}

    /** A webhook would refuse it. */
    static Reading unreadable(String why) {
      return new Received(new Reception.Refused(Reception.Cause.UNREADABLE, why));
    }

    /** Steering of a connection: no event, nothing to answer over HTTP. */
    record Control(String reason) implements Reading {}
  }
}
