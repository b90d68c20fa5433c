package com.example.kore;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mock for the tests of a class. What is set and asked here is for one test id: the client under test sends it as X-Test-Id.
 * Nothing but the JDK is needed; a JSON library makes the answers easier to read.
 */
public final class KoreMock implements AutoCloseable {
  private static final Pattern LISTENS = Pattern.compile("^kore-mock listens on (\\S+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final String url;
  private final String adminToken;

  private KoreMock(Process process, String url, String adminToken) {
    this.process = process;
    this.url = url;
    this.adminToken = adminToken;
  }

  /** Starts the command (KORE_MOCK_COMMAND, else npx kore-mock) and waits until it listens. It ends with this JVM, even one that is killed. */
  public static KoreMock start(String... flags) {
    String command = System.getenv().getOrDefault("KORE_MOCK_COMMAND", "npx kore-mock");
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("--port", "0", "--host", "127.0.0.1", "--end-with-parent"));
    words.addAll(List.of(flags));
    try {
      Path said = Files.createTempFile("kore-mock", ".log");
      said.toFile().deleteOnExit();
      Process process = new ProcessBuilder(words).redirectError(said.toFile()).start();
      BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher found = LISTENS.matcher(line);
        if (found.find()) return new KoreMock(process, found.group(1), System.getenv("KORE_MOCK_ADMIN_TOKEN"));
      }
      throw new IllegalStateException("kore-mock did not start: " + Files.readString(said));
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  /** A mock that runs already, such as one in a container. */
  public static KoreMock at(String url, String adminToken) {
    return new KoreMock(null, url, adminToken);
  }

  public String url() {
    return url;
  }

  /** A token for the header auth; it never expires. */
  public String token() {
    String answer = admin("POST", "tokens", "{\"expiresIn\": null}", null);
    Matcher found = Pattern.compile("\"token\":\"([^\"]+)\"").matcher(answer);
    if (!found.find()) throw new IllegalStateException(answer);
    return found.group(1);
  }

  /** Stops the clock of a test at an instant such as 2026-03-09T12:00:00Z. */
  public void freeze(String instant, String testId) {
    admin("PUT", "clock", "{\"now\": \"" + instant + "\"}", testId);
  }

  /** Makes as many calls of an operation fail with a status. */
  public void fail(String operationId, int status, int times, String testId) {
    String match = "\"match\": {\"operationId\": \"" + operationId + "\"}";
    admin("POST", "faults", "{" + match + ", \"times\": " + times + ", \"fault\": {\"status\": " + status + "}}", testId);
  }

  /** How many calls of an operation there were in a test. */
  public int count(String operationId, String testId) {
    String answer = admin("POST", "requests/count", "{\"operationId\": \"" + operationId + "\"}", testId);
    Matcher found = Pattern.compile("\"count\":(\\d+)").matcher(answer);
    if (!found.find()) throw new IllegalStateException(answer);
    return Integer.parseInt(found.group(1));
  }

  /** Clock, faults, quotas and journal of a test as they were. */
  public void reset(String testId) {
    admin("POST", "reset", null, testId);
  }

  /** A call of the admin API; gives its answer, as JSON. */
  public String admin(String method, String path, String body, String testId) {
    HttpRequest.BodyPublisher sent =
        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/__admin/" + path)).method(method, sent);
    if (body != null) request.header("Content-Type", "application/json");
    if (testId != null) request.header("X-Test-Id", testId);
    if (adminToken != null) request.header("Authorization", "Bearer " + adminToken);
    try {
      HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 400) throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
      return answer.body();
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    } catch (InterruptedException error) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(error);
    }
  }

  /** Ends the mock, if it was started here. */
  @Override
  public void close() {
    if (process == null) return;
    try {
      process.getOutputStream().close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    } catch (InterruptedException error) {
      Thread.currentThread().interrupt();
    }
  }
}
