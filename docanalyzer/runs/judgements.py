"""Judge a result, sign it off, and read how things stand: what was said last, folded from all that was said."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from docanalyzer import events
from docanalyzer.accounts.models import User
from docanalyzer.runs.extractions import read_run, schema_of
from docanalyzer.runs.judgement_models import Judgement
from docanalyzer.runs.models import Run

Kind = Judgement.Kind
MOST_CHARACTERS = 20_000
"""Of a correction or a note."""
MOST_ADDED = 100
"""How many values people may add to a list beyond those the model gave."""


class JudgementRefused(Exception):
    """Why it cannot be said of this result; a sentence for the person."""


class Overtaken(JudgementRefused):
    """Somebody else said something about the same value since this person saw it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one value, or the whole result, stands.

    state: "verified", "corrected", "flagged", or "" where nothing is said or it was cleared. correction: the
    judgement whose `value` stands in the model's place, also after it was verified or flagged; None: the
    model's own value stands. last: the newest judgement; `seen` of judge() is its key.
    """

    state: str = ""
    correction: Judgement | None = None
    last: Judgement | None = None

    @property
    def is_corrected(self) -> bool:
        return self.correction is not None

    @property
    def seen(self) -> int:
        return self.last.pk if self.last else 0

    @property
    def author(self) -> str:
        return self.last.author_name if self.last and self.state else ""

    @property
    def at(self) -> datetime | None:
        return self.last.created_at if self.last and self.state else None

    @property
    def note(self) -> str:
        return self.last.note if self.last and self.state else ""

    def value(self, said: Any) -> Any:
        """What holds: the person's value, or what the model `said`."""
        return self.correction.value if self.correction else said

    def after(self, judgement: Judgement) -> Verdict:
        if judgement.kind == Kind.CLEARED:
            return Verdict(last=judgement)
        correction = judgement if judgement.kind == Kind.CORRECTED else self.correction
        return replace(self, state=judgement.kind, correction=correction, last=judgement)


NOTHING_SAID = Verdict()


@dataclass(slots=True)
class Standing:
    """How a result stands: its verdicts by (field, item), its sign-off, and all that was ever said."""

    run: int
    verdicts: dict[tuple[str, int], Verdict] = field(default_factory=dict)
    history: list[Judgement] = field(default_factory=list)
    signed: Judgement | None = None
    """The sign-off in force, None where there is none or it was withdrawn."""

    def of(self, name: str, item: int = 0) -> Verdict:
        return self.verdicts.get((name, item), NOTHING_SAID)

    @property
    def whole(self) -> Verdict:
        return self.of("")

    def count(self, state: str) -> int:
        return sum(verdict.state == state for verdict in self.verdicts.values())

    @property
    def newest(self) -> int:
        """The key of the last thing said, whatever of; 0 where nothing was. `seen` of sign_off()."""
        return self.history[-1].pk if self.history else 0

    @property
    def is_signed(self) -> bool:
        """Signed off, and nothing has changed since."""
        return self.signed is not None and not self.changed_since_signed

    @property
    def changed_since_signed(self) -> bool:
        return self.signed is not None and (self.signed.signed or {}).get("judgements") != in_force(self)

    @property
    def sign_off_state(self) -> str:
        """ "signed", "changed" (since it was signed) or ""."""
        return "" if self.signed is None else "changed" if self.changed_since_signed else "signed"

    def history_of(self, name: str, item: int = 0) -> list[Judgement]:
        return [said for said in self.history if (said.field, said.item) == (name, item)]

    def hear(self, judgement: Judgement) -> None:
        self.history.append(judgement)
        if judgement.kind in (Kind.SIGNED, Kind.WITHDRAWN):
            self.signed = judgement if judgement.kind == Kind.SIGNED else None
            return
        place = (judgement.field, judgement.item)
        self.verdicts[place] = self.of(*place).after(judgement)


def standings(runs: Iterable[Run | int]) -> dict[int, Standing]:
    """How each of these runs stands, by its key, in one query; every run asked for has an entry."""
    keys = [run if isinstance(run, int) else run.pk for run in runs]
    found: dict[int, Standing] = {key: Standing(key) for key in keys}
    for judgement in Judgement.objects.of(keys) if keys else ():
        found[judgement.run_id].hear(judgement)
    return found


def standing(run: Run) -> Standing:
    return standings([run])[run.pk]


def in_force(stands: Standing) -> list[dict[str, Any]]:
    """What counts of all that was said, in a fixed order: what a sign-off signs beside the model's output."""
    said: list[dict[str, Any]] = []
    for (name, item), verdict in sorted(stands.verdicts.items()):
        if verdict.state:
            entry: dict[str, Any] = {"field": name, "item": item, "state": verdict.state}
            if verdict.correction:
                entry |= {"value": verdict.correction.value, "value_note": verdict.correction.note}
            said.append(entry | ({"note": verdict.note} if verdict.note else {}))
    return said


def signable(run: Run, stands: Standing) -> dict[str, Any]:
    """Exactly what a person signs: the model's output, of which texts, and what people made of it."""
    texts = run.coverage.get("documents", [])
    return {
        "run": run.pk,
        "output_sha256": hashlib.sha256(run.output.encode()).hexdigest(),
        "prompt_sha256": run.prompt_sha256,
        "texts": [item["text_sha256"] for item in texts],
        "judgements": in_force(stands),
    }


def hash_of(signed: dict[str, Any]) -> str:
    """SHA-256 of the JSON with sorted keys, no spaces, UTF-8."""
    plain = json.dumps(signed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def judge(
    *,
    user: User,
    run: Run,
    kind: str,
    field: str = "",
    item: int = 0,
    value: Any = None,
    note: str = "",
    seen: int | None = None,
) -> Judgement:
    """Say verified, corrected, flagged or cleared of one value (or of the whole result: field "").

    seen: Verdict.seen of what the person looked at, so that two people do not talk past each other; None
    does not check. Raises JudgementRefused (a sentence), Overtaken where something newer was said.
    """
    _check(run, kind, field, item, value, note)
    with transaction.atomic():
        Run.objects.select_for_update().only("pk").get(pk=run.pk)
        verdict = standing(run).of(field, item)
        if seen is not None and verdict.last and verdict.last.pk != seen:
            raise Overtaken(
                _("%(who)s was here before you: look at what they said first.")
                % {"who": verdict.last.author_name}
            )
        return _say(user, run, kind=kind, field=field, item=item, value=value, note=note.strip())


def sign_off(*, user: User, run: Run, note: str = "", seen: int | None = None) -> Judgement:
    """Sign the result as it stands now: Standing.newest is what the person has `seen`; None does not check.

    Raises JudgementRefused while something is flagged or where no whole answer came, Overtaken as judge() does.
    """
    _check_words(run, None, note)
    if run.status != Run.Status.SUCCEEDED:
        raise JudgementRefused(_("Only a whole answer can be signed off: this one failed or was stopped."))
    with transaction.atomic():
        Run.objects.select_for_update().only("pk").get(pk=run.pk)
        stands = standing(run)
        if seen is not None and stands.newest != seen:
            who = {"who": stands.history[-1].author_name if stands.history else _("Somebody")}
            raise Overtaken(_("%(who)s was here before you: look at what they said first.") % who)
        flags = stands.count(Kind.FLAGGED)
        if flags:
            raise JudgementRefused(
                ngettext(
                    "%d flag is open: settle it before you sign.",
                    "%d flags are open: settle them before you sign.",
                    flags,
                )
                % flags
            )
        signed = signable(run, stands)
        return _say(user, run, kind=Kind.SIGNED, signed=signed, sha256=hash_of(signed), note=note.strip())


def withdraw_sign_off(*, user: User, run: Run, note: str = "") -> Judgement:
    """Raises JudgementRefused where there is no sign-off."""
    with transaction.atomic():
        Run.objects.select_for_update().only("pk").get(pk=run.pk)
        if standing(run).signed is None:
            raise JudgementRefused(_("This result is not signed off."))
        return _say(user, run, kind=Kind.WITHDRAWN, note=note.strip())


def _say(user: User, run: Run, **said: Any) -> Judgement:
    name = user.get_full_name() or user.username
    judgement = Judgement.objects.create(run_id=run.pk, author=user, author_name=name, **said)
    told: dict[str, Any] = {"field": judgement.field, "by": user.pk}
    transaction.on_commit(partial(events.publish, judged_stream(run), "judged", keep=1000, **told))
    return judgement


def judged_stream(run: Run) -> str:
    """The event stream on which `judged` {"field", "by"} is told after each judgement of this run."""
    return f"judged:run:{run.pk}"


def _check(run: Run, kind: str, field: str, item: int, value: Any, note: str) -> None:
    _check_words(run, value, note)
    if kind not in (Kind.VERIFIED, Kind.CORRECTED, Kind.FLAGGED, Kind.CLEARED):
        raise JudgementRefused(_("Not a judgement: %(kind)s.") % {"kind": kind})
    if (field or item or run.asks_for_fields) and not _has_place(run, field, item):
        raise JudgementRefused(_("There is no such value in this result."))
    if kind == Kind.CORRECTED and not field and not str(value or "").strip():
        raise JudgementRefused(_("Write what it should say instead."))


def _check_words(run: Run, value: Any, note: str) -> None:
    if run.is_unfinished:
        raise JudgementRefused(_("The answer is not finished yet."))
    if "\x00" in f"{note}{value}":
        raise JudgementRefused(_("There is a character in it that no text can hold."))
    if len(note) > MOST_CHARACTERS or len(str(value)) > MOST_CHARACTERS:
        raise JudgementRefused(_("At most %(limit)d characters.") % {"limit": MOST_CHARACTERS})


def _has_place(run: Run, name: str, item: int) -> bool:
    """Whether the field was asked for; items are those of a list, and some that people may add to it."""
    found = (
        next((said for said in read_run(run).fields if said.name == name), None) if schema_of(run) else None
    )
    if found is None:
        return False
    listed = found.many or len(found.values) > 1
    return 1 <= item <= len(found.values) + MOST_ADDED if listed and item else item == 0
