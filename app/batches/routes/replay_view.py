"""What a page of settings shows of a replay, and of imports that were checked under older settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.audit.models import JournalEntry
from app.batches.domain.replay import Replay
from app.batches.models import Batch
from app.batches.queries.sampling import open_batches


@dataclass(frozen=True, slots=True)
class Question:
    """A page of settings that may be tried out: its address, and its words for what is counted.

    `intro` says on what it is tried, and what is not tried; `none` that there is nothing to try it on;
    `who` and `about` head columns; `in_fields` says that fields of rows are counted.
    """

    url: str
    intro: str
    none: str
    saved: str
    head: str
    who: str
    about: str
    in_fields: bool = False


def shown(
    question: Question, replay: Replay | None = None, *, nothing: tuple[str, str] | None = None
) -> dict[str, Any]:
    """The context of the section: what came out, or nothing while nobody asked, or why there is nothing."""
    return {"question": question, "replay": replay, "facts": _facts(replay), "nothing": nothing}


def as_saved(question: Question) -> dict[str, Any]:
    """The section where what is set is what is saved."""
    return shown(
        question,
        nothing=(question.saved, ""),
    )


def _facts(replay: Replay | None) -> list[dict[str, Any]]:
    counts = replay.counts if replay else {}
    return [{"label": label, "count": count} for label, count in counts.items()]


def around(workspace_id: int, last: JournalEntry | None) -> dict[str, Any]:
    """When the settings changed last, and the imports in review that were checked before."""
    return {"last": last, "earlier": _checked_before(workspace_id, last.at) if last else []}


def _checked_before(workspace_id: int, at: datetime) -> Sequence[Batch]:
    return [each for each in open_batches(workspace_id) if each.checked_at and each.checked_at < at]
