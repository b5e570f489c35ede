package dev.milena.platform.testkit;

import dev.milena.model.Choice;
import dev.milena.model.Form;
import dev.milena.model.FormField;
import dev.milena.model.FormField.Kind;
import java.util.List;
import java.util.Optional;

/** A form with a field of every kind, and all that a field can have. */
public final class FormOfEveryKind {
  private FormOfEveryKind() {}

  public static Form form() {
    Choice[] colours = {Choice.of("Red", "r"), Choice.of("Blue", "b")};
    return new Form(
        "order",
        "Your order",
        Optional.of("Order"),
        List.of(
            FormField.of("name", "Name", Kind.TEXT)
                .required()
                .length(2, 40)
                .hint("As on the bell")
                .placeholder("Anna")
                .initial("A")
                .build(),
            FormField.of("code", "Code", Kind.TEXT)
                .pattern("[A-Z]{2}-[0-9]{3}")
                .complaint("Two letters, a dash, three digits.")
                .build(),
            FormField.of("words", "Words", Kind.PARAGRAPH).build(),
            FormField.of("count", "How many", Kind.NUMBER).build(),
            FormField.of("mail", "Mail", Kind.EMAIL).build(),
            FormField.of("one", "One", Kind.CHOICE).choices(colours).initial("b").build(),
            FormField.of("any", "Any", Kind.CHOICES).choices(colours).initial("r").build(),
            FormField.of("gift", "A gift", Kind.YES_NO).initial("true").build()),
        Optional.of("42"));
  }
}
