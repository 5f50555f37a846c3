"""A stand-in for vLLM with the few names that triton/gpu uses: a scheduler of sleeps, a cache of words.

A token is a word. A step takes FAKE_VLLM_STEP seconds. A prompt whose last word is "die" kills the engine,
"fail" fails the request. What happened is appended to FAKE_VLLM_LOG, one JSON object a line.
"""

from vllm.sampling_params import SamplingParams

__all__ = ["SamplingParams"]
