package dev.milena.router.api.people;

import dev.milena.router.api.erasures.ErasureView;
import dev.milena.router.api.erasures.ExtentView;
import dev.milena.router.erasure.Erasures;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Forgets people, in the words of the API. */
@ApplicationScoped
class Forgetting {
  private final People people;
  private final Erasures erasures;

  Forgetting(People people, Erasures erasures) {
    this.people = people;
    this.erasures = erasures;
  }

  Uni<ExtentView> preview(String reference) {
    return people.id(reference).chain(erasures::preview).map(ExtentView::of);
  }

  /** Asked for once more, by id, it is the same erasure; a username is forgotten with the rest. */
  Uni<ErasureView> erase(String reference, String by) {
    return people
        .findId(reference)
        .chain(found ->
            found
                .map(id -> erasures.erase(id, by))
                .orElseGet(() ->
                    People.gone(reference)
                        .chain(erasures::findOf)
                        .map(erasure -> erasure.orElseThrow(People::notThere))))
        .map(ErasureView::of);
  }
}
