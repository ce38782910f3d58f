package org.wellspring.log.rocks;

/** Something stored is not what was written. */
final class DamagedRecord extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DamagedRecord(String message) {
    super(message);
  }
}
