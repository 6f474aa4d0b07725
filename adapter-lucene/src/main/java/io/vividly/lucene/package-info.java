/** The knowledge base: Markdown in, the passages that fit a question out. */
@NullMarked
package io.vividly.lucene;

import org.jspecify.annotations.NullMarked;
