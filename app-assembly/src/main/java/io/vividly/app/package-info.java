/**
 * The program: configuration, wiring and the command line. The only place that sees two adapters.
 */
@NullMarked
package io.vividly.app;

import org.jspecify.annotations.NullMarked;
