"""What a page of settings shows of a replay, and of imports that were checked under older settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.audit.models import JournalEntry
from app.batches.domain.replay import Replay
from app.batches.models import Batch
from app.batches.queries.sampling import open_batches
from app.words import _


@dataclass(frozen=True, slots=True)
class Question:
    """A page of settings that may be tried out: its address, and its words for what is counted.

    `who` heads the column of names; `apart` says what is not tried, or tried in its own way.
    """

    url: str
    settings: str
    rows: str
    who: str
    about: str
    apart: str
    unit: tuple[str, str] | None = None


def shown(
    question: Question, replay: Replay | None = None, *, nothing: tuple[str, str] | None = None
) -> dict[str, Any]:
    """The context of the section: what came out, or nothing while nobody asked, or why there is nothing."""
    return {"question": question, "replay": replay, "facts": _facts(replay), "nothing": nothing}


def as_saved(question: Question) -> dict[str, Any]:
    """The section where what is set is what is saved."""
    return shown(
        question,
        nothing=(_("Nothing: these are the {settings} that are saved.", settings=question.settings), ""),
    )


def _facts(replay: Replay | None) -> list[dict[str, Any]]:
    counts = replay.counts if replay else {}
    return [{"label": label, "count": count} for label, count in counts.items()]


def around(workspace_id: int, last: JournalEntry | None) -> dict[str, Any]:
    """When the settings changed last, and the imports in review that were checked before."""
    return {"last": last, "earlier": _checked_before(workspace_id, last.at) if last else []}


def _checked_before(workspace_id: int, at: datetime) -> Sequence[Batch]:
    return [each for each in open_batches(workspace_id) if each.checked_at and each.checked_at < at]
