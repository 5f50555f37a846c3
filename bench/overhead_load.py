"""Other people's streams for bench.overhead: each asks as a browser would and follows its answer's event stream."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

TOKEN = re.compile(r"(\d+)/(\d+)")
START_SECONDS = 240


class Load:
    """`count` streams on one document while the block runs; begins once every one of them has its first token."""

    def __init__(
        self,
        address: str,
        document: str,
        cookies: dict[str, str],
        count: int,
        script: Callable[[float], str],
    ) -> None:
        self.host = urlsplit(address).netloc
        self.path = urlsplit(document).path
        self.cookies, self.count, self.script = cookies, count, script
        self.arrivals: list[float] = []
        self.begun = self.ended = 0
        self.stopping = False
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Load:
        self.thread.start()
        deadline = time.monotonic() + START_SECONDS
        while self.begun < self.count:
            if not self.thread.is_alive() or time.monotonic() > deadline:
                raise RuntimeError(f"only {self.begun} of {self.count} streams began")
            time.sleep(0.05)
        self.arrivals.clear()
        return self

    def __exit__(self, *error: object) -> None:
        self.kept, ended = list(self.arrivals), self.ended
        self.stopping = True
        self.thread.join()
        if ended and not any(error):
            raise RuntimeError(f"{ended} of {self.count} streams had ended before the browser's")

    def delays(self) -> list[float]:
        """Milliseconds from the model's sending to the socket, of each token that came while the block ran."""
        return self.kept

    def _run(self) -> None:
        self.loop.run_until_complete(self._all())

    async def _all(self) -> None:
        await asyncio.gather(*(self._one() for _ in range(self.count)))

    async def _one(self) -> None:
        clock = time.time()
        body = urlencode({"question": self.script(clock), "thread": "new"})
        answer = await self._post(f"{self.path}ask/", body)
        found = re.search(r"/runs/(\d+)/stream", answer)
        if not found:
            raise RuntimeError(answer[:300])
        await self._follow(f"/runs/{found[1]}/stream", clock)
        self.ended += 1
        await self._post(f"/runs/{found[1]}/cancel/", "")

    def _head(self, method: str, path: str, more: str = "") -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return (
            f"{method} {path} HTTP/1.1\r\nHost: {self.host}\r\nCookie: {cookies}\r\n"
            f"X-CSRFToken: {self.cookies['csrftoken']}\r\n{more}\r\n"
        ).encode()

    async def _post(self, path: str, body: str) -> str:
        host, port = self.host.split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        more = (
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
            "HX-Request: true\r\nConnection: close\r\n"
        )
        writer.write(self._head("POST", path, more) + body.encode())
        answer = await reader.read()
        writer.close()
        return answer.decode(errors="replace")

    async def _follow(self, path: str, clock: float) -> None:
        host, port = self.host.split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(self._head("GET", path))
        seen: set[str] = set()
        while not self.stopping and (line := await reader.readline()):
            at = (time.time() - clock) * 1e4
            for match in TOKEN.finditer(line.decode()):
                if match[0] not in seen:
                    self.begun += not seen
                    seen.add(match[0])
                    self.arrivals.append((at - int(match[2])) / 10)
            if line.startswith(b"event: done"):
                break
        writer.close()
