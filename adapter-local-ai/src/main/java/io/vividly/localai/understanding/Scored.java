package io.vividly.localai.understanding;

/**
 * How close a question is to a subject.
 *
 * @param similarity by meaning alone, a cosine
 * @param score by meaning and words: the higher, the closer
 */
record Scored<T>(T subject, double similarity, double score) {}
