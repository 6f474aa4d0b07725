/** Finds out what a student asks, by an embedding model and by words. */
@NullMarked
package io.vividly.localai.understanding;

import org.jspecify.annotations.NullMarked;
