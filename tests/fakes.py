"""A scripted model: tests say what it streams and patch nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from docanalyzer.pipeline.errors import InferenceCancelled
from docanalyzer.pipeline.inference import Chunk, ModelProfile, Sampling, Usage


class ScriptedClient:
    """Streams `script`: texts are yielded, exceptions raised, callables called. Keeps the prompts it was sent."""

    def __init__(
        self, *script: str | Exception | Callable[[], None], profile: ModelProfile | None = None
    ) -> None:
        self.profile = profile or ModelProfile(name="scripted", label="Scripted", chat_format="extractive")
        self.script: Sequence[str | Exception | Callable[[], None]] = script
        self.prompts: list[str] = []
        self.samplings: list[Sampling] = []

    def stream(
        self, prompt: str, sampling: Sampling, *, cancelled: Callable[[], bool] = lambda: False
    ) -> Iterator[Chunk]:
        self.prompts.append(prompt)
        self.samplings.append(sampling)
        for step in self.script:
            if cancelled():
                raise InferenceCancelled("cancelled")
            if isinstance(step, Exception):
                raise step
            if isinstance(step, str):
                yield Chunk(text=step)
            else:
                step()
        yield Chunk(finish_reason="stop", usage=Usage(input_tokens=123, output_tokens=len(self.script)))

    def check(self) -> None:
        return None

    def replica_for(self, route: str) -> str:
        return self.profile.urls[0]

    def model_version(self, *, cancelled: Callable[[], bool] = lambda: False) -> str:
        return "1"
