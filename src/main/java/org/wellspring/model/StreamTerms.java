package org.wellspring.model;

import java.util.Optional;

/**
 * What a subscription made over the REST front door has besides.
 *
 * @param name given by the subscriber; unique among those of one owner
 * @param signingSecret key of the signature that goes with each message; empty: none goes
 */
public record StreamTerms(String name, Optional<Secret> signingSecret) {}
