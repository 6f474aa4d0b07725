/** What operators see of the running program: log lines for machines, traces and metrics. */
@NullMarked
package io.vividly.app.observe;

import org.jspecify.annotations.NullMarked;
