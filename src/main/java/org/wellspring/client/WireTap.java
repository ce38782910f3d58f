package org.wellspring.client;

/** Sees what goes over the wire, for people who want to look. Never sees HTTP credentials. */
public interface WireTap {
  /** Sees nothing. */
  WireTap NONE =
      new WireTap() {
        @Override
        public void sent(String requestLine, String body) {}

        @Override
        public void received(int status, String body) {}
      };

  void sent(String requestLine, String body);

  void received(int status, String body);
}
