"""A real Triton server on a machine without a GPU: its environment, its command line, its readiness.

`.venv-triton/` holds the wheel nvidia-pytriton (the tritonserver binary and its Python backend) and a
numpy of its own: numpy 2 kills the backend's stub at the first text request while the server still
says READY. So readiness here is an answered request, never a flag.

    python -m dev.triton setup
    python -m dev.triton serve --repository triton/cpu --model docanalyzer_extractive --grpc-port 8001
"""

from __future__ import annotations

import argparse
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import FrameType

from dev.triton_python import Interpreter, TritonSetupError, choose_interpreter
from docanalyzer.pipeline.errors import InferenceError
from docanalyzer.pipeline.inference import ModelProfile
from docanalyzer.pipeline.triton import TritonClient

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv-triton"
LOCK = ROOT / "requirements" / "triton.txt"
LOOPBACK = "127.0.0.1"
LONG_PING_SILENCE_MS = "10000"
"""Clients may ping every 30 s through a silent prefill; the server's own floor would hang up on them."""


def ensure(venv: Path = VENV) -> Path:
    """Make `venv` ready for `command()`: at once where it already is. Raises TritonSetupError."""
    interpreter = choose_interpreter()
    stamp = venv / ".complete"
    wanted = f"{LOCK.read_text()}{interpreter.base_prefix} {interpreter.version} {venv}\n"
    try:
        with LOCK.open() as alone:
            fcntl.flock(alone, fcntl.LOCK_EX)
            if not (stamp.is_file() and stamp.read_text() == wanted):
                _install(venv, interpreter)
                _lay_out_backend(venv, interpreter)
                stamp.write_text(wanted)
    except PermissionError as error:
        raise TritonSetupError(
            f"No permission to write {error.filename or venv}: Triton's environment goes there; "
            "make it writable or run from a copy of your own."
        ) from error
    return venv


def _install(venv: Path, interpreter: Interpreter) -> None:
    """A virtual environment with exactly the locked packages, nothing they would pull in."""
    shutil.rmtree(venv, ignore_errors=True)
    uv = shutil.which(
        "uv", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    )
    python = venv / "bin" / "python"
    if uv:
        quiet = [uv, "--quiet", "--no-config"]
        _run([*quiet, "venv", "--no-project", "--python", interpreter.executable, str(venv)])
        install = [*quiet, "pip", "install", "--python", str(python)]
    else:
        _run([interpreter.executable, "-m", "venv", str(venv)])
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*install, "--no-deps", "--require-hashes", "-r", str(LOCK)])


def _run(argv: Sequence[str]) -> None:
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    if done.returncode:
        tail = (done.stderr or done.stdout).strip()[-2000:]
        raise TritonSetupError(
            f"Triton's environment could not be installed; `{' '.join(argv[:4])} …` said:\n{tail}"
        )


def _lay_out_backend(venv: Path, interpreter: Interpreter) -> None:
    """The folder tritonserver expects: the backend's library and the stub of this Python side by side."""
    packages = _site_packages(venv)
    server = packages / "pytriton" / "tritonserver"
    backend = venv / "backends" / "python"
    shutil.rmtree(backend, ignore_errors=True)
    shutil.copytree(server / "backends" / "python", backend)
    stub = server / "python_backend_stubs" / interpreter.version / "triton_python_backend_stub"
    shutil.copy2(stub, backend)
    for binary in (server / "bin" / "tritonserver", backend / stub.name):
        binary.chmod(0o755)


def _site_packages(venv: Path) -> Path:
    return next((venv / "lib").glob("python3*/site-packages"))


def command(
    model_repositories: Iterable[Path | str],
    *,
    http_port: int = 8000,
    grpc_port: int = 8001,
    metrics_port: int = 8002,
    models: Iterable[str] = (),
    settings: Iterable[str] = (),
    address: str = LOOPBACK,
    venv: Path = VENV,
) -> tuple[list[str], dict[str, str]]:
    """(argv, environment) of a server that listens on `address` only. Call ensure() first.

    models: those to load; none means every model of the repositories.
    settings: further `--backend-config` values ("python,shm-default-byte-size=67108864").
    """
    argv = [str(_site_packages(venv) / "pytriton" / "tritonserver" / "bin" / "tritonserver")]
    argv += [f"--model-repository={Path(path).resolve()}" for path in model_repositories]
    argv += [f"--backend-directory={(venv / 'backends').resolve()}"]
    for kind, port in (("http", http_port), ("grpc", grpc_port), ("metrics", metrics_port)):
        argv += [f"--{kind}-address={address}", f"--{kind}-port={port}"]
    argv += [
        f"--grpc-http2-min-recv-ping-interval-without-data={LONG_PING_SILENCE_MS}",
        "--allow-gpu-metrics=false",
        "--exit-on-error=false",
        "--strict-readiness=true",
        "--disable-auto-complete-config",
        "--exit-timeout-secs=3",
    ]
    chosen = list(models)
    if chosen:
        argv += ["--model-control-mode=explicit", *(f"--load-model={name}" for name in chosen)]
    argv += [f"--backend-config={value}" for value in settings]
    return argv, _environment(venv, os.environ)


def _environment(venv: Path, base: Mapping[str, str]) -> dict[str, str]:
    """Where the server and its stub find libpython, numpy and the standard library.

    A 3.12 stub ignores PYTHONPATH and PYTHONHOME and looks at the first python3 on PATH instead.
    """
    interpreter = choose_interpreter()
    packages = _site_packages(venv)
    libraries = [str(packages / "nvidia_pytriton.libs"), interpreter.library_folder]
    path = [str(venv.resolve() / "bin"), base.get("PATH", os.defpath)]
    environment = {k: v for k, v in base.items() if k not in {"VIRTUAL_ENV", "PYTHONSTARTUP"}}
    return environment | {
        "LD_LIBRARY_PATH": os.pathsep.join(libraries),
        "PATH": os.pathsep.join(path),
        "PYTHONHOME": interpreter.base_prefix,
        "PYTHONPATH": str(packages.resolve()),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_WAIT_POLICY": "passive",
    }


def wait_ready(
    models: Mapping[str, str],
    *,
    grpc_port: int,
    seconds: float,
    process: subprocess.Popen[bytes] | None = None,
) -> None:
    """Until each model (name → chat format) has answered a real request. Raises TritonSetupError."""
    deadline = time.monotonic() + seconds
    for name, chat_format in models.items():
        client = TritonClient(
            ModelProfile(name=name, urls=(f"{LOOPBACK}:{grpc_port}",), chat_format=chat_format)
        )
        while True:
            try:
                client.check()
                break
            except InferenceError as error:
                if process is not None and process.poll() is not None:
                    raise TritonSetupError(
                        f"Triton ended with status {process.returncode} at its start."
                    ) from error
                if time.monotonic() > deadline:
                    raise TritonSetupError(
                        f"Triton did not answer for {name} within {seconds:.0f} s: {error}"
                    ) from error
                time.sleep(0.1)
        client.close()


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m dev.triton", description=__doc__.partition("\n")[0])
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("setup", help="make the environment")
    serve = verbs.add_parser("serve", help="run a server until Ctrl-C")
    serve.add_argument(
        "--repository", action="append", default=[], help="a model repository; may be repeated"
    )
    serve.add_argument("--model", action="append", default=[], help="a model to load; may be repeated")
    for kind, port in (("http", 8000), ("grpc", 8001), ("metrics", 8002)):
        serve.add_argument(f"--{kind}-port", type=int, default=port)
    serve.add_argument(
        "--address", default=LOOPBACK, help="where to listen; another one in a container alone"
    )
    options = parser.parse_args(argv)
    try:
        ensure()
    except TritonSetupError as error:
        print(error, file=sys.stderr)
        return 1
    if options.verb == "setup":
        return 0
    return _serve(options)


def _serve(options: argparse.Namespace) -> int:
    server, environment = command(
        options.repository or [ROOT / "triton" / "cpu"],
        http_port=options.http_port,
        grpc_port=options.grpc_port,
        metrics_port=options.metrics_port,
        models=options.model,
        address=options.address,
    )
    process = subprocess.Popen(server, env=environment)

    def stop(number: int, frame: FrameType | None) -> None:
        process.send_signal(signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return process.wait()


if __name__ == "__main__":
    sys.exit(main())
