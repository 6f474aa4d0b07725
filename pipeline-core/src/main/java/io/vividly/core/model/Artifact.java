package io.vividly.core.model;

/** A file of a finished answer. */
public enum Artifact {
  VIDEO("video.mp4"),
  AUDIO("audio.m4a"),
  CAPTIONS_VTT("captions.vtt"),
  CAPTIONS_SRT("captions.srt"),
  TRANSCRIPT("transcript.md"),
  THUMBNAIL("thumbnail.png"),
  SCRIPT("script.json");

  private final String fileName;

  Artifact(String fileName) {
    this.fileName = fileName;
  }

  /** The name that the file has for a person. */
  public String fileName() {
    return fileName;
  }
}
