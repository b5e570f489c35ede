package dev.milena.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * What a form asks for in one place.
 *
 * @param id by which the answer is named
 * @param label what stands beside it
 * @param kind what is asked for
 * @param required whether it must be filled in
 * @param hint a sentence of help
 * @param placeholder what stands in it as long as it is empty
 * @param initial what it holds at first: the words, the picked values, {@code true} for a yes
 * @param minLength fewest characters of a text
 * @param maxLength most characters of a text
 * @param pattern a regular expression (RE2) that the whole text must match
 * @param complaint what a person is told whose answer does not do; absent: a sentence in English
 * @param choices what can be picked
 */
public record FormField(
    String id,
    String label,
    Kind kind,
    boolean required,
    Optional<String> hint,
    Optional<String> placeholder,
    List<String> initial,
    Optional<Integer> minLength,
    Optional<Integer> maxLength,
    Optional<String> pattern,
    Optional<String> complaint,
    List<Choice> choices) {

  /** What is asked for. */
  public enum Kind {
    /** A line. */
    @JsonProperty("text")
    TEXT,
    /** Several lines. */
    @JsonProperty("paragraph")
    PARAGRAPH,
    /** Digits, with a sign and a decimal point if need be. */
    @JsonProperty("number")
    NUMBER,
    /** An e-mail address. */
    @JsonProperty("email")
    EMAIL,
    /** One of the choices. */
    @JsonProperty("choice")
    CHOICE,
    /** Any of the choices. */
    @JsonProperty("choices")
    CHOICES,
    /** {@code true} or {@code false}. */
    @JsonProperty("yes_no")
    YES_NO;

    /** Whether something is typed rather than picked. */
    public boolean isTyped() {
      return switch (this) {
        case TEXT, PARAGRAPH, NUMBER, EMAIL -> true;
        case CHOICE, CHOICES, YES_NO -> false;
      };
    }
  }

  public FormField {
    Words.require(id, "id of a field");
    Words.require(label, "label of a field");
    kind = kind == null ? Kind.TEXT : kind;
    initial = Lists.copy(initial);
    choices = Lists.copy(choices);
  }

  public static Builder of(String id, String label, Kind kind) {
    return new Builder(id, label, kind);
  }

  /** The words belong to people. */
  @Override
  public String toString() {
    return "FormField[" + id + ", " + kind + "]";
  }

  /** Collects what a field has beside its id, its label and its kind. */
  public static final class Builder {
    private final String id;
    private final String label;
    private final Kind kind;
    private boolean required;
    private String hint;
    private String placeholder;
    private List<String> initial = List.of();
    private Integer minLength;
    private Integer maxLength;
    private String pattern;
    private String complaint;
    private List<Choice> choices = List.of();

    private Builder(String id, String label, Kind kind) {
      this.id = id;
      this.label = label;
      this.kind = kind;
    }

    public Builder required() {
      this.required = true;
      return this;
    }

    public Builder hint(String hint) {
      this.hint = hint;
      return this;
    }

    public Builder placeholder(String placeholder) {
      this.placeholder = placeholder;
      return this;
    }

    public Builder initial(String... values) {
      this.initial = List.of(values);
      return this;
    }

    public Builder length(int min, int max) {
      this.minLength = min;
      this.maxLength = max;
      return this;
    }

    public Builder pattern(String pattern) {
      this.pattern = pattern;
      return this;
    }

    public Builder complaint(String complaint) {
      this.complaint = complaint;
      return this;
    }

    public Builder choices(Choice... choices) {
      this.choices = List.of(choices);
      return this;
    }

    public FormField build() {
      return new FormField(
          id,
          label,
          kind,
          required,
          Optional.ofNullable(hint),
          Optional.ofNullable(placeholder),
          initial,
          Optional.ofNullable(minLength),
          Optional.ofNullable(maxLength),
          Optional.ofNullable(pattern),
          Optional.ofNullable(complaint),
          choices);
    }
  }
}
