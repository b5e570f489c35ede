package dev.milena.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What travels with a form and comes back with its answers, so that nobody has to remember it: the
 * state that a program gave along, and what the platform itself cannot check. Written as {@code
 * f1.} and letters, digits, dashes and underscores, which mean nothing to any platform. Pure.
 *
 * @param state as {@link Form#state()}
 * @param conversation where it was asked for, for platforms that do not say so with the answers
 * @param thread in which thread of it
 * @param demands what ingress is to look at
 */
public record FormNote(
    @JsonProperty("s") Optional<String> state,
    @JsonProperty("a") Optional<String> conversation,
    @JsonProperty("t") Optional<String> thread,
    @JsonProperty("d") List<FieldDemand> demands) {
  private static final String MARK = "f1.";

  public FormNote {
    demands = Lists.copy(demands);
  }

  /** For a platform that checks nothing. */
  public static FormNote of(Form form) {
    return of(form, demand -> demand);
  }

  /** For a platform that checks some of it by itself: {@code left} is what it does not. */
  public static FormNote of(Form form, UnaryOperator<FieldDemand> left) {
    return new FormNote(
        form.state(),
        Optional.empty(),
        Optional.empty(),
        form.fields().stream().map(FieldDemand::of).map(left).filter(FieldDemand::asks).toList());
  }

  /** The same, saying where the form was asked for. */
  public FormNote at(Address place) {
    return new FormNote(state, Optional.of(place.conversation()), place.thread(), demands);
  }

  /** Undoes {@link #text()}; empty for what is not such a note. */
  public static Optional<FormNote> parse(String text) {
    if (!text.startsWith(MARK)) {
      return Optional.empty();
    }
    try {
      byte[] json = Base64.getUrlDecoder().decode(text.substring(MARK.length()));
      return Optional.of(Json.read(json, FormNote.class));
    } catch (IllegalArgumentException | Json.UnreadableException _) {
      return Optional.empty();
    }
  }

  public String text() {
    return MARK
        + new String(
            Base64.getUrlEncoder().withoutPadding().encode(Json.bytes(this)),
            StandardCharsets.US_ASCII);
  }

  /**
   * What is wrong with answers, by the ids of their fields; empty where they do.
   *
   * @param given by the ids of fields; a field that is not there was left empty
   */
  public Map<String, String> complaints(Map<String, List<String>> given) {
    Map<String, String> complaints = new LinkedHashMap<>();
    for (FieldDemand demand : demands) {
      demand
          .complaintAbout(given.getOrDefault(demand.id(), List.of()))
          .ifPresent(complaint -> complaints.put(demand.id(), complaint));
    }
    return complaints;
  }

  /** Holds words of a program's. */
  @Override
  public String toString() {
    return "FormNote[" + demands.size() + " demands]";
  }
}
