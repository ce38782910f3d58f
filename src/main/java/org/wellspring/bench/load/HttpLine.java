package org.wellspring.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * One kept HTTP/1.1 connection, one request at a time, blocking: the cheapest client there is. Not
 * for use by several threads.
 */
public final class HttpLine implements AutoCloseable {
  private static final int READ = 64 * 1024;
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int STATUS_AT = "HTTP/1.1 ".length();

  private final Socket socket;
  private final String host;
  private final HttpFrames frames = new HttpFrames();

  public HttpLine(URI base) throws IOException {
    this.socket = new Socket(InetAddress.getByName(base.getHost()), base.getPort());
    this.socket.setTcpNoDelay(true);
    this.socket.setSoTimeout(TIMEOUT_MILLIS);
    this.host = base.getAuthority();
  }

  /** An answer; its octets are valid until the next request. */
  public record Answer(int status, byte[] octets, int begin, int body, int end) {
    public String text() {
      return new String(octets, body, end - body, StandardCharsets.UTF_8);
    }

    /**
     * This, if it is the status wanted.
     *
     * @throws IOException with what the server said, if not
     */
    public Answer expect(int wanted) throws IOException {
      if (status != wanted) {
        throw new IOException("HTTP " + status + " where " + wanted + " was expected: " + text());
      }
      return this;
    }
  }

  public Answer post(String path, String contentType, String body) throws IOException {
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nContent-Type: "
            + contentType
            + "\r\nContent-Length: "
            + octets.length
            + "\r\n\r\n";
    byte[] whole = new byte[head.length() + octets.length];
    System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, whole, 0, head.length());
    System.arraycopy(octets, 0, whole, head.length(), octets.length);
    socket.getOutputStream().write(whole);
    return receive();
  }

  private Answer receive() throws IOException {
    while (!frames.hasNext()) {
      byte[] room = frames.reserve(READ);
      int count = socket.getInputStream().read(room, frames.end(), READ);
      if (count < 0) {
        throw new IOException("the server closed the connection");
      }
      frames.grown(count);
    }
    byte[] octets = frames.octets();
    int at = frames.head() + STATUS_AT;
    int status = (octets[at] - '0') * 100 + (octets[at + 1] - '0') * 10 + (octets[at + 2] - '0');
    Answer answer = new Answer(status, octets, frames.head(), frames.body(), frames.next());
    frames.pass();
    return answer;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // nothing is owed to a socket that fails to close
    }
  }
}
