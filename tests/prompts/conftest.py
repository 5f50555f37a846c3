"""An admin of the owner's workspace, and a template there."""

import pytest

from docanalyzer.accounts.models import Membership, User
from docanalyzer.prompts.models import PromptTemplate
from docanalyzer.prompts.services import create_template, publish

FORM = {
    "name": "Notice",
    "description": "",
    "instructions": "List every notice period of {{ party }}.",
    "output": "markdown",
    "language": "",
    "max_tokens": "",
    "temperature": "0",
    "variables-count": "1",
    "variables-0-name": "party",
    "variables-0-type": "text",
    "variables-0-required": "on",
    "fields-count": "0",
}
"""What a browser posts for a template with one variable."""


@pytest.fixture
def admin(owner: User) -> User:
    Membership.objects.filter(user=owner).update(role=Membership.Role.ADMIN)
    return owner


@pytest.fixture
def template(admin: User) -> PromptTemplate:
    """Published once: "Say what it is about."."""
    made = create_template(
        user=admin, name="Ours", kind="summary", wording={"instructions": "Say what it is about."}
    )
    publish(made, author=admin, note="First")
    return made
