/** Composes scripts from the sentences of the passages, without a language model. */
@NullMarked
package io.vividly.localai.script;

import org.jspecify.annotations.NullMarked;
