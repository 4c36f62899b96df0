/** What the tests of all modules share: a real cluster, builders of records, the shared data. */
@NullMarked
package io.tocsin.testkit;

import org.jspecify.annotations.NullMarked;
