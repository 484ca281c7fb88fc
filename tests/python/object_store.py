"""The smallest object store that speaks S3. Buckets are folders; only who signs with the right key may read."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit
from xml.sax.saxutils import escape

KEY = "reader"


class Handler(BaseHTTPRequestHandler):
    """Lists the objects of a bucket, and sends an object or a part of it."""

    protocol_version = "HTTP/1.1"
    root: Path
    asked: list[str]

    def do_HEAD(self) -> None:
        """Say how large an object is."""
        self.do_GET()

    def do_GET(self) -> None:
        """Answer."""
        url = urlsplit(self.path)
        path = self.root / unquote(url.path).strip("/")
        self.asked.append(f"{self.command} {unquote(url.path)}")
        if f"Credential={KEY}/" not in self.headers.get("Authorization", ""):
            self.send(403, b"<Error><Code>AccessDenied</Code></Error>")
        elif path.is_dir():
            self.send(200, self.listing(path, parse_qs(url.query).get("prefix", [""])[0]))
        elif not path.is_file():
            self.send(404, b"<Error><Code>NoSuchKey</Code></Error>")
        else:
            content = path.read_bytes()
            first, _, last = self.headers.get("Range", "").removeprefix("bytes=").partition("-")
            if not first:
                self.send(200, content)
            else:
                self.send(206, content[int(first) : int(last) + 1], f"bytes {first}-{last}/{len(content)}")

    def listing(self, bucket: Path, prefix: str) -> bytes:
        """The names of all objects below a prefix, on one page."""
        names = sorted(path.relative_to(bucket).as_posix() for path in bucket.rglob("*") if path.is_file())
        objects = "".join(
            f"<Contents><Key>{escape(quote(name))}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified>"
            f"<ETag>&quot;0&quot;</ETag><Size>{(bucket / name).stat().st_size}</Size></Contents>"
            for name in names
            if name.startswith(prefix)
        )
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{objects}</ListBucketResult>".encode()

    def send(self, status: int, content: bytes, content_range: str = "") -> None:
        """Send an answer, without its content where only its head was asked for."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT")
        if content_range:
            self.send_header("Content-Range", content_range)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def object_store(root: Path) -> Iterator[tuple[str, list[str]]]:
    """A store of the folders in `root`: its host and port, and what it is asked for."""
    asked: list[str] = []
    handler = type("Handler", (Handler,), {"root": root, "asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()
