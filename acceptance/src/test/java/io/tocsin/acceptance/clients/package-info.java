/**
 * The examples of docs/subscribe.md: clients of others on our topics, run as their readers run
 * them.
 */
@NullMarked
package io.tocsin.acceptance.clients;

import org.jspecify.annotations.NullMarked;
