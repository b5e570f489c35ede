package dev.milena.platform.webim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Account;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reception;
import dev.milena.platform.testkit.Posted;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallbackGuardTest {
  private static final String TYPING = "{\"event\":\"typing\",\"visitor_id\":\"v\"}";
  private static final String TYPING_WITH_KEY =
      "{\"event\":\"typing\",\"visitor_id\":\"v\",\"secretKey\":\"CALLBACK\"}";
  private static final String NEW_CHAT = "{\"event\":\"new_chat\",\"chat\":{\"id\":1}}";
  private static final String NEW_CHAT_WITH_KEY =
      "{\"event\":\"new_chat\",\"chat\":{\"id\":1},\"secretKey\":\"CALLBACK\"}";

  @ParameterizedTest
  @CsvSource({
    "Authorization, CALLBACK, true",
    "authorization, Token CALLBACK, true",
    "Authorization, Bearer CALLBACK, true",
    "Authorization, Token CALLBACKS, false",
    "Authorization, CALLBAC, false",
    "X-Token, CALLBACK, true",
    "X-Token, callback, false",
    "X-Other, CALLBACK, false"
  })
  void tokenInAHeaderOpensTheChannel(String name, String value, boolean taken) {
    assertThat(taken(Accounts.channel(), Posted.at(Calls.NOON, "", bytes(TYPING), name, value)))
        .isEqualTo(taken);
  }

  @Test
  void tokenInTheQueryOpensTheChannel() {
    assertThat(taken(Accounts.channel(), withQuery("CALLBACK"))).isTrue();
    assertThat(taken(Accounts.channel(), withQuery("other"))).isFalse();
  }

  @Test
  void tokenInTheBodyOpensTheChannel() {
    assertThat(taken(Accounts.channel(), Posted.at(Calls.NOON, "", bytes(TYPING_WITH_KEY))))
        .isTrue();
    assertThat(taken(Accounts.channel(), Posted.at(Calls.NOON, "", bytes(TYPING)))).isFalse();
  }

  @Test
  void firstPlaceThatIsFilledMustHoldTheToken() {
    assertThat(
            taken(
                Accounts.channel(),
                Posted.at(Calls.NOON, "", bytes(TYPING_WITH_KEY), "X-Token", "wrong")))
        .isFalse();
  }

  @Test
  void placesAndFormsAreThoseOfTheMapping() {
    Account account =
        Accounts.channel(
            "/channel/inbound/auth",
            "{\"in\":\"header:X-Hub\",\"equals\":\"key={callbackToken}\"}");

    assertThat(taken(account, Posted.at(Calls.NOON, "", bytes(TYPING), "X-Hub", "key=CALLBACK")))
        .isTrue();
    assertThat(
            taken(account, Posted.at(Calls.NOON, "", bytes(TYPING), "Authorization", "CALLBACK")))
        .isFalse();
  }

  @Test
  void chatHandlersWithBasicReachAChannelThatAlsoHasAToken() {
    Account account = Accounts.channel("/callback-user", "\"hub\"", "/callback-password", "\"pw\"");

    assertThat(
            taken(
                account,
                Posted.at(Calls.NOON, "", bytes(TYPING), "Authorization", basic("hub:pw"))))
        .isTrue();
    assertThat(
            taken(
                account,
                Posted.at(Calls.NOON, "", bytes(TYPING), "Authorization", basic("hub:no"))))
        .isFalse();
    assertThat(taken(account, Posted.at(Calls.NOON, "", bytes(TYPING), "X-Token", "CALLBACK")))
        .isTrue();
  }

  @Test
  void channelWithoutCallbackCredentialsTakesNothingAndSaysSo() {
    Account account = Accounts.channel("/callback-token", "\"\"");

    Reception reception =
        Calls.receive(account, Posted.at(Calls.NOON, "", bytes(TYPING), "Authorization", ""));

    assertThat(reception).isInstanceOf(Reception.Refused.class);
    assertThat(((Reception.Refused) reception).cause()).isEqualTo(Reception.Cause.UNAUTHENTICATED);
    assertThat(((Reception.Refused) reception).explanation()).contains("set callback-token");
  }

  @ParameterizedTest
  @CsvSource({"hub:pw, true", "hub:pv, false", "pw:hub, false", "'', false"})
  void robotIsOpenedByBasic(String pair, boolean taken) {
    Account account =
        Accounts.bot(
            "/callback-token", "\"\"", "/callback-user", "\"hub\"", "/callback-password", "\"pw\"");

    assertThat(
            taken(
                account, Posted.at(Calls.NOON, "", bytes(NEW_CHAT), "Authorization", basic(pair))))
        .isEqualTo(taken);
  }

  @Test
  void robotIsOpenedByTheKeyInTheBody() {
    assertThat(taken(Accounts.bot(), Posted.at(Calls.NOON, "", bytes(NEW_CHAT_WITH_KEY)))).isTrue();
    assertThat(taken(Accounts.bot(), Posted.at(Calls.NOON, "", bytes(NEW_CHAT)))).isFalse();
    assertThat(
            taken(
                Accounts.bot(),
                Posted.at(Calls.NOON, "", bytes(NEW_CHAT), "Authorization", "CALLBACK")))
        .isFalse();
  }

  @Test
  void robotWithBothCredentialsWantsBoth() {
    Account account = Accounts.bot("/callback-user", "\"hub\"", "/callback-password", "\"pw\"");

    assertThat(
            taken(
                account,
                Posted.at(Calls.NOON, "", bytes(NEW_CHAT), "Authorization", basic("hub:pw"))))
        .isFalse();
    assertThat(taken(account, Posted.at(Calls.NOON, "", bytes(NEW_CHAT_WITH_KEY)))).isFalse();
    assertThat(
            taken(
                account,
                Posted.at(
                    Calls.NOON, "", bytes(NEW_CHAT_WITH_KEY), "Authorization", basic("hub:pw"))))
        .isTrue();
  }

  @Test
  void robotWithoutCredentialsTakesNothing() {
    Account account = Accounts.bot("/callback-token", "\"\"");

    assertThat(
            taken(account, Posted.at(Calls.NOON, "", bytes(NEW_CHAT), "Authorization", basic(":"))))
        .isFalse();
  }

  @Test
  void unreadableBodyIsToldApartFromAWrongToken() {
    byte[] broken = bytes("{\"event\":");

    assertThat(cause(Posted.at(Calls.NOON, "", broken, "X-Token", "CALLBACK")))
        .isEqualTo(Reception.Cause.UNREADABLE);
    assertThat(cause(Posted.at(Calls.NOON, "", broken, "X-Token", "wrong")))
        .isEqualTo(Reception.Cause.UNAUTHENTICATED);
  }

  @Test
  void otherMethodsAndAddressesAreNotServed() {
    InboundRequest call = Calls.call(bytes(TYPING));
    InboundRequest get =
        new InboundRequest("GET", "", call.headers(), call.query(), call.body(), call.receivedAt());

    assertThat(cause(get)).isEqualTo(Reception.Cause.NOT_SERVED);
    assertThat(cause(Posted.at(Calls.NOON, "/v2", bytes(TYPING), "X-Token", "CALLBACK")))
        .isEqualTo(Reception.Cause.NOT_SERVED);
  }

  private static Reception.Cause cause(InboundRequest request) {
    return ((Reception.Refused) Calls.receive(Accounts.channel(), request)).cause();
  }

  private static boolean taken(Account account, InboundRequest request) {
    return Calls.receive(account, request) instanceof Reception.Accepted;
  }

  private static InboundRequest withQuery(String token) {
    MultiMap query = MultiMap.caseInsensitiveMultiMap().add("token", token);
    return new InboundRequest(
        "POST", "", MultiMap.caseInsensitiveMultiMap(), query, Buffer.buffer(TYPING), Calls.NOON);
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(bytes(pair));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
