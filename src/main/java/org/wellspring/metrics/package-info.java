/** What is counted, and how it is shown to Prometheus. The only package that knows Micrometer. */
@NullMarked
package org.wellspring.metrics;

import org.jspecify.annotations.NullMarked;
