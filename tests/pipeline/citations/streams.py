"""Claims parsed from a stream, and what parsing takes."""

from __future__ import annotations

import random
import time

from docanalyzer.pipeline.citations import Claim, ClaimStream, find_claims


def streams_as_whole(output: str, seeds: int = 20) -> None:
    """In whatever pieces it comes, the claims are those of the whole."""
    whole = find_claims(output)
    for seed in range(seeds):
        picker, stream, at = random.Random(seed), ClaimStream(), 0
        streamed: list[Claim] = []
        while at < len(output):
            size = picker.choice([1, 2, 5, 40])
            streamed += stream.feed(output[at : at + size])
            at += size
        assert streamed + stream.close() == whole


def takes_no_longer_than_it_is_long(piece: str) -> None:
    """Four times the output takes nowhere near sixteen times the time: a ratio, on the same machine."""

    def seconds(length: int) -> float:
        output = piece * (length // len(piece))
        began = time.process_time()
        find_claims(output)
        return time.process_time() - began

    assert seconds(64_000) < 5 * seconds(16_000) * 1.5 + 0.1
