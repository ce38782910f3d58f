package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wellspring.client.CloudEventMessage;

/** The example in {@code docs/examples} does what it says. */
final class TutorialIT {
  @Test
  void theTutorialReceivesItsIndicationAndLeavesNothingBehind(@TempDir Path folder)
      throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int code =
        compiler.run(
            null,
            null,
            null,
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString(),
            "docs/examples/SubscriptionManagerTutorial.java");
    assertThat(code).isZero();

    try (StartedServer server = StartedServer.with();
        URLClassLoader loader =
            new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, TutorialIT.class.getClassLoader())) {
      Method main =
          loader.loadClass("SubscriptionManagerTutorial").getMethod("main", String[].class);
      CompletableFuture<Void> running =
          CompletableFuture.runAsync(
              () -> {
                try {
                  main.invoke(null, (Object) new String[] {server.base().toString()});
                } catch (ReflectiveOperationException e) {
                  throw new AssertionError(e);
                }
              });
      Awaitility.await()
          .atMost(20, TimeUnit.SECONDS)
          .until(() -> running.isDone() || !server.server().subscriptions().isEmpty());
      server.publish(
          new CloudEventMessage(
              "t1",
              "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_AlertIndication",
              "CIM_AlertIndication",
              Optional.empty(),
              Optional.empty(),
              CloudEventMessage.Format.JSON,
              "{\"OwningEntity\":\"DMTF\",\"MessageID\":\"SVPC0124\"}"));

      running.get(60, TimeUnit.SECONDS);

      assertThat(server.server().subscriptions()).isEmpty();
    }
  }
}
