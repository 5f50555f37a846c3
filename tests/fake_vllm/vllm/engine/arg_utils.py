"""AsyncEngineArgs that refuses unknown names."""

from dataclasses import dataclass


@dataclass
class AsyncEngineArgs:
    model: str = ""
    dtype: str = "auto"
    max_model_len: int = 1000
    gpu_memory_utilization: float = 0.9
    tensor_parallel_size: int = 1
    max_num_seqs: int = 2
    max_num_batched_tokens: int = 64
    long_prefill_token_threshold: int = 0
    enable_chunked_prefill: bool = True
    enable_prefix_caching: bool = True
    generation_config: str = "auto"
    disable_log_stats: bool = False
    load_format: str = "auto"
    enforce_eager: bool = False
    seed: int = 0
