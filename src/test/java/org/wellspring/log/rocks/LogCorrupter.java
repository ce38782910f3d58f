package org.wellspring.log.rocks;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A disk that lies: cuts files and flips bits, where a seed says. */
final class LogCorrupter {
  private final SplittableRandom random;

  LogCorrupter(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Files of the database with that ending, oldest first, that are not empty. */
  static List<Path> files(Path data, String ending) throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("db"))) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .filter(file -> size(file) > 0)
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void cut(Path file) throws IOException {
    try (RandomAccessFile octets = new RandomAccessFile(file.toFile(), "rw")) {
      octets.setLength(random.nextLong(octets.length()));
    }
  }

  void flip(Path file, int bits) throws IOException {
    try (RandomAccessFile octets = new RandomAccessFile(file.toFile(), "rw")) {
      for (int n = 0; n < bits; n++) {
        long at = random.nextLong(octets.length());
        octets.seek(at);
        int was = octets.read();
        octets.seek(at);
        octets.write(was ^ (1 << random.nextInt(8)));
      }
    }
  }

  Path pick(List<Path> files) {
    return files.get(random.nextInt(files.size()));
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
