package io.vividly.core.sound;

/** Takes the click away where sounds are joined. */
public final class Fade {

  private static final double SECONDS = 0.004;

  private Fade() {}

  /** Lets a sound begin and end in silence, within 4 ms. Changes the samples it is given. */
  public static void edges(double[] samples, int sampleRate) {
    int fade = Math.min((int) (SECONDS * sampleRate), samples.length / 2);
    for (int i = 0; i < fade; i++) {
      double gain = (double) i / fade;
      samples[i] *= gain;
      samples[samples.length - 1 - i] *= gain;
    }
  }
}
