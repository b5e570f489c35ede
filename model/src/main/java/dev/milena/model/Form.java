package dev.milena.model;

import java.util.List;
import java.util.Optional;

/**
 * A form that one person fills in. What they send is an {@code interaction.submitted} with the
 * form's id as {@code interaction.actionId}, and by the names of the fields what they said as
 * {@code interaction.context.fields}.
 *
 * @param id tells the program that reads the answers which form this was
 * @param title what stands above it
 * @param submitLabel what stands on the button that sends it; absent: the platform's own word
 * @param fields at most {@link #FIELDS_MAX}, each with an id of its own
 * @param state comes back as {@code interaction.context.state}; people do not see it
 */
public record Form(
    String id,
    String title,
    Optional<String> submitLabel,
    List<FormField> fields,
    Optional<String> state) {
  /** Half of what the most generous platform shows; nobody fills in more at once. */
  public static final int FIELDS_MAX = 50;

  public Form {
    Words.require(id, "id of the form");
    Words.require(title, "title of the form");
    fields = Lists.copy(fields);
    if (fields.size() > FIELDS_MAX) {
      throw new IllegalArgumentException("A form has at most " + FIELDS_MAX + " fields");
    }
    if (fields.stream().map(FormField::id).distinct().count() < fields.size()) {
      throw new IllegalArgumentException("Each field of a form has an id of its own");
    }
  }

  /** The words belong to people. */
  @Override
  public String toString() {
    return "Form[" + id + ", " + fields.size() + " fields]";
  }
}
