/** Providers that stand in for others, where the operator wants that. */
@NullMarked
package io.vividly.core.fallback;

import org.jspecify.annotations.NullMarked;
