/** Gemini, Vertex AI embeddings and Cloud Text-to-Speech, on their official clients. */
@NullMarked
package io.vividly.gcpai;

import org.jspecify.annotations.NullMarked;
