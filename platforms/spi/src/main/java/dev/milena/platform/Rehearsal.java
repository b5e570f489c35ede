package dev.milena.platform;

import dev.milena.model.Account;
import dev.milena.model.AccountRef;

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

  /** Reads one input, whatever door it would come through: that is told from its shape. */
  Reading read(Account account, byte[] input);

  /** What became of an input. */
  sealed interface Reading {
    /** A webhook would do this. */
    record Received(Reception reception) implements Reading {}

    /** Steering of a connection: no event, nothing to answer over HTTP. */
    record Control(String reason) implements Reading {}
  }
}
