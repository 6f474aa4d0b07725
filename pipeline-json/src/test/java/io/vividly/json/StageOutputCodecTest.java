package io.vividly.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.PassageId;
import io.vividly.core.model.StageOutput;
import io.vividly.core.model.Understanding;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageOutputCodecTest {

  private final StageOutputCodec codec = new StageOutputCodec();

  @Test
  void givesBackWhatItWrote() {
    for (long seed = 0; seed < 50; seed++) {
      for (StageOutput output : new Samples(seed).one()) {
        assertThat(codec.decode(codec.encode(output))).as("seed %s", seed).contains(output);
      }
    }
  }

  /** What databases hold already must stay readable: see {@link StageOutputCodec#FORMAT}. */
  @Test
  void writesTheFormatThatDatabasesHold() {
    assertThat(codec.encode(new Understanding.OutOfScope("No.")))
        .isEqualTo(
            "{\"format\":1,\"kind\":\"understanding\","
                + "\"output\":{\"type\":\"out_of_scope\",\"reason\":\"No.\"}}");
    assertThat(
            codec.decode(
                """
                {"kind": "narrated_scene", "format": 1, "output": {
                  "audio": {"key": "3f/3f%s.wav", "type": "wav", "location": "file:///a.wav", "size": 7},
                  "words": [{"text": "Hello", "start": 5, "end": 1000000007}]}}"""
                    .formatted("0".repeat(62))))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "17",
        "not json",
        "{}",
        "{\"format\":1,\"kind\":\"understanding\"}",
        "{\"format\":1,\"kind\":\"understanding\",\"output\":null}",
        "{\"format\":1,\"kind\":\"understanding\",\"output\":{}}",
        "{\"format\":1,\"kind\":\"understanding\",\"output\":{\"type\":\"out_of_scope\"}}",
        "{\"format\":1,\"kind\":\"understanding\",\"output\":{\"type\":\"out_of_scope\",\"reason\":null}}",
        "{\"format\":1,\"kind\":\"understanding\",\"output\":{\"type\":\"out_of_scope\",\"reason\":\" \"}}",
        "{\"format\":1,\"kind\":\"understanding\",\"output\":{\"type\":\"out_of_scope\",\"reason\":7}}",
        "{\"format\":1,\"kind\":\"understanding\",\"output\":{\"type\":\"maybe\",\"reason\":\"x\"}}",
        "{\"format\":1,\"kind\":\"understanding\",\"output\":{\"type\":\"out_of_scope\",\"reason\":\"x\",\"y\":1}}",
        "{\"format\":1,\"kind\":\"passages\",\"output\":{\"list\":[null]}}",
        "{\"format\":1,\"kind\":\"narrated_scene\",\"output\":{\"audio\":null,\"words\":[]}}",
        "{\"format\":0,\"kind\":\"understanding\",\"output\":{\"type\":\"out_of_scope\",\"reason\":\"x\"}}",
        "{\"format\":2,\"kind\":\"understanding\",\"output\":{\"type\":\"out_of_scope\",\"reason\":\"x\"}}",
        "{\"format\":\"1\",\"kind\":\"understanding\",\"output\":{\"type\":\"out_of_scope\",\"reason\":\"x\"}}",
        "{\"format\":1,\"kind\":\"poem\",\"output\":{\"type\":\"out_of_scope\",\"reason\":\"x\"}}",
        "{\"format\":1,\"kind\":\"answer\",\"output\":{\"type\":\"out_of_scope\",\"reason\":\"x\"}}",
        "{\"status\":\"ok\",\"rows\":3}"
      })
  void takesAnythingElseForNoCheckpoint(String json) {
    assertThat(codec.decode(json)).isEmpty();
  }

  @Test
  void writesOnlyWhatPostgresCanStore() {
    StageOutput odd = new Understanding.OutOfScope("a\u0000b \\u0000 \ud83d");

    Optional<StageOutput> read = codec.decode(codec.encode(odd));

    assertThat(codec.encode(odd).replace("\\\\u0000", "")).doesNotContain("\\u0000", "\u0000");
    assertThat(read).contains(new Understanding.OutOfScope("a\uFFFDb \\u0000 ?"));
  }

  @Test
  void keepsIdsAsPlainText() {
    String json = codec.encode(new Samples(1).script());

    assertThat(json)
        .contains("\"rests_on\":[\"topic#definition\"]")
        .doesNotContain(List.of(PassageId.class.getSimpleName(), "\"value\""));
  }
}
