"""The Triton client behind the InferenceClient protocol: gRPC streaming, cancel, deadlines, replicas.

Speaks to Triton's stock vLLM backend, to this project's own models, and to any model with the tensors
of triton/README.md: what a model does not declare is neither sent nor asked for.

ModelProfile.extra may hold: "idle_seconds" (silence allowed after the first token, 300),
"keepalive_seconds" (30; the server must allow it: triton/README.md), "hang_seconds" (a server that
gives nobody any sign for so long is taken for hung, 120), "sampling" (more sampling
parameters, sent as they are), "structured_output" ("structured_outputs", "guided_decoding" for images
25.01 to 25.10, "" for a server that has none).
"""

from docanalyzer.pipeline.triton.client import TritonClient
from docanalyzer.pipeline.triton.replicas import ReplicaHealth

__all__ = ["ReplicaHealth", "TritonClient"]
