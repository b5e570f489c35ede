package dev.milena.model;

import java.util.List;

/**
 * A text that a platform has approved before, with what stands for its blanks.
 *
 * @param name by which the platform knows it
 * @param language of which it is there, as the platform writes it, for example {@code en_US}
 * @param values what stands for the blanks of its text, in their order
 */
public record Template(String name, String language, List<String> values) {
  public Template {
    Words.require(name, "name of the template");
    Words.require(language, "language of the template");
    values = Lists.copy(values);
  }

  /** The values belong to people. */
  @Override
  public String toString() {
    return "Template[" + name + ", " + language + "]";
  }
}
