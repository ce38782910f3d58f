/**
 * The life of subscriptions: who may make, renew and end them, how long they live, and what is
 * recorded before it is answered.
 *
 * <p>Every operation has the same shape: <em>decide</em> (pure), <em>record</em>, <em>apply</em>,
 * <em>reply</em>. State is owned by one lane. No clock is read and no protocol is known here.
 */
@NullMarked
package org.wellspring.subscription;

import org.jspecify.annotations.NullMarked;
