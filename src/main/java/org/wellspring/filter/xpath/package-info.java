/** XPath 1.0 (REC-xpath-19991116) over the event tree, by Jaxen with a navigator of ours. */
@NullMarked
package org.wellspring.filter.xpath;

import org.jspecify.annotations.NullMarked;
