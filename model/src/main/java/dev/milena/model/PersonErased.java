package dev.milena.model;

import java.time.Instant;

/**
 * The word to readers of {@code milena.accepted} that somebody is to be forgotten: whatever they
 * keep under that {@code ce_person}, and whatever may still come under it.
 *
 * @param erasure names the erasure: told twice, it is the same
 * @param person as in {@code ce_person}; never given to anybody else
 * @param at when the hub forgot them
 */
public record PersonErased(String erasure, String person, Instant at) {
  /** The CloudEvents type. */
  public static final String TYPE = Event.TYPE_PREFIX + "person.erased";

  public PersonErased {
    Words.require(erasure, "erasure id");
    Words.require(person, "person");
    Words.requirePart(at, "time at");
  }
}
