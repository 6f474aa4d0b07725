package io.vividly.app;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the environment variables say about who understands, writes, speaks and embeds, and where
 * media are kept.
 *
 * @param understanding who understands questions
 * @param script who writes scripts
 * @param speech who speaks
 * @param embeddings who embeds passages and queries
 * @param gemini how Gemini is reached; also for the embeddings
 * @param voice of Cloud Text-to-Speech; null for its default
 * @param bucket where media are kept; null for the disk
 * @param endpoints of Google's services, where they are not the usual ones
 * @param prices a file that replaces the table of prices that ships with the program
 */
record AiSettings(
    Choice understanding,
    Choice script,
    Choice speech,
    Provider embeddings,
    GeminiSettings gemini,
    @Nullable String voice,
    @Nullable String bucket,
    Endpoints endpoints,
    @Nullable String prices) {

  private static final Pattern VOICE_FORM = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]+)+");
  private static final Pattern BUCKET_FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]");

  /** Who does the work of a stage. */
  enum Provider {
    /** On this machine. */
    LOCAL,
    /** Google Cloud. */
    GCP;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Who does the work of a stage, and who stands in.
   *
   * @param fallback null for nobody: then a failure is a failure
   */
  record Choice(Provider provider, @Nullable Provider fallback) {

    /** Whoever it is, in short. */
    String names() {
      return provider.wireName() + (fallback == null ? "" : "|" + fallback.wireName());
    }
  }

  /**
   * Where Google's services are; null for Google's own. What is named here is spoken to without
   * credentials.
   */
  record Endpoints(@Nullable URI gemini, @Nullable String speech, @Nullable URI storage) {}

  static AiSettings read(Settings.Reader reader, @Nullable String projectId) {
    Provider all = provider(reader, "AI_PROVIDER", Provider.LOCAL);
    Endpoints endpoints =
        new Endpoints(
            reader.uri("GEMINI_ENDPOINT"),
            reader.text("TTS_ENDPOINT", PubSubSettings.HOST, "host:port"),
            reader.uri("GCS_ENDPOINT"));
    AiSettings settings =
        new AiSettings(
            choice(reader, "NLU", all),
            choice(reader, "SCRIPT", all),
            choice(reader, "TTS", all),
            provider(reader, "EMBEDDINGS_PROVIDER", all),
            GeminiSettings.read(reader, projectId),
            reader.text("TTS_VOICE", VOICE_FORM, "a voice's name, as en-US-Neural2-F"),
            reader.text("GCS_GENERATED_CONTENT_BUCKET", BUCKET_FORM, "the name of a bucket"),
            endpoints,
            reader.text("PRICES"));
    settings.check(reader);
    return settings;
  }

  /** Whether anything is done by one of these. */
  boolean uses(Provider provider) {
    return Stream.of(understanding, script, speech).anyMatch(choice -> does(choice, provider))
        || embeddings == provider;
  }

  private static boolean does(Choice choice, Provider provider) {
    return choice.provider() == provider || choice.fallback() == provider;
  }

  boolean usesGemini() {
    return does(understanding, Provider.GCP)
        || does(script, Provider.GCP)
        || embeddings == Provider.GCP;
  }

  private void check(Settings.Reader reader) {
    if (usesGemini() && endpoints.gemini() == null && !gemini.hasAccess()) {
      reader.problem(
          "Gemini needs GCP_PROJECT_ID (and uses the account of the process) or GEMINI_API_KEY,"
              + " because AI_PROVIDER, NLU_PROVIDER, SCRIPT_PROVIDER or EMBEDDINGS_PROVIDER is gcp.");
    }
    if (does(speech, Provider.GCP)) {
      try {
        GoogleOptions.speech(this);
      } catch (IllegalArgumentException e) {
        reader.problem("TTS_VOICE: " + e.getMessage());
      }
    }
  }

  private static Choice choice(Settings.Reader reader, String stage, Provider otherwise) {
    Provider provider = provider(reader, stage + "_PROVIDER", otherwise);
    String variable = stage + "_FALLBACK";
    Provider fallback =
        reader.text(variable) == null ? null : provider(reader, variable, otherwise);
    if (fallback == provider) {
      reader.problem(
          variable
              + "="
              + fallback.wireName()
              + " is who does that work anyway; unset it, or name another provider.");
      return new Choice(provider, null);
    }
    return new Choice(provider, fallback);
  }

  private static Provider provider(Settings.Reader reader, String variable, Provider otherwise) {
    String value = reader.text(variable);
    if (value == null) {
      return otherwise;
    }
    for (Provider provider : Provider.values()) {
      if (provider.wireName().equals(value.toLowerCase(Locale.ROOT))) {
        return provider;
      }
    }
    String known =
        Arrays.stream(Provider.values())
            .map(Provider::wireName)
            .collect(Collectors.joining(" or "));
    reader.problem(variable + " must be " + known + ", not \"" + value + "\".");
    return otherwise;
  }
}
