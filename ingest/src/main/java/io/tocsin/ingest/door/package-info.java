/**
 * What all doors share: a post is checked here as the service will check it, and sent to the raw
 * topic with a receipt.
 */
@NullMarked
package io.tocsin.ingest.door;

import org.jspecify.annotations.NullMarked;
