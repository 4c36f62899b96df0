/** Finds the posts in the text of a scraped live-blog page. */
@NullMarked
package io.tocsin.replay.core.liveblog;

import org.jspecify.annotations.NullMarked;
