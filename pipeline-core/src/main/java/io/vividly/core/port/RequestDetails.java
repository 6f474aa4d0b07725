package io.vividly.core.port;

import io.vividly.core.model.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * How a request stands, with what there is of its answer.
 *
 * @param scriptText what will be spoken, a paragraph for each scene, once it is written
 * @param outcome null as long as the request has not ended
 */
public record RequestDetails(
    RequestSummary summary, @Nullable String scriptText, @Nullable Outcome outcome) {}
