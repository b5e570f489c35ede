package dev.milena.router.api.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedactionTest {
  private final List<String> unknown = new ArrayList<>();

  private static ObjectNode json(String text) {
    return Json.object(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void textsAreHiddenAtEveryDepth() {
    ObjectNode hidden =
        Redaction.hide(json("{'token':'t','nested':{'key':'k','list':['a',{'b':'c'}]}}"));

    assertThat(hidden)
        .isEqualTo(json("{'token':'•••','nested':{'key':'•••','list':['•••',{'b':'•••'}]}}"));
  }

  @Test
  void whatMeansTheSameEverywhereIsShown() {
    ObjectNode settings =
        json(
            "{'path':'/hook','linking':'code','unknown':'park','texts':{'chat-closed':'Bye'},'mode':'poll',"
                + "'base-url':'https://example.org/x','visitor-id':'guid'}");

    assertThat(Redaction.hide(settings)).isEqualTo(settings);
  }

  @Test
  void addressThatMayCarryCredentialsIsHidden() {
    assertThat(Redaction.hide(json("{'base-url':'https://u:p@example.org'}")))
        .isEqualTo(json("{'base-url':'•••'}"));
    assertThat(Redaction.hide(json("{'base-url':'https://example.org/?key=1'}")))
        .isEqualTo(json("{'base-url':'•••'}"));
  }

  @Test
  void numbersAreShownUnlessTheyMayBeAPin() {
    assertThat(Redaction.hide(json("{'rate':30,'debug':true,'as-text':'false','none':null}")))
        .isEqualTo(json("{'rate':30,'debug':true,'as-text':'false','none':null}"));
    assertThat(Redaction.hide(json("{'pin':123456,'pin-text':'1234'}")))
        .isEqualTo(json("{'pin':'•••','pin-text':'•••'}"));
  }

  @Test
  void hidingLeavesTheOriginalAsItIs() {
    ObjectNode settings = json("{'token':'t','list':['a']}");

    Redaction.hide(settings);

    assertThat(settings).isEqualTo(json("{'token':'t','list':['a']}"));
  }

  @Test
  void whatComesBackHiddenIsTakenFromTheStore() {
    Optional<ObjectNode> stored = Optional.of(json("{'token':'t','nested':{'list':['a','b']}}"));

    ObjectNode filled =
        Redaction.fill(json("{'token':'•••','nested':{'list':['new','•••']}}"), stored, unknown);

    assertThat(filled).isEqualTo(json("{'token':'t','nested':{'list':['new','b']}}"));
    assertThat(unknown).isEmpty();
  }

  @Test
  void whatIsHiddenAndNotStoredIsNamed() {
    Redaction.fill(json("{'a':{'b':'•••'},'c':['•••']}"), Optional.empty(), unknown);

    assertThat(unknown).containsExactly("a.b", "c[0]");
  }
}
