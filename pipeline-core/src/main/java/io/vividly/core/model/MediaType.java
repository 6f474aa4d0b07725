package io.vividly.core.model;

/** A kind of file that the pipeline makes. */
public enum MediaType {
  MP4("mp4", "video/mp4"),
  M4A("m4a", "audio/mp4"),
  WAV("wav", "audio/wav"),
  VTT("vtt", "text/vtt; charset=utf-8"),
  SRT("srt", "application/x-subrip; charset=utf-8"),
  MARKDOWN("md", "text/markdown; charset=utf-8"),
  PNG("png", "image/png"),
  JSON("json", "application/json");

  private final String extension;
  private final String contentType;

  MediaType(String extension, String contentType) {
    this.extension = extension;
    this.contentType = contentType;
  }

  /** Without the dot. */
  public String extension() {
    return extension;
  }

  public String contentType() {
    return contentType;
  }
}
