package org.wellspring.client;

import java.util.List;

/** What a server says of itself. DSP0226 §11. Vendor and version may be empty. */
public record Identity(
    List<String> protocolVersions,
    String productVendor,
    String productVersion,
    List<String> securityProfiles) {}
