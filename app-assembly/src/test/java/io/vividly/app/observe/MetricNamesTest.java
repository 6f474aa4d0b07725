package io.vividly.app.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vividly.core.model.Charge;
import io.vividly.core.model.Delivery;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageFailure;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.Usage;
import io.vividly.core.pipeline.DeliveryHandler;
import io.vividly.core.pipeline.Disposition;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.PipelineObserver;
import io.vividly.core.port.RequestDecoder;
import io.vividly.core.port.StageContext.ProviderCall;
import io.vividly.json.JsonRequestDecoder;
import io.vividly.json.JsonRequestEncoder;
import io.vividly.testkit.Samples;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Parameter;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Holds docs/operations.md and the dashboard to what a process exports once everything has happened
 * in it that the pipeline can tell.
 */
@Timeout(60)
class MetricNamesTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+)(?:\\{(.*)})? ");
  private static final Pattern DOCUMENTED = Pattern.compile("`(vividly_[a-z_]+)(?:\\{(.*?)})?`");

  private static String scrape;

  @BeforeAll
  static void letEverythingHappen() throws Exception {
    TelemetryOptions options = new TelemetryOptions("test", null, null, 0, null);
    try (Telemetry telemetry = Telemetry.open(options)) {
      telemetry.showOutbox(() -> 3, () -> 4.5);
      telemetry
          .around(
              new Everything(
                  telemetry.around(new JsonRequestDecoder()),
                  PipelineObserver.all(telemetry.observers(event -> {}))))
          .handle(delivery());
      scrape = scrape(telemetry);
    }
  }

  @Test
  void the_documentation_names_what_is_exported_with_its_labels_and_nothing_else()
      throws IOException {
    Map<String, Set<String>> exported = new TreeMap<>();
    SAMPLE
        .matcher(scrape)
        .results()
        .filter(sample -> sample.group(1).startsWith("vividly_"))
        .forEach(
            sample ->
                exported.merge(family(sample.group(1)), labels(sample), MetricNamesTest::union));
    Map<String, Set<String>> documented = new TreeMap<>();
    DOCUMENTED
        .matcher(operations())
        .results()
        .forEach(name -> documented.merge(name.group(1), labels(name), MetricNamesTest::union));

    assertThat(exported).hasSizeGreaterThan(25);
    assertThat(documented).isEqualTo(exported);
  }

  @Test
  void the_dashboard_asks_for_what_is_exported() throws IOException {
    Set<String> exported = new TreeSet<>();
    SAMPLE.matcher(scrape).results().forEach(sample -> exported.add(sample.group(1)));
    Path dashboard = ROOT.resolve("deploy/monitoring/dashboard.json");
    Matcher asked =
        Pattern.compile("\\b(?:vividly|jvm|process|system)_[a-z_]+")
            .matcher(new ObjectMapper().readTree(dashboard.toFile()).toString());

    List<String> names = asked.results().map(MatchResult::group).toList();
    assertThat(names).hasSizeGreaterThan(20);
    assertThat(exported).containsAll(names);
  }

  @Test
  void every_alert_is_explained() throws IOException {
    Matcher alerts =
        Pattern.compile("display_name += \"Vividly \\$\\{var.environment}: (.*)\"")
            .matcher(Files.readString(ROOT.resolve("deploy/terraform/alerts.tf")));

    List<String> names = alerts.results().map(alert -> "| " + alert.group(1) + " |").toList();
    assertThat(names).hasSizeGreaterThanOrEqualTo(4);
    assertThat(operations()).contains(names);
  }

  private static String operations() throws IOException {
    return Files.readString(ROOT.resolve("docs/operations.md"));
  }

  /** Without what a histogram adds. */
  private static String family(String name) {
    return name.replaceFirst("_seconds_(bucket|count|sum|max)$", "_seconds");
  }

  /** The names before the equals signs, or all there is: {@code a="b",c="d"} or {@code a,c}. */
  private static Set<String> labels(MatchResult found) {
    Set<String> labels = new TreeSet<>();
    if (found.group(2) != null) {
      for (String label : found.group(2).split(",")) {
        labels.add(label.replaceFirst("=.*", ""));
      }
    }
    labels.remove("le");
    return labels;
  }

  private static Delivery delivery() {
    Instant now = Instant.now();
    byte[] body = new JsonRequestEncoder().encode(Samples.request(Modality.TEXT));
    return new Delivery("message", now, 1, Map.of(), body, now.plusSeconds(600));
  }

  private static String scrape(Telemetry telemetry) throws IOException, InterruptedException {
    URI uri = URI.create("http://localhost:" + telemetry.metricsPort() + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }

  /** Tells one event of each kind in the course of a delivery, and gives its work back. */
  private record Everything(RequestDecoder decoder, PipelineObserver observer)
      implements DeliveryHandler {

    @Override
    public Disposition handle(Delivery delivery) {
      RequestId id = decoder.decode(delivery).id();
      kinds(PipelineEvent.class).forEach(kind -> observer.on(sample(kind, id, null)));
      kinds(PipelineEvent.class).forEach(kind -> observer.on(sample(kind, id, BigDecimal.ONE)));
      observer.on(new PipelineEvent.RequestClaimed(Instant.now(), id, 1, 0, false));
      return new Disposition.Retry(id, Disposition.Retry.Reason.SHUTTING_DOWN, "Going away.");
    }

    @Override
    public Disposition reject(Delivery delivery, InvalidMessageException problem) {
      throw new AssertionError("nothing is rejected here", problem);
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
      return type.isRecord()
          ? Stream.of(type)
          : Arrays.stream(type.getPermittedSubclasses()).flatMap(Everything::kinds);
    }

    private static PipelineEvent sample(Class<?> kind, RequestId id, BigDecimal cost) {
      StageKey script = StageKey.of(Stage.SCRIPT);
      Usage usage = Usage.of("gemini", "flash", Usage.Unit.INPUT_TOKENS, 12);
      List<Object> values =
          List.of(
              1,
              true,
              "a problem",
              Instant.now(),
              Duration.ofMillis(5),
              id,
              script,
              new ProviderCall("gemini", "generateContent", "flash", 3, Duration.ofMillis(5), null),
              new Charge(UUID.randomUUID(), id, script, 1, usage, cost, Instant.now()),
              new StageFailure(null, false, "timed out", "X"),
              new Outcome.Cancelled());
      var constructor = kind.getDeclaredConstructors()[0];
      Object[] arguments =
          Arrays.stream(constructor.getParameters())
              .map(parameter -> argument(parameter, values))
              .toArray();
      try {
        return (PipelineEvent) constructor.newInstance(arguments);
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }

    private static Object argument(Parameter parameter, List<Object> values) {
      Class<?> type = MethodType.methodType(parameter.getType()).wrap().returnType();
      return values.stream().filter(type::isInstance).findFirst().orElseThrow();
    }
  }
}
