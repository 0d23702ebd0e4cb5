"""What the settings of matching show: the imports checked before, and what thresholds would mean."""

from dataclasses import replace
from typing import Any

from flask import request, url_for

from app.accounts.models import Workspace
from app.batches.queries.sampling import seen_in_rows
from app.batches.routes import matching_pictures as pictures
from app.batches.routes import replay_view
from app.batches.routes.replay_view import Question
from app.batches.services.replaying_matching import replay_matching
from app.matching.domain.distribution import Sample
from app.matching.forms import MatchingForm
from app.matching.queries.sampling import match_examples, seen_on_record
from app.matching.queries.settings import last_change, settings_of
from app.words import N_, _

ROWS, RECORDS = 300, 150
_INTRO = N_(
    "Tries what is set above on rows that are like somebody on record, of the open imports and of the one"
    " committed last, beside the settings that are saved. The threshold for hand entry is not tried, as no"
    " row goes by it: the picture above says what it means. Nothing is changed by it."
)
_NONE = N_(
    "There are no rows that are like somebody on record, neither in an open import nor in the one committed"
    " last."
)
_WRONG = N_("Something above is no score."), N_("Mend it, then look again.")
_BY_HAND = (
    N_("Nothing for imports: only the threshold for hand entry is another one."),
    N_("No row of an import goes by it. The picture above says how many would be shown to whoever types."),
)


def around(workspace: Workspace) -> dict[str, Any]:
    """When the settings changed last, and the open imports that were checked before."""
    return replay_view.around(workspace.id, last_change(workspace.id))


def is_asked() -> bool:
    """Whether somebody wants to know what the typed settings would change."""
    return request.args.get("do") == "replay"


def replayed(workspace: Workspace, form: MatchingForm) -> dict[str, Any]:
    """What the typed settings would change, where somebody asked."""
    question = Question(
        url_for("matching.settings"),
        intro=_INTRO,
        none=_NONE,
        saved=_("Nothing: these are the settings that are saved."),
        head=_("With the saved settings"),
        who=_("Comes in"),
        about=_("Most like"),
    )
    if not is_asked():
        return replay_view.shown(question)
    saved = settings_of(workspace)
    if not form.is_right:
        return replay_view.shown(question, nothing=_WRONG)
    if form.settings == saved:
        return replay_view.as_saved(question)
    if replace(form.settings, hand=saved.hand) == saved:
        return replay_view.shown(question, nothing=_BY_HAND)
    return replay_view.shown(question, replay_matching(workspace, form.settings))


def effect(workspace: Workspace, form: MatchingForm, *, pictured: bool = True) -> dict[str, Any]:
    """What the typed settings mean, or the saved ones while something typed is wrong.

    Unless `pictured`, the pictures have their lines alone, and no record is asked about.
    """
    saved = settings_of(workspace)
    settings = form.settings if form.is_right else saved
    rows, records = _samples(workspace.id, form) if pictured else (Sample(), Sample())
    return {
        "is_on": settings.on,
        "worked": pictures.worked(match_examples(workspace.id), settings),
        "wrong": not form.is_right,
        "pictured": pictured,
        "rows": rows,
        "records": records,
        "changed": rows.changed(saved.batch, settings.batch),
        "imports": pictures.of_imports(rows, records, settings.batch),
        "hand": pictures.by_hand(rows, records, settings.hand),
    }


def _samples(workspace_id: int, form: MatchingForm) -> tuple[Sample, Sample]:
    """The samples that the page holds already, or new ones."""
    rows, records = Sample.from_text(form.rows.data or ""), Sample.from_text(form.records.data or "")
    if rows is None or records is None:
        rows = Sample.of(seen_in_rows(workspace_id, most=ROWS))
        records = Sample.of(seen_on_record(workspace_id, most=RECORDS))
    return rows, records
