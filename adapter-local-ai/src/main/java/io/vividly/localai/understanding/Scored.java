package io.vividly.localai.understanding;

/** How close a question is to a subject: the higher, the closer. */
record Scored<T>(T subject, double score) {}
