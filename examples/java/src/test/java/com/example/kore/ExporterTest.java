package com.example.kore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What tests of a client look like. */
@ExtendWith(KoreMockExtension.class)
class ExporterTest {
  private static final String SESSIONS = "/api/public/bot/st-shop/getSessions";

  private static HttpResponse<String> ask(KoreMock mock, String testId, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(mock.url() + SESSIONS))
            .header("auth", mock.token())
            .header("X-Test-Id", testId)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void sessionsOfADay(KoreMock mock, String testId) throws Exception {
    mock.freeze("2026-03-09T12:00:00Z", testId);
    HttpResponse<String> answer = ask(mock, testId, "{\"dateFrom\": \"2026-03-02\", \"dateTo\": \"2026-03-02\", \"limit\": 1}");
    assertEquals(200, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("\"start_time\":\"2026-03-02T"), answer.body());
    assertEquals("2026-03-09T12:00:00.000Z", answer.headers().firstValue("x-mock-now").orElse(""));
  }

  @Test
  void theRateLimit(KoreMock mock, String testId) throws Exception {
    mock.fail("getSessions", 429, 1, testId);
    HttpResponse<String> refused = ask(mock, testId, "{}");
    assertEquals(429, refused.statusCode());
    assertTrue(refused.headers().firstValue("retry-after").isPresent());
    assertEquals(200, ask(mock, testId, "{}").statusCode());
    assertEquals(2, mock.count("getSessions", testId));
  }

  @Test
  void aMistake(KoreMock mock, String testId) throws Exception {
    HttpResponse<String> refused = ask(mock, testId, "{\"limit\": \"ten\"}");
    assertEquals(412, refused.statusCode());
    assertTrue(refused.body().contains("body.limit"), refused.body());
    assertEquals(1, mock.count("getSessions", testId), "the calls of the other tests are theirs");
  }
}
