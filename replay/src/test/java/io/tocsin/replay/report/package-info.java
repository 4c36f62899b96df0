/** Tests of the report. */
@org.jspecify.annotations.NullMarked
package io.tocsin.replay.report;
