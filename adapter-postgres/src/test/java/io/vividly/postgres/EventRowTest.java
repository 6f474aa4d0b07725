package io.vividly.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.Charge;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageFailure;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.Usage;
import io.vividly.core.port.PipelineEvent;
import io.vividly.core.port.PipelineEvent.RequestClaimed;
import io.vividly.core.port.StageContext.ProviderCall;
import java.lang.invoke.MethodType;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventRowTest {

  static Stream<Class<?>> kinds() {
    return Arrays.stream(PipelineEvent.OfRequest.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyEventIsToldInWords(Class<?> kind) throws ReflectiveOperationException {
    var constructor = kind.getDeclaredConstructors()[0];
    Object[] values =
        Arrays.stream(constructor.getParameters()).map(EventRowTest::sample).toArray();

    EventRow row = EventRow.of((PipelineEvent.OfRequest) constructor.newInstance(values));

    assertThat(row.message()).isNotBlank();
    assertThat(row.severity()).isIn("info", "warning", "error");
  }

  @Test
  void aTakeoverIsAWarning() {
    RequestId id = RequestId.random();

    EventRow first = EventRow.of(new RequestClaimed(Instant.EPOCH, id, 1, 0, false));
    EventRow taken = EventRow.of(new RequestClaimed(Instant.EPOCH, id, 2, 0, true));

    assertThat(first.severity()).isEqualTo("info");
    assertThat(first.data().get("taken_over").booleanValue()).isFalse();
    assertThat(taken.severity()).isEqualTo("warning");
    assertThat(taken.message()).isEqualTo("Attempt 2 began; the lease of the one before ran out.");
    assertThat(taken.data().get("taken_over").booleanValue()).isTrue();
  }

  private static Object sample(Parameter parameter) {
    return Stream.of(
            1,
            true,
            "a problem",
            Instant.EPOCH,
            Duration.ofMillis(5),
            RequestId.random(),
            StageKey.of(Stage.SCRIPT),
            new ProviderCall("gemini", "generateContent", "flash", 3, Duration.ofMillis(5), "429"),
            new Charge(
                UUID.randomUUID(),
                RequestId.random(),
                StageKey.of(Stage.SCRIPT),
                1,
                Usage.of("gemini", "flash", Usage.Unit.INPUT_TOKENS, 12),
                null,
                Instant.EPOCH),
            new StageFailure(null, false, "timed out", "X"),
            new Outcome.Cancelled())
        .filter(
            value ->
                MethodType.methodType(parameter.getType()).wrap().returnType().isInstance(value))
        .findFirst()
        .orElseThrow();
  }
}
