"""What the tests share: both clients behind one interface, a scripted server, a relay that breaks."""

from __future__ import annotations

import asyncio
import inspect
import json
import os
import socket
import threading
from typing import Any, Callable, Dict, Iterator, List, NamedTuple, Optional

from batchwright_client import AsyncClient, Client

URL = os.environ.get("BATCHWRIGHT_URL", "")
KEY = os.environ.get("BATCHWRIGHT_KEY", "the-key")


class Blocking:
    """An asynchronous object as a synchronous one, so that one test is about both clients."""

    def __init__(self, target: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._target = target
        self._loop = loop

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._target, name)
        if inspect.isroutine(value):
            return lambda *given, **named: self._result(value(*given, **named))
        return Blocking(value, self._loop) if type(value).__name__.startswith("Async") else value

    def __enter__(self) -> Blocking:
        return self

    def __exit__(self, *_: object) -> None:
        self._result(self._target.close())

    def __iter__(self) -> Iterator[Any]:
        return self._each(self._target.__aiter__())

    def _result(self, value: Any) -> Any:
        if inspect.isasyncgen(value):
            return self._each(value)
        result = self._loop.run_until_complete(value) if inspect.isawaitable(value) else value
        return (
            Blocking(result, self._loop) if type(result).__name__.startswith("Async") else result
        )

    def _each(self, values: Any) -> Iterator[Any]:
        try:
            while True:
                try:
                    yield self._loop.run_until_complete(values.__anext__())
                except StopAsyncIteration:
                    return
        finally:
            self._loop.run_until_complete(values.aclose())


class WithClient:
    """Tests of ``Client``; ``WithAsyncClient`` beside it makes them tests of ``AsyncClient``."""

    def connect(self, url: str = URL, key: str = KEY, **options: Any) -> Any:
        client = Client(url, key, **options)
        self.addCleanup(client.close)  # type: ignore[attr-defined]
        return client


class WithAsyncClient:
    def connect(self, url: str = URL, key: str = KEY, **options: Any) -> Any:
        loop = asyncio.new_event_loop()
        client = Blocking(AsyncClient(url, key, **options), loop)
        for close in (
            loop.close,
            lambda: loop.run_until_complete(loop.shutdown_asyncgens()),
            client.close,
        ):
            self.addCleanup(close)  # type: ignore[attr-defined]
        return client


class Sent(NamedTuple):
    """A request that came."""

    method: str
    path: str
    headers: Dict[str, str]
    body: bytes


#: What the script says to a request: the bytes of an answer, or None to lose the connection.
Reply = Optional[bytes]


def answer(status: int, body: str = "", **headers: str) -> bytes:
    """The bytes of an answer; names of headers have underscores for hyphens."""
    lines = [
        f"HTTP/1.1 {status} Status",
        f"Content-Length: {len(body.encode())}",
        "Connection: close",
    ]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def refusal(status: int, code: str, **headers: str) -> bytes:
    """An error in the service's own shape."""
    told = {"error_code": code, "message": f"It is {code}.", "details": {}, "trace_id": "t1"}
    return answer(status, json.dumps(told), Content_Type="application/json", **headers)


class Listener:
    """A port of this machine with a thread for each connection."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._sockets: List[socket.socket] = []
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._server.close()
        self.cut()

    def cut(self) -> None:
        """Ends every connection now."""
        sockets, self._sockets = self._sockets, []
        for one in sockets:
            end(one)

    def serve(self, connection: socket.socket) -> None:
        raise NotImplementedError

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            self._sockets.append(connection)
            threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            self.serve(connection)
        except OSError:
            pass
        finally:
            end(connection)


def end(connection: socket.socket) -> None:
    """Ends a connection, also under a thread that waits for it."""
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    connection.close()


class Scripted(Listener):
    """Answers one request of a connection by a script, the last reply as often as it is asked."""

    def __init__(self, *replies: Reply) -> None:
        self._replies = list(replies)
        self.sent: List[Sent] = []
        super().__init__()

    def serve(self, connection: socket.socket) -> None:
        request = read_request(connection)
        if request is None:
            return
        self.sent.append(request)
        reply = self._replies[min(len(self.sent), len(self._replies)) - 1]
        if reply is not None:
            connection.sendall(reply)


def read_request(connection: socket.socket) -> Optional[Sent]:
    """One request with its body; None when the connection ends before."""
    file = connection.makefile("rb")
    first = file.readline().decode().split(" ")
    if len(first) < 2:
        return None
    headers: Dict[str, str] = {}
    for line in iter(lambda: file.readline().decode().strip(), ""):
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    if headers.get("transfer-encoding") == "chunked":
        body = b"".join(iter(lambda: file.read(int(file.readline(), 16) + 2)[:-2], b""))
    else:
        body = file.read(int(headers.get("content-length", "0")))
    return Sent(first[0], first[1], headers, body)


class Relay(Listener):
    """Stands before a service; loses connections, or answers in its place, when it is told."""

    def __init__(self, target: str) -> None:
        host, _, port = target.partition("://")[2].partition(":")
        self._target = (host, int(port))
        self._answers: List[bytes] = []
        self._left: Optional[int] = None
        self._is_dropping = False
        #: Connections that clients have made.
        self.connections = 0
        super().__init__()

    def cut_after(self, count: int) -> None:
        """Ends the connection over which the service sends the byte of this number, once."""
        self._left = count

    def drop_answer(self) -> None:
        """The next answer of the service is lost with its connection."""
        self._is_dropping = True

    def answer(self, text: bytes) -> None:
        """The next connection gets this instead of an answer of the service."""
        self._answers.append(text)

    def serve(self, connection: socket.socket) -> None:
        self.connections += 1
        if self._answers:
            text = self._answers.pop(0)
            read_request(connection)
            connection.sendall(text)
            return
        service = socket.create_connection(self._target)
        self._sockets.append(service)
        threading.Thread(target=self._carry, args=[connection, service], daemon=True).start()
        try:
            self._pass(service, connection)
        finally:
            end(service)

    def _carry(self, connection: socket.socket, service: socket.socket) -> None:
        try:
            while data := connection.recv(65536):
                service.sendall(data)
        except OSError:
            pass
        finally:
            end(service)

    def _pass(self, service: socket.socket, connection: socket.socket) -> None:
        while data := service.recv(65536):
            if self._is_dropping:
                self._is_dropping = False
                return
            if self._left is not None and len(data) >= self._left:
                connection.sendall(data[: self._left])
                self._left = None
                return
            if self._left is not None:
                self._left -= len(data)
            connection.sendall(data)


def every(values: Any, act: Callable[[Any], object]) -> List[Any]:
    """Does something for each value, and gives them all."""
    found = []
    for value in values:
        act(value)
        found.append(value)
    return found
