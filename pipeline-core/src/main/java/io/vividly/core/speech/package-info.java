/** How written text is said: numbers, units, formulae, symbols and abbreviations as words. */
@NullMarked
package io.vividly.core.speech;

import org.jspecify.annotations.NullMarked;
