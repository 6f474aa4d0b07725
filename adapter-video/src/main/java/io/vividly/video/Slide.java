package io.vividly.video;

import java.util.List;

/**
 * All that a scene shows and when: data, painted by {@link SlidePainter}.
 *
 * @param actors from back to front
 * @param frames how long the scene is
 */
record Slide(Theme theme, List<Actor> actors, int frames) {

  Slide {
    actors = List.copyOf(actors);
  }
}
