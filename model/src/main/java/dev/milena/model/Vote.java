package dev.milena.model;

import java.util.List;

/**
 * What somebody chose in a poll.
 *
 * @param id of the poll
 * @param options all that are chosen now; empty: the vote was taken back
 */
public record Vote(String id, List<String> options) {
  public Vote {
    Words.requirePart(id, "poll id");
    options = Lists.copy(options);
  }
}
