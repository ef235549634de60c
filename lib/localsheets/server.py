"""The endpoint over HTTP/1.1, for whoever is not in this process."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import suppress
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase
from socketserver import TCPServer
from typing import Any, Self
from urllib.parse import urlsplit

from lib.localsheets.answer import Answer
from lib.localsheets.endpoint import Endpoint, Request
from lib.localsheets.refusal import Refusal, malformed

_LARGEST_BODY = 64 * 2**20
_LONGEST_LINE = 2**16
_HELD_S = 30.0


class Server(ThreadingHTTPServer):
    """Listens from the start, answers inside `with`; at its end no thread or connection is left."""

    request_queue_size = 128

    def __init__(self, endpoint: Endpoint, user: str, host: str, port: int) -> None:
        self.endpoint = endpoint
        self.user = user
        self._conversations: list[tuple[threading.Thread, socket.socket]] = []
        self._listener = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)
        super().__init__((host, port), _Conversation)

    @property
    def url(self) -> str:
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}"

    def requests(self) -> list[Request]:
        """The last 10,000 requests, oldest first; not those whose HTTP was refused already."""
        return list(self.endpoint.log)

    def __enter__(self) -> Self:
        self._listener.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self.shutdown()
        self._listener.join()
        self.server_close()
        for _, connection in self._conversations:
            with suppress(OSError):  # it has ended by itself
                connection.shutdown(socket.SHUT_RDWR)
        for thread, _ in self._conversations:
            thread.join()

    def server_bind(self) -> None:
        """Without asking the network what this machine is called, as HTTPServer does."""
        TCPServer.server_bind(self)

    def _begin(self, request: Any, client_address: Any) -> None:
        """In a daemon thread, as usual, but one that is known and can be waited for."""
        thread = threading.Thread(
            target=self.process_request_thread, args=(request, client_address), daemon=True
        )
        thread.start()
        going_on = [(t, c) for t, c in self._conversations if t.is_alive()]
        self._conversations = [*going_on, (thread, request)]

    process_request = _begin  # so socketserver calls it

    def shutdown_request(self, request: Any) -> None:
        """Closed without the farewell that would turn a reset into an ordinary end."""
        self.close_request(request)


class _Conversation(BaseHTTPRequestHandler):
    """One connection: requests and answers in turn."""

    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are two packets; the second must not wait

    def handle(self) -> None:
        with suppress(ConnectionError):  # a client that is gone is no news
            super().handle()

    def _answer(self) -> None:
        url = urlsplit(self.path)
        try:
            body = _body(self.headers, self.rfile)
        except Refusal as refusal:
            self._send(Answer.of(refusal), is_last=True)
            return
        answer = self.server.endpoint.answer(self._user(), self.command, url.path, url.query, body)
        if answer.lost:
            self._lose(answer)
        else:
            self._send(answer)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815 - so http.server calls it

    def _user(self) -> str:
        """The token is the address; other credentials are nobody's."""
        given = self.headers.get("Authorization")
        if given is None:
            return self.server.user
        scheme, _, token = given.partition(" ")
        return token.strip() if scheme.lower() == "bearer" else ""

    def _send(self, answer: Answer, *, is_last: bool = False) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if is_last:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(answer.body)
        if is_last:
            self._hear_out()

    def _hear_out(self) -> None:
        """Closing on a client that still sends would cost it the answer."""
        self.connection.shutdown(socket.SHUT_WR)
        heard = 0
        while heard < _LARGEST_BODY and (piece := self.rfile.read1()):
            heard += len(piece)

    def _lose(self, answer: Answer) -> None:
        self.close_connection = True
        if answer.lost == "reset":
            on_for_no_time = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, on_for_no_time)
        else:  # until the client gives up
            self.connection.settimeout(_HELD_S)
            with suppress(TimeoutError):
                self.connection.recv(1)

    def log_message(self, *_said: Any) -> None:
        """Quiet: the log of requests is kept by the endpoint."""


def _body(headers: Message, stream: BufferedIOBase) -> bytes:
    if headers.get("Transfer-Encoding", "").lower() == "chunked":
        return b"".join(_chunks(stream))
    return _exactly(_size(headers.get("Content-Length", "0"), 10), stream)


def _chunks(stream: BufferedIOBase) -> Iterator[bytes]:
    left = _LARGEST_BODY
    while size := _size(_line(stream).partition(b";")[0].decode("ascii", "replace"), 16, left):
        left -= size
        yield _exactly(size, stream)
        _line(stream)
    while _line(stream).strip():  # trailers
        pass


def _size(text: str, base: int, most: int = _LARGEST_BODY) -> int:
    try:
        size = int(text, base)
    except ValueError:
        size = -1
    if size < 0:
        raise malformed("", f"Invalid length of the request body: '{text}'")
    if size > most:
        raise Refusal(
            413,
            f"Request payload size exceeds the limit: {_LARGEST_BODY} bytes.",
            status="INVALID_ARGUMENT",
        )
    return size


def _line(stream: BufferedIOBase) -> bytes:
    return stream.readline(_LONGEST_LINE)


def _exactly(size: int, stream: BufferedIOBase) -> bytes:
    body = stream.read(size)
    if len(body) < size:
        raise ConnectionError("the client left in the middle of its request")
    return body
