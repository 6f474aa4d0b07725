/** Checks a script against the passages it cites, and against what a script has to be. */
@NullMarked
package io.vividly.core.check;

import org.jspecify.annotations.NullMarked;
