package dev.milena.router.api;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hamcrest.Matchers;

/** A caller of the API, as tests need one. */
public final class Api {
  /** As in the tests' configuration. */
  public static final String FIRST_KEY = "the-first-key-of-all-the-tests-0123456789";

  private Api() {}

  /** With the key of the configuration. */
  public static RequestSpecification admin() {
    return with(FIRST_KEY);
  }

  public static RequestSpecification with(String key) {
    return given()
        .basePath(ApiPaths.ROOT)
        .header("Authorization", "Bearer " + key)
        .contentType(ContentType.JSON);
  }

  /** Asks for something to be sent, and returns the id under which it was taken. */
  public static String taken(String path, Map<String, Object> body) {
    return admin().body(body).post(path).then().statusCode(202).extract().path("id");
  }

  /** With a new key that has these scopes. */
  public static RequestSpecification scoped(String... scopes) {
    return with(newKey(scopes));
  }

  public static String newKey(String... scopes) {
    return admin()
        .body(Map.of("name", randomName(), "scopes", List.of(scopes)))
        .post("/keys")
        .then()
        .statusCode(201)
        .extract()
        .path("key");
  }

  public static String randomName() {
    return "n" + UUID.randomUUID().toString().substring(0, 8);
  }

  /** Asserts that an answer is a problem of a kind, well formed. */
  public static Response assertProblem(Response response, int status, String word) {
    response
        .then()
        .statusCode(status)
        .contentType(Problem.MEDIA_TYPE)
        .body("type", Matchers.equalTo("urn:milena:problem:" + word))
        .body("status", Matchers.equalTo(status))
        .body("title", Matchers.not(Matchers.blankOrNullString()))
        .body("detail", Matchers.not(Matchers.blankOrNullString()));
    return response;
  }
}
