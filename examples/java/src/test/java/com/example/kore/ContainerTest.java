package com.example.kore;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.DockerImageName;

/** The same with Testcontainers: a mock in a container, which ends with the tests of this class. */
@Testcontainers(disabledWithoutDocker = true)
class ContainerTest {
  private static final String ADMIN_TOKEN = "of-this-test";

  @Container
  private static final GenericContainer<?> CONTAINER =
      new GenericContainer<>(DockerImageName.parse("kore-mock:latest"))
          .withEnv("KORE_MOCK_SEED", "java")
          .withEnv("KORE_MOCK_ADMIN_TOKEN", ADMIN_TOKEN)
          .withExposedPorts(4010)
          .waitingFor(Wait.forHttp("/__admin/health").forStatusCode(200));

  @Test
  void itIsThere() {
    String url = "http://127.0.0.1:" + CONTAINER.getMappedPort(4010);
    KoreMock mock = KoreMock.at(url, ADMIN_TOKEN);
    assertTrue(mock.admin("GET", "world", null, null).contains("\"seed\":\"java\""));
  }
}
