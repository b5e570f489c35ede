package dev.milena.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.milena.model.FormField.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormNoteTest {
  private static final FormField NAME =
      FormField.of("name", "Name", Kind.TEXT).required().length(2, 5).build();

  private static Form form(FormField... fields) {
    return new Form("f", "Form", Optional.empty(), List.of(fields), Optional.of("{token} \"x\""));
  }

  private static Optional<String> complaint(FormField field, String... given) {
    return FieldDemand.of(field).complaintAbout(List.of(given));
  }

  @Test
  void noteComesBackAsItWasAndMeansNothingToAnybodyElse() {
    // Given
    FormNote note = FormNote.of(form(NAME, FormField.of("free", "Free", Kind.TEXT).build()));

    // When
    String text = note.text();

    // Then
    assertThat(text).matches("f1\\.[A-Za-z0-9_-]+");
    assertThat(FormNote.parse(text)).hasValue(note);
    assertThat(note.demands()).as("a field that asks nothing").hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "order-42", "f1.", "f1.%%%", "f1.e30x", "f1.bnVsbA", "f1.WzFd"})
  void whatIsNoNoteIsNone(String text) {
    assertThat(FormNote.parse(text).filter(note -> !note.demands().isEmpty())).isEmpty();
  }

  @Test
  void whatDoesNotDoIsNamedByItsField() {
    // Given
    FormNote note =
        FormNote.of(
            form(NAME, FormField.of("mail", "Mail", Kind.EMAIL).complaint("Which mail?").build()));

    // When / Then
    assertThat(note.complaints(Map.of("name", List.of("A"), "mail", List.of("nobody"))))
        .isEqualTo(Map.of("name", "Please give at least 2 characters.", "mail", "Which mail?"));
    assertThat(note.complaints(Map.of("name", List.of("Anna")))).isEmpty();
    assertThat(note.complaints(Map.of())).containsOnlyKeys("name");
  }

  @ParameterizedTest
  @CsvSource({
    "text,anything,true", "number,12,true", "number,-1.5,true", "number,'1,5',true",
    "number,1e5,false", "number,one,false", "email,a@b,true", "email,a b@c,false",
    "email,@,false", "choice,l,true", "choice,x,false", "choices,s,true"
  })
  void kindsAreKept(String kind, String given, boolean does) {
    FormField field =
        FormField.of("x", "X", Json.mapper().convertValue(kind, Kind.class))
            .choices(
                kind.startsWith("choice")
                    ? new Choice[] {Choice.of("Large", "l"), new Choice("s", Optional.empty())}
                    : new Choice[] {})
            .build();
    assertThat(complaint(field, given).isEmpty()).isEqualTo(does);
  }

  @Test
  void lengthIsThatOfCharactersPeopleSee() {
    assertThat(complaint(NAME, "👋👋👋👋👋")).isEmpty();
    assertThat(complaint(NAME, "👋👋👋👋👋👋")).hasValue("Please give at most 5 characters.");
    FormField free = FormField.of("x", "X", Kind.PARAGRAPH).build();
    assertThat(complaint(free, "x".repeat(FieldDemand.TEXT_MAX))).isEmpty();
    assertThat(complaint(free, "x".repeat(FieldDemand.TEXT_MAX + 1))).isPresent();
  }

  @Test
  void patternIsForTheWholeText() {
    FormField code = FormField.of("x", "X", Kind.TEXT).pattern("[A-Z]{2}-[0-9]{3}").build();
    assertThat(complaint(code, "AB-123")).isEmpty();
    assertThat(complaint(code, "AB-1234")).isPresent();
    assertThat(complaint(code)).as("left empty, and not required").isEmpty();
  }

  @Test
  void requiredYesIsAYes() {
    FormField terms = FormField.of("x", "I agree", Kind.YES_NO).required().build();
    assertThat(complaint(terms, "true")).isEmpty();
    assertThat(complaint(terms, "false")).hasValue("Please confirm this.");
  }

  /** With backtracking this takes longer than the sun will shine. */
  @Test
  @Timeout(60)
  void noPatternTakesLongerThanTheTextIsLong() {
    FormField field = FormField.of("x", "X", Kind.TEXT).pattern("(a*)*(a*)*(a*)*b").build();
    assertThat(complaint(field, "a".repeat(FieldDemand.TEXT_MAX))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "(?=x)x",
        "\\1",
        "a{1001}",
        "((a{1000}){1000}){1000}",
        "(x{0,100}){0,100}",
        "(a{50}){50}"
      })
  void whatCannotBeReadInThatTimeIsNoPattern(String pattern) {
    assertThat(FieldDemand.isPattern(pattern)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[A-Z]{2}-[0-9]{3}", "[a-z]{1,40}@[a-z]{1,60}", "\\+?[0-9 ]{6,20}", ".*{x}.*"})
  void whatPeopleAskForIsOne(String pattern) {
    assertThat(FieldDemand.isPattern(pattern)).isTrue();
  }

  @Test
  void formHasBounds() {
    FormField[] many =
        IntStream.rangeClosed(0, Form.FIELDS_MAX)
            .mapToObj(i -> FormField.of("f" + i, "F", Kind.TEXT).build())
            .toArray(FormField[]::new);
    assertThatIllegalArgumentException().isThrownBy(() -> form(many));
    assertThatIllegalArgumentException().isThrownBy(() -> form(NAME, NAME));
  }
}
