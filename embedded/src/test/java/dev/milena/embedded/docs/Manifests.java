package dev.milena.embedded.docs;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** The manifests of one folder, read into the types of Kubernetes. */
record Manifests(
    Path folder, Kustomization kustomization, List<Object> plain, List<HasMetadata> all) {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, Class<? extends HasMetadata>> TYPES =
      Map.of(
          "apps/v1/Deployment", Deployment.class,
          "v1/Service", Service.class,
          "v1/ConfigMap", ConfigMap.class,
          "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class,
          "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class);

  static Manifests read(String folder) {
    Path path = ProjectTree.ROOT.resolve(folder);
    Kustomization kustomization = Kustomization.read(path);
    List<Object> plain =
        kustomization.resources().stream()
            .flatMap(file -> documents(ProjectTree.read(path.resolve(file))))
            .toList();
    return new Manifests(path, kustomization, plain, plain.stream().map(Manifests::typed).toList());
  }

  private static Stream<Object> documents(String yaml) {
    return StreamSupport.stream(new Yaml().loadAll(yaml).spliterator(), false);
  }

  private static HasMetadata typed(Object plain) {
    Map<?, ?> manifest = (Map<?, ?>) plain;
    Class<? extends HasMetadata> type =
        TYPES.get(manifest.get("apiVersion") + "/" + manifest.get("kind"));
    if (type == null) {
      throw new IllegalArgumentException(
          "No type for " + manifest.get("apiVersion") + "/" + manifest.get("kind"));
    }
    return JSON.convertValue(manifest, type);
  }

  <T extends HasMetadata> Stream<T> of(Class<T> type) {
    return all.stream().filter(type::isInstance).map(type::cast);
  }

  /** Files beside the kustomization that it does not name. */
  Set<String> unlistedFiles() {
    return ProjectTree.files().stream()
        .filter(f -> f.getParent().equals(folder))
        .map(f -> f.getFileName().toString())
        .filter(f -> !f.equals("kustomization.yaml") && !kustomization.resources().contains(f))
        .collect(Collectors.toSet());
  }

  /** Fields that no type of Kubernetes has: Kubernetes would drop or refuse them. */
  List<String> unknownFields() {
    List<String> unknown = new ArrayList<>();
    for (HasMetadata resource : all) {
      collect(resource, resource.getKind(), unknown);
    }
    return unknown;
  }

  /**
   * The types keep what they do not know in a map of that name; everything else is reached by
   * getters.
   */
  private static void collect(Object value, String path, List<String> unknown) {
    switch (value) {
      case null -> {}
      case List<?> list -> list.forEach(item -> collect(item, path + "[]", unknown));
      case Map<?, ?> map -> map.forEach((key, item) -> collect(item, path + "." + key, unknown));
      default -> {
        if (value.getClass().getName().startsWith("io.fabric8.")) {
          properties(value, path, unknown);
        }
      }
    }
  }

  private static void properties(Object value, String path, List<String> unknown) {
    for (java.lang.reflect.Method getter : value.getClass().getMethods()) {
      boolean plain = getter.getParameterCount() == 0 && getter.getName().startsWith("get");
      if (plain && getter.getName().equals("getAdditionalProperties")) {
        ((Map<?, ?>) call(getter, value)).keySet().forEach(key -> unknown.add(path + "." + key));
      } else if (plain && !getter.getName().equals("getClass")) {
        collect(call(getter, value), path + "." + getter.getName().substring(3), unknown);
      }
    }
  }

  private static Object call(java.lang.reflect.Method getter, Object value) {
    try {
      return getter.invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(getter + " cannot be asked", e);
    }
  }
}
