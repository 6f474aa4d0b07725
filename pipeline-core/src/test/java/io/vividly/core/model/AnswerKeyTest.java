package io.vividly.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnswerKeyTest {

  private static final AnswerKey KEY =
      new AnswerKey(
          "newtons-third-law",
          "basketball",
          new GradeLevel(10),
          Set.of(Modality.VIDEO),
          "slides",
          "1");

  @Test
  void itsDigestNeverChangesForItIsStored() {
    assertThat(KEY.digest())
        .isEqualTo("1-5a3e2dcecfc8650bc13914cc7be6bdfaad0caef6ce8eee736da8ebac8fdcb7e9");
  }

  @Test
  void theOrderOfTheModalitiesAndTheWritingOfTheInterestDoNotMatter() {
    AnswerKey one = key("basketball", Set.of(Modality.VIDEO, Modality.AUDIO));

    for (String same : List.of("Basketball", " basketball\t", "ＢASKETBALL", "basketball\u00a0")) {
      AnswerKey other = key(same, Set.of(Modality.AUDIO, Modality.VIDEO));
      assertThat(other).isEqualTo(one);
      assertThat(other.digest()).isEqualTo(one.digest());
    }
  }

  @Test
  void everythingElseDoes() {
    GradeLevel grade = new GradeLevel(10);
    Set<Modality> video = Set.of(Modality.VIDEO);
    List<AnswerKey> others =
        List.of(
            new AnswerKey("newtons-third", "basketball", grade, video, "slides", "1"),
            new AnswerKey("newtons-third-law", "basket ball", grade, video, "slides", "1"),
            new AnswerKey("newtons-third-law", null, grade, video, "slides", "1"),
            new AnswerKey("newtons-third-law", "-", grade, video, "slides", "1"),
            new AnswerKey(
                "newtons-third-law", "basketball", new GradeLevel(1), video, "slides", "1"),
            new AnswerKey(
                "newtons-third-law", "basketball", grade, Set.of(Modality.TEXT), "slides", "1"),
            new AnswerKey("newtons-third-law", "basketball", grade, video, "slide", "s1"),
            new AnswerKey("newtons-third-law", "basketball", grade, video, "slides", "2"));

    assertThat(others).extracting(AnswerKey::digest).doesNotHaveDuplicates();
    assertThat(others).extracting(AnswerKey::digest).doesNotContain(KEY.digest());
  }

  @Test
  void showsNothingOfWhatTheStudentSaid() {
    assertThat(KEY.toString() + KEY.digest()).doesNotContain("basketball");
  }

  @Test
  void needsAllOfItsParts() {
    assertThatThrownBy(() -> new AnswerKey("t", null, new GradeLevel(1), Set.of(), "slides", "1"))
        .hasMessage("modalities must not be empty");
    assertThatThrownBy(
            () -> new AnswerKey("t", null, new GradeLevel(1), Set.of(Modality.TEXT), "slides", " "))
        .hasMessage("pipeline version must not be blank");
  }

  private static AnswerKey key(String interest, Set<Modality> modalities) {
    return new AnswerKey(
        "newtons-third-law", interest, new GradeLevel(10), modalities, "slides", "1");
  }
}
