"""The built-in templates: shipped as YAML beside this file, a new version published when their text changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from docanalyzer.prompts.models import PromptTemplate, PromptVersion

FOLDER = Path(__file__).parent / "builtin_templates"
VERSION_KEYS = ("instructions", "fields", "output", "language", "max_tokens", "temperature")


def definitions() -> list[dict[str, Any]]:
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))]


def install_builtin(using: str = "default") -> int:
    """Create what is missing, publish what changed; running it again changes nothing. Returns new versions."""
    return sum(install_one(definition, using) for definition in definitions())


def install_one(definition: dict[str, Any], using: str) -> int:
    template, _ = PromptTemplate.objects.using(using).update_or_create(
        workspace=None,
        slug=definition["slug"],
        defaults={key: definition[key] for key in ("name", "description", "kind", "position")},
    )
    wording = {key: definition[key] for key in VERSION_KEYS if key in definition}
    newest = template.versions.using(using).first()
    if newest is not None and all(getattr(newest, key) == value for key, value in wording.items()):
        return 0
    version = PromptVersion(
        template=template,
        number=(newest.number if newest else 0) + 1,
        note="Shipped with docanalyzer",
        **wording,
    )
    version.save(using=using)
    template.current = version
    template.save(using=using)
    return 1
