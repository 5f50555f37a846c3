"""Running answers for bench.streams: rows of a database as a worker would have claimed them."""

from __future__ import annotations

from importlib import import_module

import django


def make_runs(count: int) -> tuple[list[int], str]:
    """(ids of `count` running answers, the session key of somebody who may see them). Migrates the database."""
    django.setup()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.core.management import call_command
    from django.utils import timezone

    from docanalyzer.accounts.models import Membership, User, Workspace
    from docanalyzer.runs.models import Run

    call_command("migrate", verbosity=0)
    workspace = Workspace.objects.create(name="Bench")
    user = User.objects.create_user("bench")
    Membership.objects.create(user=user, workspace=workspace)
    now = timezone.now()
    task = {"kind": "question", "instructions": "When?"}
    runs = Run.objects.bulk_create(
        Run(
            workspace=workspace, created_by=user, task=task, status="running", attempts=1,
            started_at=now, heartbeat=now,
        )
        for _ in range(count)
    )  # fmt: skip
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return [run.pk for run in runs], str(session.session_key)
