/** The values that the pipeline works on. Records validate in their constructors. */
@NullMarked
package io.vividly.core.model;

import org.jspecify.annotations.NullMarked;
