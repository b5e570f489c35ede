package dev.milena.ingress;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.milena.model.AccountRef;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Sealer;
import dev.milena.platform.MediaLinks;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class MediaIT {
  private final Accounts accounts;
  private final MediaLinks links;

  MediaIT(Accounts accounts, Sealer sealer) {
    this.accounts = accounts;
    this.links = new MediaLinks(sealer);
  }

  @Test
  void fileFlowsThroughAndCannotRunInABrowser() {
    Response response = get(accounts.open(false), "250000", Duration.ofMinutes(1));

    response
        .then()
        .statusCode(200)
        .header("content-type", is("image/png"))
        .header("x-content-type-options", is("nosniff"))
        .header("content-security-policy", containsString("sandbox"))
        .header("content-disposition", containsString("attachment"));
    assertThat(response.body().asByteArray()).hasSize(250000);
  }

  @Test
  void fileOfAnAccountThatAnotherDeploymentServesOpensHereToo() {
    AccountRef elsewhere = accounts.openElsewhere();

    get(elsewhere, "1000", Duration.ofMinutes(1)).then().statusCode(200);
    given()
        .header("x-probe-secret", "open-sesame")
        .body("{}")
        .post("/in/" + elsewhere)
        .then()
        .statusCode(401);
  }

  @Test
  void oldLinkIsGone() {
    get(accounts.open(false), "1000", Duration.ofMinutes(-1)).then().statusCode(410);
  }

  @Test
  void madeUpLinkIsNotFound() {
    given().get("/media/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").then().statusCode(404);
  }

  @Test
  void fileThatThePlatformLostIsABadGateway() {
    get(accounts.open(false), "-1", Duration.ofMinutes(1)).then().statusCode(502);
  }

  private Response get(AccountRef account, String fileId, Duration valid) {
    Attachment file = Attachment.of(AttachmentType.IMAGE).id(fileId).name("x.png").build();
    return given().get(links.url("", account, file, Instant.now().plus(valid)));
  }
}
