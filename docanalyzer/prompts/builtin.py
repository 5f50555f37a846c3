"""The built-in templates: shipped as YAML beside this file, a new version published when their text changes.

Each file holds the English wording and, under `zh`, what differs in the Chinese one, which becomes a template of
its own with "-zh" after its slug. What a workspace copied or wrote is never touched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from docanalyzer.prompts.models import PromptTemplate, PromptVersion
from docanalyzer.prompts.wording import EMPTY

FOLDER = Path(__file__).parent / "builtin_templates"
ABOUT = ("name", "description", "kind", "position")


def definitions() -> list[dict[str, Any]]:
    """Every built-in template, both languages: slug, name, description, kind, position and the wording."""
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))]
    return [one for file in files for one in (english(file), chinese(file))]


def english(file: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in file.items() if key != "zh"}


def chinese(file: Mapping[str, Any]) -> dict[str, Any]:
    """The same template with its Chinese words; rows of variables and fields are named, not repeated."""
    words = file["zh"]
    rows = {key: translated(file[key], words.get(key, {})) for key in ("variables", "fields") if key in file}
    return {**english(file), **words, **rows, "slug": f"{file['slug']}-zh", "language": "zh"}


def translated(
    rows: Sequence[Mapping[str, Any]], words: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    bare = ({key: value for key, value in row.items() if key not in ("description", "help")} for row in rows)
    return [{**row, **words[row["name"]]} for row in bare]


def install_builtin(using: str = "default") -> int:
    """Create what is missing, publish what changed; running it again changes nothing. Returns new versions."""
    return sum(install_one(definition, using) for definition in definitions())


def install_one(definition: Mapping[str, Any], using: str) -> int:
    template, _ = PromptTemplate.objects.using(using).update_or_create(
        workspace=None,
        slug=definition["slug"],
        defaults={key: definition[key] for key in ABOUT},
    )
    wording = {key: definition.get(key, default) for key, default in EMPTY.items()}
    newest = template.versions.using(using).first()
    if newest is not None and newest.wording() == wording:
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
