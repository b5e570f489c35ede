package dev.milena.router.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milena.router.api.Problem.Flaw;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlawsTest {
  enum Colour {
    RED,
    GREEN
  }

  record Part(String name, Colour colour, Integer size) {}

  record Whole(List<Part> parts) {}

  private static Problem problem(String json) {
    try {
      new StrictJson.Reading()
          .apply(new ObjectMapper(), Whole.class)
          .readValue(json.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      return Flaws.problem(e);
    }
    throw new AssertionError("was taken");
  }

  @Test
  void unknownFieldIsNamedWithThoseThatThereAre() {
    Flaw flaw = problem("{'parts':[{'nam':'canary'}]}").errors().getFirst();

    assertThat(flaw.field()).isEqualTo("parts[0].nam");
    assertThat(flaw.problem()).contains("colour, name, size").doesNotContain("canary");
  }

  @Test
  void wordThatIsNoneOfTheListIsNamedWithTheList() {
    Flaw flaw = problem("{'parts':[{'colour':'canary'}]}").errors().getFirst();

    assertThat(flaw.field()).isEqualTo("parts[0].colour");
    assertThat(flaw.problem()).contains("red, green").doesNotContain("canary");
  }

  @Test
  void valueOfAnotherTypeIsNotRepeated() {
    assertThat(problem("{'parts':[{'size':'canary'}]}").toString())
        .contains("parts[0].size")
        .doesNotContain("canary");
    assertThat(problem("{'parts':[{'name':12345678}]}").toString())
        .contains("parts[0].name")
        .doesNotContain("12345678");
    assertThat(problem("{'parts':'canary'}").toString()).contains("parts").doesNotContain("canary");
  }

  @Test
  void whatIsNoJsonIsToldByItsPlace() {
    Problem problem = problem("{'parts': canary}");

    assertThat(problem.type()).endsWith("unreadable");
    assertThat(problem.detail()).contains("line 1").doesNotContain("canary");
  }
}
