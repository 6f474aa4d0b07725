package io.vividly.core.model;

/** Names a passage to a reader, without its text. */
public record Citation(
    PassageId passage, String title, String section, String source, String licence) {}
