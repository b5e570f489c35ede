package dev.milena.embedded.docs;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** A kustomize folder, as far as the tests look into it. */
record Kustomization(Map<String, Object> content) {
  /** What a patch is for; kustomize reads both as regular expressions for the whole. */
  record Target(String kind, String name) {
    boolean matches(HasMetadata resource) {
      return resource.getKind().matches(kind) && resource.getMetadata().getName().matches(name);
    }
  }

  static Kustomization read(Path folder) {
    return new Kustomization(
        new Yaml().load(ProjectTree.read(folder.resolve("kustomization.yaml"))));
  }

  List<String> resources() {
    return list("resources").map(String::valueOf).toList();
  }

  List<Target> targets() {
    return list("patches")
        .map(patch -> (Map<?, ?>) ((Map<?, ?>) patch).get("target"))
        .map(target -> new Target((String) target.get("kind"), (String) target.get("name")))
        .toList();
  }

  /** Tags by image. */
  Map<String, String> images() {
    return list("images")
        .map(image -> (Map<?, ?>) image)
        .collect(
            Collectors.toMap(
                image -> String.valueOf(image.get("name")),
                image -> String.valueOf(image.get("newTag"))));
  }

  private Stream<?> list(String key) {
    return ((List<?>) content.getOrDefault(key, List.of())).stream();
  }
}
