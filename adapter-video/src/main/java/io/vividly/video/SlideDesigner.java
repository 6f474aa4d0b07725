package io.vividly.video;

import io.vividly.core.model.Scene;
import io.vividly.core.model.Visual;
import io.vividly.core.port.VideoRenderer.Look;

/** Lays out what a scene shows. */
final class SlideDesigner {

  private SlideDesigner() {}

  static Slide design(Look look, Scene scene, Cues cues) {
    Composition slide = new Composition(Theme.of(look.subject()), cues);
    compose(slide, scene);
    return slide.slide(scene.part() == Scene.Part.SOURCES);
  }

  private static void compose(Composition slide, Scene scene) {
    Visual visual = scene.visual();
    if (visual instanceof Visual.TitleCard card) {
      TitleSlide.compose(slide, card);
    } else if (visual instanceof Visual.KeyIdea idea) {
      KeyIdeaSlide.compose(slide, scene.heading(), idea);
    } else if (visual instanceof Visual.Steps steps) {
      StepsSlide.compose(slide, scene.heading(), steps);
    } else if (visual instanceof Visual.Formula formula) {
      FormulaSlide.compose(slide, scene.heading(), formula);
    } else if (visual instanceof Visual.WorkedExample example) {
      WorkedExampleSlide.compose(slide, scene.heading(), example);
    } else if (visual instanceof Visual.Misconception misconception) {
      MisconceptionSlide.compose(slide, scene.heading(), misconception);
    } else if (visual instanceof Visual.Takeaways takeaways) {
      TakeawaysSlide.compose(slide, scene.heading(), takeaways);
    } else if (visual instanceof Visual.Sources sources) {
      SourcesSlide.compose(slide, scene.heading(), sources);
    }
  }
}
