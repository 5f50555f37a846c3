"""The product's own settings, with a data folder, a key and a Valkey of the test run's own."""

import atexit
import os
import shutil
import tempfile

from dev.ports import free_ports

os.environ.setdefault("DOCANALYZER_SECRET_KEY", "a key for tests")
_worker = os.environ.get("PYTEST_XDIST_WORKER", "")
if "DOCANALYZER_DATA_DIR" not in os.environ or os.environ.get("DOCANALYZER_TESTS_OF", "") != _worker:
    os.environ["DOCANALYZER_TESTS_OF"] = _worker  # each worker of a parallel run has a folder of its own
    _folder = tempfile.mkdtemp(prefix="docanalyzer-tests-")
    os.environ["DOCANALYZER_DATA_DIR"] = _folder  # the programs that tests start share it
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["REDIS_URL"] = f"redis://127.0.0.1:{free_ports(1)[0]}/0"
os.environ["TRITON_URLS"] = "127.0.0.1:9"  # nothing answers there: a test that needs a model brings one

from docanalyzer.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
