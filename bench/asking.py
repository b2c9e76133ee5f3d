"""Those who ask a server: as many connections as there are, each asking again when it is answered, over bare sockets.

A client of Python's library takes as much of the processor as the server does; here a request is a few bytes.
"""

import socket
from collections.abc import Iterator
from threading import Lock, Thread
from time import perf_counter

from bench.serving import PORT

END = b"\r\n\r\n"
LENGTH = b"content-length: "


def asked_again(requests: Iterator[bytes], *, connections: int, seconds: float) -> int:
    """How many requests were answered with 200 in that time. raises RuntimeError where one was not"""
    until, done, refused = perf_counter() + seconds, [0] * connections, []

    taking = Lock()

    def ask(place: int) -> None:
        with socket.create_connection(("127.0.0.1", PORT)) as opened:
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while perf_counter() < until and not refused:
                with taking:
                    request = next(requests)
                opened.sendall(request)
                head = answer(opened)
                if not head.startswith(b"HTTP/1.1 200"):
                    refused.append(head)
                done[place] += 1

    threads = [Thread(target=ask, args=(place,)) for place in range(connections)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    if refused:
        raise RuntimeError(refused[0].decode())
    return sum(done)


def answer(opened: socket.socket) -> bytes:
    """An answer, read to its end."""
    got = b""
    while END not in got:
        got += opened.recv(65_536)
    head, _, body = got.partition(END)
    at = head.lower().index(LENGTH) + len(LENGTH)
    left = int(head[at:].split(b"\r\n", 1)[0]) - len(body)
    while left > 0:
        more = opened.recv(65_536)
        left -= len(more)
        got += more
    return got


def one_page(request: bytes) -> tuple[str, str]:
    """A page, and the cookies that come with it."""
    with socket.create_connection(("127.0.0.1", PORT)) as opened:
        opened.sendall(request)
        head, _, body = answer(opened).partition(END)
    lines = head.decode().split("\r\n")
    cookies = [
        line.partition(":")[2].partition(";")[0] for line in lines if line.lower().startswith("set-cookie")
    ]
    return body.decode(), "; ".join(one.strip() for one in cookies)
