package org.wellspring.model;

/** What the source shows to a sink that asks for HTTP Basic authentication. */
public record SinkCredentials(String user, Secret password) {}
