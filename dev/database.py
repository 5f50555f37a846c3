"""Bring the database up to date and make the account of the demo, with the settings of the environment."""

from __future__ import annotations

import os
from pathlib import Path

import django
from django.core.management import call_command

from dev.secret import kept_secret

USERNAME = "demo"
PASSWORD_FILE = "demo-password"


def main() -> None:
    django.setup()
    call_command("migrate", interactive=False, verbosity=1)
    make_account(Path(os.environ["DOCANALYZER_DATA_DIR"]))


def make_account(data: Path) -> None:
    """The password lies beside the data; a changed one is put back, so that the login printed works."""
    from docanalyzer.accounts.models import User  # models exist only after setup()

    password = kept_secret(data / PASSWORD_FILE)
    user, _ = User.objects.get_or_create(username=USERNAME, defaults={"is_staff": True, "is_superuser": True})
    if not user.check_password(password):
        user.set_password(password)
        user.save()


if __name__ == "__main__":
    main()
