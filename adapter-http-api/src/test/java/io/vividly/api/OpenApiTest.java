package io.vividly.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The OpenAPI document says what there is, and nothing else. */
class OpenApiTest {

  private final ApiTester api = ApiTester.start();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void everyRouteIsDocumentedAndEveryDocumentedOneIsThere() {
    JsonNode paths = api.asNobody().get("/api/v1/openapi.json").json().get("paths");
    Set<String> documented = new TreeSet<>();
    paths
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> documented.add(method.toUpperCase() + " " + path.getKey())));

    // HEAD goes with GET.
    Set<String> served =
        api.server.routes().stream()
            .filter(route -> !route.startsWith("HEAD "))
            .map(route -> route.replace('<', '{').replace('>', '}'))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(served).isEqualTo(documented);
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    JsonNode document = api.asNobody().get("/api/v1/openapi.json").json();

    assertThat(document.get("openapi").asText()).startsWith("3.1");
    assertThat(document.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(ref -> assertThat(document.at(ref.substring(1)).isObject()).as(ref).isTrue());
  }

  @Test
  void aWrongAnswerWouldBeNoticed() {
    assertThat(
            OpenApi.problems(
                "GET", "/health", 200, "application/json", "{\"status\":\"x\",\"y\":1}"))
        .isNotEmpty();
    assertThat(OpenApi.problems("GET", "/health", 418, "application/json", "{}")).isNotEmpty();
    assertThat(OpenApi.problems("GET", "/health", 200, "text/plain", "{}")).isNotEmpty();
    assertThat(
            OpenApi.problems("GET", "/health", 200, "application/json", "{\"status\":\"alive\"}"))
        .isEmpty();
  }

  @Test
  void healthAndReadinessAreTold() {
    assertThat(api.asNobody().get("/health").json().get("status").asText()).isEqualTo("alive");
    assertThat(api.asNobody().get("/health/ready").status()).isEqualTo(200);

    api.problems.set(List.of("database"));

    assertThat(api.asNobody().get("/health/ready").status()).isEqualTo(503);
    assertThat(api.asNobody().get("/health/ready").json().at("/problems/0").asText())
        .isEqualTo("database");
  }
}
