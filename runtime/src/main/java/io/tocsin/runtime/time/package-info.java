/**
 * One clock for a chain of services: made at the first stage from what it has sent, carried in the
 * topics as control records, merged where streams meet.
 */
@NullMarked
package io.tocsin.runtime.time;

import org.jspecify.annotations.NullMarked;
