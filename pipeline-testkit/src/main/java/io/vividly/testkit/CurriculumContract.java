package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.port.Curriculum;
import org.junit.jupiter.api.Test;

/** What every {@link Curriculum} must do. */
public abstract class CurriculumContract {

  /** The curriculum to test; may be the same for all tests. */
  protected abstract Curriculum curriculum();

  @Test
  void teachesSomething() {
    assertThat(curriculum().entries()).isNotEmpty();
  }

  @Test
  void namesEveryTopicOnce() {
    assertThat(curriculum().entries())
        .extracting(entry -> entry.topic().id())
        .doesNotHaveDuplicates();
  }

  @Test
  void saysWhatEveryTopicIsAbout() {
    assertThat(curriculum().entries())
        .allSatisfy(
            entry -> {
              assertThat(entry.summary()).isNotBlank();
              assertThat(entry.keywords()).allSatisfy(word -> assertThat(word).isNotBlank());
              assertThat(entry.questions()).allSatisfy(text -> assertThat(text).isNotBlank());
            });
  }

  @Test
  void keepsTheOrder() {
    assertThat(curriculum().entries()).isEqualTo(curriculum().entries());
  }
}
