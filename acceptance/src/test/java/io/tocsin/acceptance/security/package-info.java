/** Secured clusters: logins, certificates, rights, and what is said when they are wrong. */
@NullMarked
package io.tocsin.acceptance.security;

import org.jspecify.annotations.NullMarked;
