package org.wellspring.intake;

/** How the data of a CloudEvent was written. */
enum DataForm {
  /** As octets, in the charset of its content type. */
  OCTETS,
  /** As a JSON string: decoded already, whatever charset it names. */
  STRING
}
