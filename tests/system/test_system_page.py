from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from docanalyzer.accounts.models import Membership, User
from docanalyzer.pipeline.prompts import Task
from docanalyzer.runs import loaded
from docanalyzer.runs.models import Run
from docanalyzer.runs.services import create_run
from tests.people import make_ready
from tests.system.conftest import FIRST, Model


@pytest.fixture
def admin(owner: User) -> User:
    Membership.objects.filter(user=owner).update(role=Membership.Role.ADMIN)
    return owner


def ask(user: User, title: str) -> Run:
    document = make_ready(user, title, (title,))
    return create_run(user=user, documents=[document], task=Task(kind="question", instructions="?"))


def page(client: Client, user: User) -> str:
    client.force_login(user)
    response = client.get("/system/")
    assert response.status_code == 200
    return response.content.decode()


def test_somebody_new_does_not_see_it_nor_an_admin_beside_whom_others_work(
    client: Client, admin: User, outsider: User
) -> None:
    """Everybody is admin of the workspace that was made for him."""
    somebody = User.objects.create_user("somebody", password="reading room")
    make_ready(admin, "Theirs", ("theirs",))
    assert somebody.workspace != admin.workspace
    assert somebody.is_workspace_admin
    client.force_login(somebody)
    assert client.get("/system/").status_code == 404
    assert "/system/" not in client.get("/documents/").content.decode()
    page(client, admin)
    make_ready(outsider, "Elsewhere", ("elsewhere",))
    assert client.get("/system/").status_code == 404


def test_admins_and_staff_see_it_and_members_do_not(client: Client, admin: User, colleague: User) -> None:
    page(client, admin)
    client.force_login(colleague)
    assert client.get("/system/").status_code == 404
    assert "/system/" not in client.get("/documents/").content.decode()
    User.objects.filter(pk=colleague.pk).update(is_staff=True)
    page(client, colleague)
    assert 'href="/system/"' in client.get("/documents/").content.decode()
    client.logout()
    assert client.get("/system/").status_code == 302


def test_the_queue_is_shown_in_its_order_with_what_runs_and_what_waits_for_the_server(
    client: Client, admin: User, colleague: User
) -> None:
    giant, running, put_off = (ask(admin, name) for name in ("Giant", "Running", "Later"))
    ask(admin, "Short")
    Run.objects.filter(pk=giant.pk).update(expected_tokens=900_000)
    assert running.claim(replica=FIRST, tokens=12_345)
    again = (timezone.now() + timedelta(hours=1)).replace(minute=2)
    Run.objects.filter(pk=put_off.pk).update(retry_at=again)
    shown = page(client, admin)
    queue = shown[shown.index(">Queue") :]
    assert queue.index("Short") < queue.index("Giant") < queue.index("Later")
    assert f"again at {again:%H:%M}" in queue
    assert f'href="/runs/{running.pk}/"' in shown[: shown.index(">Queue")]
    assert "12,345" in shown


def test_another_workspaces_titles_are_not_told_even_to_staff(
    client: Client, admin: User, outsider: User, settings
) -> None:
    settings.PREFIX_CACHE = True
    theirs = ask(outsider, "Their secret merger")
    loaded.mark(FIRST, theirs.route, 1000)
    ours = ask(admin, "Our report")
    loaded.mark(FIRST, ours.route, 1000)
    User.objects.filter(pk=admin.pk).update(is_staff=True)
    shown = page(client, admin)
    assert "Their secret merger" not in shown
    assert "of another workspace" in shown
    assert shown.count("Our report") == 2
    assert FIRST in shown


def test_the_servers_addresses_are_told_to_staff_alone(client: Client, admin: User, settings) -> None:
    settings.PREFIX_CACHE = True
    loaded.mark(FIRST, ask(admin, "Our report").route, 1000)
    assert FIRST not in page(client, admin)


def test_the_last_hour_counts_tokens_cache_hits_and_waits(client: Client, admin: User) -> None:
    now = timezone.now()
    for cached, failed in ((0, False), (900, False), (900, True)):
        run = ask(admin, f"{cached} {failed}")
        Run.objects.filter(pk=run.pk).update(
            status="failed" if failed else "succeeded",
            started_at=now - timedelta(seconds=12),
            first_token_at=now - timedelta(seconds=10),
            finished_at=now,
            input_tokens=1000,
            cached_tokens=cached,
            output_tokens=50,
        )
    old = ask(admin, "Old")
    Run.objects.filter(pk=old.pk).update(
        status="succeeded", started_at=now, finished_at=now - timedelta(hours=2), input_tokens=77_000
    )
    shown = page(client, admin)
    hour = shown[shown.index("The last hour") :]
    assert "3,000" in hour
    assert "60 %" in hour
    assert "1 failed" in hour
    assert "5.0" in hour
    assert "2.0 s, 2.0 s" in hour


def test_a_server_that_is_away_is_shown_as_away(client: Client, admin: User, model: Model) -> None:
    model.goes_away()
    shown = page(client, admin)
    assert "away" in shown
    assert "The model server does not answer." in shown


def test_an_engine_without_a_cache_has_no_list_of_loaded_documents(client: Client, admin: User) -> None:
    assert "Loaded documents" not in page(client, admin)


def test_htmx_gets_the_part_inside(client: Client, admin: User) -> None:
    client.force_login(admin)
    part = client.get("/system/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "Queue" in part
