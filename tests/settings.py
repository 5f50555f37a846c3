"""The product's own settings, with a data folder, a key and a Valkey of the test run's own."""

import os
import tempfile

from dev.ports import free_ports

os.environ.setdefault("DOCANALYZER_SECRET_KEY", "a key for tests")
os.environ.setdefault("DOCANALYZER_DATA_DIR", tempfile.mkdtemp(prefix="docanalyzer-tests-"))
os.environ["REDIS_URL"] = f"redis://127.0.0.1:{free_ports(1)[0]}/0"
os.environ["TRITON_URLS"] = "127.0.0.1:9"  # nothing answers there: a test that needs a model brings one

from docanalyzer.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
