package io.vividly.core.model;

import org.jspecify.annotations.Nullable;

/**
 * Why an attempt failed, in words for an operator.
 *
 * @param stage where it failed, or null when that was outside any stage
 * @param isPermanent whether it will fail the same way every time
 * @param message without the student's words
 * @param cause the class name of the exception behind it
 */
public record StageFailure(
    @Nullable Stage stage, boolean isPermanent, String message, String cause) {}
