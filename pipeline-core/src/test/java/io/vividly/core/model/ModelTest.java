package io.vividly.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTest {

  private static final String UUID_TEXT = "0b8f6b3e-2a51-4c1d-9a57-6f0f2f6f7a10";

  @Test
  void a_request_id_is_read_in_either_case() {
    assertThat(RequestId.parse(UUID_TEXT.toUpperCase())).isEqualTo(RequestId.parse(UUID_TEXT));
    assertThat(RequestId.parse(UUID_TEXT)).hasToString(UUID_TEXT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1-1-1-1-1",
        "0b8f6b3e2a514c1d9a576f0f2f6f7a10",
        "{0b8f6b3e-2a51-4c1d-9a57-6f0f2f6f7a10}",
        " 0b8f6b3e-2a51-4c1d-9a57-6f0f2f6f7a10",
        "0b8f6b3e-2a51-4c1d-9a57-6f0f2f6f7a1g",
        "0b8f6b3e-2a51-4c1d-9a57-6f0f2f6f7a100"
      })
  void a_request_id_is_canonical(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> RequestId.parse(text));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 13, -1})
  void a_grade_is_from_1_to_12(int value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GradeLevel(value))
        .withMessageContaining("1 to 12");
  }

  @Test
  void a_query_is_counted_in_characters_that_a_person_sees_as_one() {
    String emoji = "\uD83C\uDFC0";

    assertThat(request(emoji.repeat(2_000), null).query()).hasSize(4_000);
    assertThatIllegalArgumentException().isThrownBy(() -> request(emoji.repeat(2_001), null));
    assertThatIllegalArgumentException().isThrownBy(() -> request(" \t", null));
    assertThatIllegalArgumentException().isThrownBy(() -> request("Why?", " "));
  }

  @Test
  void a_request_and_a_delivery_do_not_show_the_students_words() {
    Delivery delivery =
        new Delivery("m1", null, null, Map.of("k", "secret"), new byte[3], Instant.EPOCH);

    assertThat(request("my secret", "my hobby").toString())
        .contains(UUID_TEXT)
        .doesNotContain("secret", "hobby", "student-7");
    assertThat(delivery).hasToString("Delivery[messageId=m1, bytes=3]");
  }

  @Test
  void a_request_wants_something() {
    assertThatIllegalArgumentException().isThrownBy(() -> requestFor(Set.of()));
    assertThat(requestFor(EnumSet.of(Modality.AUDIO)).wants(Modality.AUDIO)).isTrue();
    assertThat(requestFor(EnumSet.of(Modality.AUDIO)).wants(Modality.VIDEO)).isFalse();
  }

  @Test
  void a_media_key_is_derived_from_the_content() {
    // From FIPS 180-4: the digest of "abc".
    assertThat(MediaKey.of(MediaType.MP4, "abc".getBytes()))
        .hasToString("ba/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad.mp4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "bb/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad.mp4",
        "ba/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "ba/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad.mp4/..",
        "BA/BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD.mp4"
      })
  void a_media_key_leads_nowhere_else(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> new MediaKey(value));
  }

  @Test
  void a_word_has_a_time_that_can_be() {
    Duration second = Duration.ofSeconds(1);

    assertThat(new SpokenWord("a", second, second).end()).isEqualTo(second);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SpokenWord("a", second, Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SpokenWord("a", second.negated(), second));
  }

  @Test
  void sound_lasts_as_long_as_its_samples() {
    assertThat(new Pcm(48_000, new short[72_000]).duration()).isEqualTo(Duration.ofMillis(1_500));
  }

  private static ContentRequest request(String query, @Nullable String interest) {
    return request(query, interest, Set.of(Modality.VIDEO));
  }

  private static ContentRequest requestFor(Set<Modality> modalities) {
    return request("Why?", null, modalities);
  }

  private static ContentRequest request(
      String query, @Nullable String interest, Set<Modality> modalities) {
    return new ContentRequest(
        RequestId.parse(UUID_TEXT),
        "c1",
        "student-7",
        query,
        new GradeLevel(9),
        interest,
        modalities,
        Modality.VIDEO,
        null);
  }
}
