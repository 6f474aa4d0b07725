package io.vividly.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vividly.core.Scripts;
import io.vividly.core.model.Scene.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptTest {

  private final Scripts script = new Scripts();

  @Test
  void has_sections_and_takeaways() {
    assertThat(script.build().sectionHeadings()).containsExactly("One", "Two", "Three");
    assertThat(script.build().takeaways()).containsExactly("Item 1", "Item 2", "Item 3");
  }

  @Test
  void begins_with_the_hook() {
    script.scenes.set(0, Scripts.scene(1, Part.SECTION, "Zero", line("So.")));

    assertRefused("the first scene of a script must be the hook");
  }

  @Test
  void numbers_its_scenes() {
    script.scenes.set(1, Scripts.scene(3, Part.SECTION, "One", line("So.")));

    assertRefused("scene 2 of a script has the number 3");
  }

  @Test
  void has_three_or_four_sections_however_many_scenes_they_take() {
    script.scenes.set(3, Scripts.scene(4, Part.SECTION, "Two", line("So.")));

    assertRefused("a script has 3 or 4 sections, this one 2");
  }

  @Test
  void has_three_takeaways() {
    script.scenes.set(4, Scripts.takeaways(5, 2));

    assertRefused("a script has 3 takeaways");
  }

  @Test
  void rests_on_its_sources_alone() {
    script.sources.remove(0);

    assertRefused("scene 3 rests on law#first, which is not a source");
  }

  @Test
  void names_a_source_once() {
    script.sources.add(Scripts.citation(Scripts.FIRST));

    assertRefused("law#first is a source twice");
  }

  @Test
  void does_not_change_with_the_lists_it_was_made_of() {
    Script made = script.build();
    script.scenes.clear();

    assertThat(made.scenes()).hasSize(5);
    assertThat(made.scenes().get(0).spokenText()).isEqualTo("Why?");
  }

  private void assertRefused(String message) {
    assertThatIllegalArgumentException().isThrownBy(script::build).withMessage(message);
  }

  private static Line line(String text) {
    return new Line(text, List.of());
  }
}
