/** What embedding teams test with: a contract for every port, and adapters that live in memory. */
@NullMarked
package io.vividly.testkit;

import org.jspecify.annotations.NullMarked;
