"""What people said of a cell's earlier answers: a new answer begins unjudged, and their work is not forgotten."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from docanalyzer.reviews.models import CellRun
from docanalyzer.runs.judgements import Standing, Verdict, standings


@dataclass(frozen=True, slots=True)
class Earlier:
    """The last judged answer before the one that stands.

    judgement: "signed", "flagged", "corrected" or "verified", the first of them that holds; by and at: who said
    the last of it, when. run: that answer's run. correction: the judgement whose value stood there, if any.
    """

    judgement: str
    by: str
    at: datetime
    run: int
    value: str = ""


def earlier_judgements(cells: Collection[int]) -> dict[int, Earlier]:
    """By cell, where an earlier run was judged; one query, a second one where there is any."""
    runs = CellRun.objects.filter(cell__in=cells, run__cell=None, run__judgements__isnull=False)
    pairs = list(runs.order_by("pk").values_list("cell_id", "run_id").distinct())
    stands = standings({run for _cell, run in pairs})
    # The newest comes last and counts.
    return {cell: found for cell, run in pairs if (found := earlier(stands[run]))}


def earlier(stands: Standing) -> Earlier | None:
    said = [verdict for verdict in stands.verdicts.values() if verdict.state]
    if stands.signed is not None:
        one = stands.signed
        return Earlier("signed", one.author_name, one.created_at, stands.run, corrected(said))
    last = max((one.last for one in said if one.last), key=lambda one: one.pk, default=None)
    if last is None:
        return None
    states = {"corrected" if one.is_corrected and one.state == "verified" else one.state for one in said}
    gravest = next(state for state in ("flagged", "corrected", "verified") if state in states)
    return Earlier(gravest, last.author_name, last.created_at, stands.run, corrected(said))


def corrected(said: Collection[Verdict]) -> str:
    """What a person wrote in the model's place; "" where nobody did, or where it was taken out."""
    return "; ".join(str(one.correction.value) for one in said if one.correction and one.correction.value)
