package dev.milena.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Command;
import dev.milena.model.CommandIds;
import dev.milena.model.Envelopes;
import dev.milena.model.Json;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.OutboundConnector;
import dev.milena.platform.Plan;
import jakarta.enterprise.context.Dependent;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import picocli.CommandLine;

/**
 * Shows the calls that egress would make for commands. Plans hold no secrets: their names stand
 * where they belong.
 */
@Dependent
@CommandLine.Command(
    name = "render",
    description =
        "Shows the HTTP requests that egress would send for commands, one JSON line for each file.")
class Render extends FileCommand {
  Render(Platforms platforms, AccountsOfFile configured) {
    super(platforms, configured);
  }

  @Override
  BiConsumer<byte[], ObjectNode> reader() {
    OutboundConnector connector = platforms.connector(platform);
    Account account = account();
    return (input, row) -> describe(connector.plan(account, command(input)), row);
  }

  /** A command file may leave out the id: then its bytes name it. */
  private static Command command(byte[] input) {
    ObjectNode plain = Json.object(input);
    if (!plain.hasNonNull("id")) {
      plain.put("id", CommandIds.of(new String(input, StandardCharsets.UTF_8), 0, "render", ""));
    }
    return Envelopes.command(plain);
  }

  private static void describe(Plan plan, ObjectNode row) {
    ArrayNode requests = row.putArray("requests");
    switch (plan) {
      case Plan.Steps steps -> {
        steps.steps().forEach(s -> requests.add(request(s.request())));
        row.set("degraded", Json.mapper().valueToTree(steps.degraded()));
      }
      case Plan.Refused refused -> row.put("refused", refused.reason());
    }
  }

  private static ObjectNode request(ApiRequest request) {
    ObjectNode node =
        Json.mapper().createObjectNode().put("method", request.method()).put("url", request.url());
    node.set("headers", Json.mapper().valueToTree(request.headers()));
    JsonNode body =
        switch (request.body()) {
          case ApiRequest.NoBody none -> Json.mapper().nullNode();
          case ApiRequest.JsonBody json -> json.json();
          case ApiRequest.FormBody form -> Json.mapper().valueToTree(form.fields());
          case ApiRequest.MultipartBody multipart -> multipart(multipart);
          case ApiRequest.SizeBody size ->
              Json.mapper()
                  .<ObjectNode>valueToTree(size.fields())
                  .put(size.sizeField(), "size of " + size.file().source());
          case ApiRequest.FileBody file ->
              Json.mapper().createObjectNode().put("file", file.file().source());
        };
    node.set("body", body);
    return node;
  }

  /** Fields as they are; of a file its name and where it is read from. */
  private static ObjectNode multipart(ApiRequest.MultipartBody body) {
    ObjectNode node = Json.mapper().valueToTree(body.fields());
    body.files().forEach(f -> node.put(f.field(), "file " + f.name() + " from " + f.source()));
    return node;
  }
}
