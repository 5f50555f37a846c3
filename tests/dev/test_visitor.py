"""The demo's visitor reads event streams as a browser does."""

from __future__ import annotations

from dev.visitor import server_sent_events


def test_reads_names_data_and_ids_and_leaves_heartbeats_out() -> None:
    stream = b': connected\n\nid: 1-0\nevent: delta\ndata: {"text": "a"}\n\n: heartbeat\n\nevent: done\ndata: {}\n\n'
    assert list(server_sent_events(iter(stream.splitlines(keepends=True)))) == [
        ("delta", {"text": "a"}, "1-0"),
        ("done", {}, "1-0"),
    ]


def test_joins_data_of_several_lines() -> None:
    lines = [b"event: delta\n", b"data: {\n", b'data: "text": "a\\nb"}\n', b"\n"]
    assert list(server_sent_events(iter(lines))) == [("delta", {"text": "a\nb"}, "")]


def test_drops_an_event_that_was_cut_off() -> None:
    assert list(server_sent_events(iter([b"event: delta\n", b'data: {"text"']))) == []
