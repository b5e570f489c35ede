package dev.milena.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Files that flow through: out of an address into a call, and out of a platform into somebody's
 * hands.
 */
class FilesTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Map<String, String> NONE = Map.of();

  private final LocalServers servers = new LocalServers();
  private final VertxApiClient client = client(HttpSettings.LOCAL);

  private VertxApiClient client(HttpConfig config) {
    return new VertxApiClient(servers.vertx(), config, Optional.empty());
  }

  @AfterEach
  void close() {
    servers.close();
  }

  private record Part(String field, String name, String mime, long bytes) {}

  private record Form(Map<String, String> fields, List<Part> parts, Optional<String> length) {}

  /** Reads forms as any server would, with Vert.x's own decoder. */
  private String reading(List<Form> forms) {
    return servers.http(request -> {
      List<Part> parts = new ArrayList<>();
      request.setExpectMultipart(true);
      request.uploadHandler(upload -> {
        AtomicLong size = new AtomicLong();
        upload.handler(bytes -> size.addAndGet(bytes.length()));
        upload.endHandler(_ ->
            parts.add(
                new Part(upload.name(), upload.filename(), upload.contentType(), size.get())));
      });
      request.endHandler(_ -> {
        Map<String, String> fields = new java.util.LinkedHashMap<>();
        request.formAttributes().forEach((k, v) -> fields.put(k, v));
        forms.add(
            new Form(fields, parts, Optional.ofNullable(request.getHeader("content-length"))));
        request.response().end();
      });
    });
  }

  /** Serves a file of a size, with its length or without. */
  private String serving(int bytes, boolean sized) {
    byte[] content = new byte[bytes];
    Arrays.fill(content, (byte) 'f');
    return servers.http(request -> {
      request.response().setChunked(!sized).putHeader("content-type", "image/png; x=y");
      request.response().end(Buffer.buffer(content));
    })
        + "/file.png";
  }

  private static ApiRequest.FilePart part(String field, String source, long max) {
    return new ApiRequest.FilePart(field, "ein \"Bild\"\r\n.png", "image/png", source, max);
  }

  private static ApiRequest multipart(String url, List<ApiRequest.FilePart> files) {
    return new ApiRequest(
        "POST",
        url,
        Map.of(),
        new ApiRequest.MultipartBody(Map.of("caption", "Grüße {token}"), files));
  }

  private DeliveryResult call(ApiRequest request) {
    return client
        .call(
            request, NONE, TIMEOUT, a -> DeliveryResult.Delivered.as(Integer.toString(a.status())))
        .await()
        .atMost(Duration.ofSeconds(20));
  }

  // Out of an address into a call.

  @Test
  void fileFlowsIntoAMultipartCallWithItsLength() {
    // Given
    List<Form> forms = new CopyOnWriteArrayList<>();
    ApiRequest request =
        multipart(reading(forms), List.of(part("photo", serving(3_000_000, true), 10_000_000)));

    // When
    DeliveryResult result = call(request);

    // Then
    assertThat(result).isEqualTo(DeliveryResult.Delivered.as("200"));
    Form form = forms.getFirst();
    assertThat(form.fields()).isEqualTo(Map.of("caption", "Grüße {token}"));
    assertThat(form.parts())
        .containsExactly(new Part("photo", "ein %22Bild%22%0D%0A.png", "image/png", 3_000_000));
    assertThat(form.length()).isPresent();
  }

  @Test
  void filesOfUnknownSizeAreSentInChunks() {
    // Given
    List<Form> forms = new CopyOnWriteArrayList<>();
    List<ApiRequest.FilePart> files =
        List.of(
            part("a", serving(100_000, true), 1_000_000),
            part("b", serving(200_000, false), 1_000_000));

    // When
    DeliveryResult result = call(multipart(reading(forms), files));

    // Then
    assertThat(result).isEqualTo(DeliveryResult.Delivered.as("200"));
    assertThat(forms.getFirst().parts())
        .extracting(Part::bytes)
        .containsExactly(100_000L, 200_000L);
    assertThat(forms.getFirst().length()).isEmpty();
  }

  @Test
  void fileAloneIsTheBody() {
    // Given
    AtomicInteger received = new AtomicInteger();
    List<String> types = new CopyOnWriteArrayList<>();
    String target =
        servers.http(request ->
            request
                .body()
                .onSuccess(body -> {
                  received.set(body.length());
                  types.add(request.getHeader("content-type"));
                  request.response().end();
                }));
    ApiRequest request =
        new ApiRequest(
            "PUT",
            target,
            Map.of(),
            new ApiRequest.FileBody(part("", serving(70_000, true), 70_000)));

    // When
    call(request);

    // Then
    assertThat(received).hasValue(70_000);
    assertThat(types).containsExactly("image/png");
  }

  @Test
  void emptyFileIsSentAsAnEmptyFile() {
    // Given
    List<Form> forms = new CopyOnWriteArrayList<>();

    // When
    DeliveryResult result =
        call(multipart(reading(forms), List.of(part("photo", serving(0, true), 10))));

    // Then
    assertThat(result).isEqualTo(DeliveryResult.Delivered.as("200"));
    assertThat(forms.getFirst().parts()).extracting(Part::bytes).containsExactly(0L);
  }

  @Test
  void fileThatSaysItIsTooLargeIsRejectedBeforeThePlatformIsCalled() {
    // Given
    List<Form> forms = new CopyOnWriteArrayList<>();

    // When
    DeliveryResult result =
        call(multipart(reading(forms), List.of(part("photo", serving(2000, true), 1999))));

    // Then
    assertThat(result).isEqualTo(DeliveryResult.Rejected.because(Reasons.TOO_LARGE));
    assertThat(forms).isEmpty();
  }

  @Test
  void fileThatTurnsOutTooLargeIsRejectedAndTheCallNeverWhole() {
    // Given
    List<Form> forms = new CopyOnWriteArrayList<>();

    // When
    DeliveryResult result =
        call(
            multipart(
                reading(forms), List.of(part("photo", serving(5_000_000, false), 1_000_000))));

    // Then
    assertThat(result).isEqualTo(DeliveryResult.Rejected.because(Reasons.TOO_LARGE));
    assertThat(forms).isEmpty();
  }

  @Test
  void fileThatIsNotThereIsRejected() {
    // Given
    String gone = servers.http(request -> request.response().setStatusCode(404).end());

    // When
    DeliveryResult result =
        call(multipart(reading(new ArrayList<>()), List.of(part("photo", gone, 10))));

    // Then
    assertThat(result).isEqualTo(DeliveryResult.Rejected.because(Reasons.FILE_UNAVAILABLE));
  }

  @Test
  void fileWhoseServerFailsIsWorthAnotherTry() {
    // Given
    String failing = servers.http(request -> request.response().setStatusCode(503).end());

    // When
    DeliveryResult down =
        call(multipart(reading(new ArrayList<>()), List.of(part("photo", failing, 10))));
    DeliveryResult away =
        call(multipart(reading(new ArrayList<>()), List.of(part("photo", servers.nowhere(), 10))));

    // Then
    assertThat(down).isEqualTo(new DeliveryResult.Unreached(Reasons.FILE_UNAVAILABLE));
    assertThat(away).isEqualTo(new DeliveryResult.Unreached(Reasons.FILE_UNAVAILABLE));
  }

  @Test
  void fileThatBreaksOffLeavesTheCallUndone() {
    // Given
    List<Form> forms = new CopyOnWriteArrayList<>();
    String breaking =
        servers.tcp(socket ->
            socket.handler(_ ->
                socket
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nbegin")
                    .onComplete(_ -> socket.close())));

    // When
    DeliveryResult result =
        call(multipart(reading(forms), List.of(part("photo", breaking, 200_000))));

    // Then
    assertThat(result).isEqualTo(new DeliveryResult.Unreached(Reasons.FILE_UNAVAILABLE));
    assertThat(forms).isEmpty();
  }

  @Test
  void addressInAPrivateNetworkIsNotFetched() {
    // Given
    AtomicInteger fetched = new AtomicInteger();
    String inside = servers.http(_ -> fetched.incrementAndGet());
    VertxApiClient guarded = client(HttpSettings.DEFAULTS);

    // When
    DeliveryResult result =
        guarded
            .call(
                multipart(reading(new ArrayList<>()), List.of(part("photo", inside, 10))),
                NONE,
                TIMEOUT,
                _ -> DeliveryResult.Delivered.unnamed())
            .await()
            .atMost(TIMEOUT);

    // Then
    assertThat(result).isEqualTo(DeliveryResult.Rejected.because(Reasons.ADDRESS_NOT_ALLOWED));
    assertThat(fetched).hasValue(0);
  }

  @Test
  void platformThatStopsReadingStopsTheSourceToo() {
    // Given
    AtomicLong produced = new AtomicLong();
    String endless = endless(produced);
    String stuck = servers.tcp(socket -> socket.pause());

    // When
    DeliveryResult result =
        client
            .call(
                multipart(stuck, List.of(part("photo", endless, Long.MAX_VALUE))),
                NONE,
                Duration.ofSeconds(2),
                _ -> DeliveryResult.Delivered.unnamed())
            .await()
            .atMost(TIMEOUT);

    // Then
    assertThat(result).isEqualTo(new DeliveryResult.Unreached(Reasons.NO_CONNECTION));
    // What is on the way fits into the network's buffers: without back-pressure it would be
    // hundreds of megabytes.
    assertThat(produced.get()).isLessThan(40_000_000);
  }

  /** A file without an end, which counts what it could get rid of. */
  private String endless(AtomicLong produced) {
    return servers.http(request -> {
      request.response().setChunked(true);
      pour(request, produced);
      request.response().drainHandler(_ -> pour(request, produced));
    });
  }

  private static void pour(HttpServerRequest request, AtomicLong produced) {
    Buffer piece = Buffer.buffer(new byte[64 * 1024]);
    while (!request.response().writeQueueFull() && !request.response().closed()) {
      request.response().write(piece);
      produced.addAndGet(piece.length());
    }
  }

  // Out of a platform into somebody's hands.

  private Media.Opened open(VertxApiClient by, String url) {
    return by.open(new ApiRequest("GET", url, Map.of(), new ApiRequest.NoBody()), NONE, TIMEOUT)
        .await()
        .atMost(TIMEOUT);
  }

  @Test
  void downloadSaysWhatItIsAndFlowsWhole() {
    // When
    Media.Opened opened = open(client, serving(3_000_000, true));

    // Then
    assertThat(opened.mime()).hasValue("image/png");
    assertThat(opened.sizeBytes()).hasValue(3_000_000L);
    int total =
        opened
            .bytes()
            .map(Buffer::length)
            .collect()
            .with(java.util.stream.Collectors.summingInt(i -> i))
            .await()
            .atMost(TIMEOUT);
    assertThat(total).isEqualTo(3_000_000);
  }

  @Test
  void downloadFlowsPieceByPieceAsAskedFor() {
    // Given
    AtomicLong produced = new AtomicLong();
    AssertSubscriber<Buffer> reader =
        open(client, endless(produced))
            .bytes()
            .subscribe()
            .withSubscriber(AssertSubscriber.create(0));

    // When
    reader.request(3);

    // Then
    reader.awaitItems(3, TIMEOUT);
    long afterThree = settled(produced);
    assertThat(reader.getItems()).hasSize(3);
    assertThat(afterThree).isLessThan(40_000_000);
    reader.cancel();
  }

  /** The count once it stands still. */
  private static long settled(AtomicLong count) {
    AtomicLong before = new AtomicLong(-1);
    await()
        .pollInterval(Duration.ofMillis(200))
        .atMost(TIMEOUT)
        .until(() -> before.getAndSet(count.get()) == count.get());
    return count.get();
  }

  @Test
  void cancelledDownloadClosesTheConnection() {
    // Given
    AtomicBoolean closed = new AtomicBoolean();
    String url =
        servers.http(request -> {
          request.connection().closeHandler(_ -> closed.set(true));
          request.response().setChunked(true).write("first");
        });
    AssertSubscriber<Buffer> reader =
        open(client, url).bytes().subscribe().withSubscriber(AssertSubscriber.create(10));
    reader.awaitItems(1, TIMEOUT);

    // When
    reader.cancel();

    // Then
    await().untilTrue(closed);
  }

  @Test
  void downloadThatNobodyReadsIsClosed() {
    // Given
    AtomicBoolean closed = new AtomicBoolean();
    String url =
        servers.http(request -> {
          request.connection().closeHandler(_ -> closed.set(true));
          request.response().setChunked(true).write("first");
        });

    // When
    Media.Opened opened = open(client(HttpSettings.local("file-idle-timeout", "0.1s")), url);

    // Then
    await().untilTrue(closed);
    AssertSubscriber<Buffer> late =
        opened.bytes().subscribe().withSubscriber(AssertSubscriber.create(1));
    late.awaitFailure(TIMEOUT).assertFailedWith(IllegalStateException.class);
  }

  @Test
  void downloadThatStopsFlowingFails() {
    // Given
    String url = servers.http(request -> request.response().setChunked(true).write("first"));
    VertxApiClient impatient = client(HttpSettings.local("file-idle-timeout", "0.2s"));

    // When
    AssertSubscriber<Buffer> reader =
        open(impatient, url).bytes().subscribe().withSubscriber(AssertSubscriber.create(10));

    // Then
    reader.awaitFailure(TIMEOUT).assertFailedWith(Media.UnavailableException.class);
    assertThat(reader.getItems()).hasSize(1);
  }

  @Test
  void downloadThatBreaksOffFails() {
    // Given
    String url =
        servers.tcp(socket ->
            socket.handler(_ ->
                socket
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nbegin")
                    .onComplete(_ -> socket.close())));

    // When
    AssertSubscriber<Buffer> reader =
        open(client, url).bytes().subscribe().withSubscriber(AssertSubscriber.create(10));

    // Then
    reader.awaitFailure(TIMEOUT).assertFailedWith(Media.UnavailableException.class);
  }

  @Test
  void downloadThatIsNotThereFailsWithoutItsAddress() {
    // Given
    String url =
        servers.http(request -> request.response().setStatusCode(410).end()) + "/secretpath";

    // Then
    assertThatExceptionOfType(Media.UnavailableException.class)
        .isThrownBy(() -> open(client, url))
        .withMessageContaining("410")
        .withMessageNotContaining("secretpath");
  }

  @Test
  void foreignDownloadFollowsRedirects() {
    // Given
    String file = serving(1000, true);
    String redirecting =
        servers.http(r -> r.response().setStatusCode(302).putHeader("location", file).end());

    // When
    Media.Opened opened = client.openForeign(redirecting + "/x", TIMEOUT).await().atMost(TIMEOUT);

    // Then
    assertThat(opened.sizeBytes()).hasValue(1000L);
    assertThat(opened.bytes().collect().asList().await().atMost(TIMEOUT)).isNotEmpty();
  }

  @Test
  void foreignDownloadDoesNotRunInCircles() {
    // Given
    AtomicInteger calls = new AtomicInteger();
    String circle =
        servers.http(r -> {
          calls.incrementAndGet();
          r.response().setStatusCode(307).putHeader("location", "/again").end();
        });

    // Then
    assertThatExceptionOfType(Media.UnavailableException.class)
        .isThrownBy(() -> client.openForeign(circle, TIMEOUT).await().atMost(TIMEOUT));
    assertThat(calls).hasValue(4);
  }
}
