package org.wellspring.stream;

import org.wellspring.model.Principal;

/**
 * Somebody who may log in, as things stand now.
 *
 * @param stamp changes whenever the account does, as by a new password: what was given out before
 *     is void then
 */
public record Account(Principal principal, String stamp) {}
