"""vLLM's AsyncLLM in a process of its own, behind a Unix socket.

Two sides meet here. In Triton's stub: launcher.py and frames.py, which import nothing but the standard
library. In the engine's process: server.py, generation.py and progress.py, which import vLLM. The two
may run under different Pythons with different numpys; a crash of the engine leaves the stub answering.
"""
