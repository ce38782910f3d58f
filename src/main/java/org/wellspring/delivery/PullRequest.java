package org.wellspring.delivery;

import java.time.Duration;
import java.util.OptionalLong;
import org.wellspring.model.LogPosition;

/**
 * A client's wish to collect events.
 *
 * @param from the first position it has not seen, as its enumeration context says
 * @param maxElements at least 1
 * @param maxCharacters of all items
 * @param maxOctets room for items in the reply
 * @param longestWait longest time to hold the request when there is nothing
 */
public record PullRequest(
    LogPosition from,
    int maxElements,
    OptionalLong maxCharacters,
    OptionalLong maxOctets,
    Duration longestWait) {}
