package io.vividly.video;

import io.vividly.core.model.Subject;
import java.awt.Color;

/** The look of a subject: its colours and its motif. */
enum Theme {
  PHYSICS(new OrbitMotif(), 0x0E1838, 0x182550, 0x223366, 0xC6D0EC, 0xFFC94D, 0x8FD3FF),
  CHEMISTRY(new LatticeMotif(), 0x06272E, 0x0D363F, 0x103F4A, 0xC4E2E5, 0xFFC9A6, 0x7DE8D0),
  BIOLOGY(new LeafMotif(), 0x0A291C, 0x113726, 0x194833, 0xC4E0CE, 0xD8F16E, 0x8FE8B8),
  MATHEMATICS(new CurveMotif(), 0x25123A, 0x33204C, 0x422C60, 0xDACEEA, 0xFFB8D9, 0xBFCBFF),
  GENERAL(new CircleMotif(), 0x1A222D, 0x253040, 0x2C394B, 0xCBD4DF, 0x9AD7FF, 0xFFDCA8);

  /** Text. */
  static final Color INK = new Color(0xF8F9FD);

  static final Color WRONG = new Color(0xFFB0AC);
  static final Color RIGHT = new Color(0x98F2BE);

  private final Motif motif;
  private final Color base;
  private final Color surface;
  private final Color raised;
  private final Color muted;
  private final Color accent;
  private final Color second;

  Theme(Motif motif, int base, int surface, int raised, int muted, int accent, int second) {
    this.motif = motif;
    this.base = new Color(base);
    this.surface = new Color(surface);
    this.raised = new Color(raised);
    this.muted = new Color(muted);
    this.accent = new Color(accent);
    this.second = new Color(second);
  }

  static Theme of(Subject subject) {
    return switch (subject) {
      case PHYSICS -> PHYSICS;
      case CHEMISTRY -> CHEMISTRY;
      case BIOLOGY -> BIOLOGY;
      case MATHEMATICS -> MATHEMATICS;
      case GENERAL -> GENERAL;
    };
  }

  Motif motif() {
    return motif;
  }

  /** The ground of every slide. */
  Color base() {
    return base;
  }

  /** A card. */
  Color surface() {
    return surface;
  }

  /** The place of a card that is not spoken about yet. */
  Color faint() {
    return new Color(
        (base.getRed() + surface.getRed()) / 2,
        (base.getGreen() + surface.getGreen()) / 2,
        (base.getBlue() + surface.getBlue()) / 2);
  }

  /** The card that is spoken about; the brightest colour of the backdrop's motif too. */
  Color raised() {
    return raised;
  }

  /** Text of less weight. */
  Color muted() {
    return muted;
  }

  Color accent() {
    return accent;
  }

  Color second() {
    return second;
  }
}
