"""What a browser does, without one: signs in, uploads, watches, starts a template, reads the stream."""

from __future__ import annotations

import http.client
import http.cookiejar
import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SILENCE_SECONDS = 60
"""The server sends a heartbeat every 15 s; more silence than this means that the connection is gone."""


class Refused(Exception):
    """The server said no; the text is its own sentence."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


@dataclass(slots=True)
class Visitor:
    """One signed-in person at `address`, such as http://127.0.0.1:8000."""

    address: str
    cookies: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def sign_in(self, username: str, password: str) -> None:
        self.get("/login/")
        answer = self.post("/login/", {"username": username, "password": password})
        if answer.status != 302:
            raise Refused(f"{username} could not sign in at {self.address}.")

    def upload(self, path: Path) -> int:
        """The document's id. The same file again is the same document."""
        boundary = "--------------docanalyzer-demo"
        name = path.name.replace('"', "_")
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        head += "Content-Type: application/octet-stream\r\n\r\n"
        body = head.encode() + path.read_bytes() + f"\r\n--{boundary}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}", "X-Upload": "1"}
        rows = self.send("/documents/upload/", body, headers).read().decode()
        found = re.search(r"/documents/(\d+)/", rows)
        if found is None:
            raise Refused(f"The upload of {path.name} was answered without a document.")
        return int(found[1])

    def states(self, document: int) -> Iterator[dict[str, Any]]:
        """The document's status each time it changes, until it is ready or has failed."""
        before: dict[str, Any] = {}
        while True:
            state = json.load(self.get(f"/documents/{document}/status.json"))
            if state != before:
                yield state
            if state["status"] not in {"uploaded", "reading"}:
                return
            before = state
            time.sleep(0.1)

    def start(self, document: int, template: str) -> int:
        """The id of the run that was started."""
        answer = self.post(f"/documents/{document}/analyses/", {"template": template})
        found = re.search(r"/runs/(\d+)/", answer.headers.get("Location", ""))
        if found is None:
            raise Refused(
                f"The template “{template}” was not started; {self.address}/documents/{document}/ says why."
            )
        return int(found[1])

    def stream(self, run: int) -> Iterator[str]:
        """The answer's text as it grows; a dropped connection goes on where it was."""
        last_id = "0"
        while True:
            with self.get(f"/runs/{run}/events", {"Last-Event-ID": last_id}) as answer:
                for name, data, event_id in server_sent_events(answer):
                    last_id = event_id or last_id
                    if name == "delta":
                        yield data["text"]
                    if name == "done":
                        return
            time.sleep(0.5)

    def result(self, run: int) -> dict[str, Any]:
        return json.load(self.get(f"/runs/{run}/result.json"))

    def get(self, path: str, headers: dict[str, str] | None = None) -> http.client.HTTPResponse:
        return self._open(urllib.request.Request(self.address + path, headers=headers or {}))

    def post(self, path: str, fields: dict[str, str]) -> http.client.HTTPResponse:
        return self.send(path, urllib.parse.urlencode(fields).encode(), {})

    def send(self, path: str, body: bytes, headers: dict[str, str]) -> http.client.HTTPResponse:
        """POST with the CSRF token of the session. A redirect is an answer here, and is not followed."""
        token = next((cookie.value or "" for cookie in self.cookies if cookie.name == "csrftoken"), "")
        headers = headers | {"X-CSRFToken": token, "Referer": self.address + path}
        return self._open(urllib.request.Request(self.address + path, data=body, headers=headers))

    def _open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        jar = urllib.request.HTTPCookieProcessor(self.cookies)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), jar, _NoRedirect)
        try:
            return opener.open(request, timeout=SILENCE_SECONDS)
        except urllib.error.HTTPError as error:
            if error.code < 400:
                return error  # type: ignore[return-value]
            text = error.read().decode(errors="replace")
            sentence = text if len(text) < 1000 and "<" not in text else f"the answer was {error.code}"
            raise Refused(f"{request.full_url}: {sentence}") from error


def server_sent_events(lines: Iterator[bytes] | http.client.HTTPResponse) -> Iterator[tuple[str, Any, str]]:
    """(event, its JSON data, id) of a text/event-stream; comments and empty events are left out."""
    name, data, event_id = "", [], ""
    for raw in lines:
        line = raw.decode().rstrip("\r\n")
        key, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if key == "event":
            name = value
        elif key == "id":
            event_id = value
        elif key == "data":
            data.append(value)
        elif not line and data:
            yield name, json.loads("\n".join(data)), event_id
            name, data = "", []
