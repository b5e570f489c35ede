package dev.milena.router.api;

import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Says of each request that whatever goes wrong is answered as a problem. Named by {@code
 * mp.openapi.filter}; a response of the same code on a class would take the place of the good ones.
 */
public final class ProblemAnswers implements OASFilter {
  private static final List<String> MADE_UP = List.of("400", "401", "403");

  @Override
  public Operation filterOperation(Operation operation) {
    MADE_UP.forEach(operation.getResponses()::removeAPIResponse);
    operation.getResponses().addAPIResponse("default", problem());
    return operation;
  }

  private static APIResponse problem() {
    Schema schema = OASFactory.createSchema().ref("Problem");
    Content content =
        OASFactory.createContent()
            .addMediaType(Problem.MEDIA_TYPE, OASFactory.createMediaType().schema(schema));
    return OASFactory.createAPIResponse().description(Problem.SAYS).content(content);
  }
}
