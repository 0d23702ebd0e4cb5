"""Where the columns of an import go: proposed, chosen, and remembered for the next file of its kind."""

from collections.abc import Sequence

from sqlalchemy.dialects import postgresql, sqlite

from app.accounts.models import Workspace
from app.batches.domain.countries import is_country
from app.batches.domain.headers import signature
from app.batches.domain.mapping import Mapping
from app.batches.domain.mapping_problems import MappingProblem, mapping_problems, no_country
from app.batches.domain.permissions import says_no
from app.batches.domain.status import BatchStatus, NotPossible, described, move
from app.batches.models import Batch
from app.batches.services import clear, hold, refusals, touch
from app.db import db, new_id, now
from app.imports import queries
from app.imports.domain.presets import Preset, mapped, recognize, second_person
from app.imports.domain.shape import FileShape
from app.imports.domain.suggest import suggest
from app.imports.models import SavedMapping
from app.imports.presets import all_presets
from app.words import _

EARLIER = 30
"""How many saved mappings are asked where a column of a name went before."""
NOT_LIKE = "no"
"""What stands for the tool of a file where staff said that it is not to be read as one."""
RECORDED = "recorded"
"""What stands there where staff said that the noes of its people are recorded already."""


def mapping_of(batch: Batch) -> Mapping:
    """Where the columns of this batch go."""
    return Mapping.from_json(batch.mapping, batch.shape["columns"])


def propose(batch: Batch, shape: FileShape, rows: Sequence[Sequence[str]]) -> None:
    """Map the columns as the last file like this one, else by name, content and earlier choices."""
    known = queries.mapping_for(batch.workspace_id, signature(shape.columns))
    proposal = _suggested(batch, shape, rows)
    batch.settings = {**batch.settings, "says_no": _says_no(shape, rows)}
    if known is None:
        batch.mapping = proposal.to_json()
        batch.settings = {**batch.settings, "mapped_like": ""}
    else:
        _take(batch, known, proposal)


def judge_anew(batch: Batch, shape: FileShape, rows: Sequence[Sequence[str]]) -> None:
    """Let the columns go where they go, and find out from these rows which of them hold permission."""
    batch.mapping = mapping_of(batch).judged_by(_suggested(batch, shape, rows)).to_json()
    batch.settings = {**batch.settings, "says_no": _says_no(shape, rows)}


def use_saved(batch: Batch, saved: SavedMapping, rows: Sequence[Sequence[str]]) -> NotPossible | None:
    """Map the columns as in a saved mapping, by their names; rows of an earlier check no longer count."""
    if refused := _begin_anew(batch):
        return refused
    _take(batch, saved, _suggested(batch, FileShape.from_json(batch.shape), rows))
    return None


def use_preset(batch: Batch, preset: Preset, rows: Sequence[Sequence[str]]) -> NotPossible | None:
    """Map the columns as the tool that made the file means them, and read two people from a row of two."""
    if refused := _begin_anew(batch):
        return refused
    columns = batch.shape["columns"]
    batch.mapping = mapped(preset, columns, rows).to_json()
    system = batch.settings.get("external_system") or preset.system
    batch.settings = {**batch.settings, "like": preset.id, "mapped_like": "", "external_system": system}
    batch.shape = {**batch.shape, "second": list(second_person(preset, columns))}
    return None


def leave_preset(batch: Batch, rows: Sequence[Sequence[str]]) -> NotPossible | None:
    """Remember that the file is not what it looks like; what its preset had mapped is proposed anew."""
    hold(batch)
    used = batch.settings.get("like")
    batch.settings = {**batch.settings, "like": NOT_LIKE}
    if not used or used in (NOT_LIKE, RECORDED):
        return None
    batch.shape = {**batch.shape, "second": []}
    batch.mapping = _suggested(batch, FileShape.from_json(batch.shape), rows).to_json()
    return _begin_anew(batch)


def import_the_people(batch: Batch) -> None:
    """Remember that the noes of the file are recorded already: its people may be imported."""
    hold(batch)
    batch.settings = {**batch.settings, "like": RECORDED}
    refusals.say_recorded(batch)


def map_columns(batch: Batch, mapping: Mapping) -> NotPossible | None:
    """Keep where the columns go; the rows of an earlier check no longer count.

    A column that was found to hold permission stays out, whatever `mapping` says. Flushes.
    """
    if refused := _begin_anew(batch):
        return refused
    batch.mapping = mapping.refusing(mapping_of(batch)).to_json()
    return None


def remember(workspace: Workspace, batch: Batch, mapping: Mapping) -> None:
    """Save the mapping for the next file of this kind, under the name staff gave it or that of the source."""
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    told = {key: batch.settings.get(key, "") for key in ("external_system", "country")}
    kept = {**mapping.to_json(), **told, "second": batch.shape.get("second", [])}
    values = {"signature": mapping.signature, "mapping": kept, "used_at": now()}
    new = {"workspace_id": workspace.id, "id": new_id(), "name": name_for(batch)}
    saved = dialect.insert(SavedMapping).values(**new, **values)
    # Two people may check files of one name at the same instant.
    db.session.execute(saved.on_conflict_do_update(index_elements=["workspace_id", "name"], set_=values))


def name_for(batch: Batch) -> str:
    """The name under which the mapping of this batch is saved; files of another kind keep theirs."""
    stated = batch.settings.get("save_as") or batch.settings.get("mapped_like")
    wanted = str(stated or batch.source or batch.name)[:80]
    taken = queries.names_of_others(batch.workspace_id, wanted[:70], signature(batch.shape["columns"]))
    numbered = (f"{wanted[:70]} ({number})" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(name for name in numbered if name not in taken)


def looks_like(batch: Batch) -> Preset | None:
    """The tool that the file seems to come from, whatever staff said about that."""
    return recognize(all_presets(), batch.shape["columns"])


def restricting(batch: Batch) -> str:
    """Why the file is for the restriction import, unless staff said that it lists people; "" otherwise."""
    used = batch.settings.get("like")
    if used in (NOT_LIKE, RECORDED):
        return ""
    if (preset := looks_like(batch)) and preset.restricts:
        return "" if used == preset.id else preset.restricts
    column = batch.settings.get("says_no")
    return (
        _(
            "Everybody in this file said no: see its column “{column}”."
            " Import it as restrictions, so that nobody writes to them.",
            column=column,
        )
        if column
        else ""
    )


def open_problems(
    batch: Batch, mapping: Mapping, *, system: str | None = None, country: str | None = None
) -> tuple[MappingProblem, ...]:
    """What has to be settled before the check; `system` and `country` of the file if not stored yet."""
    system = batch.settings.get("external_system", "") if system is None else system
    country = batch.settings.get("country", "") if country is None else country
    why = restricting(batch)
    return (
        *([MappingProblem(None, why)] if why else []),
        *mapping_problems(mapping, external_system=system),
        *([MappingProblem(None, no_country(country))] if country and not is_country(country) else []),
    )


def _says_no(shape: FileShape, rows: Sequence[Sequence[str]]) -> str:
    """The column by which nobody in the file may be written to, if any."""
    columns = enumerate(shape.columns)
    return next((name for at, name in columns if says_no(name, [row[at] for row in rows])), "")


def _begin_anew(batch: Batch) -> NotPossible | None:
    hold(batch)
    answer = move(batch.status, BatchStatus.MAPPED)
    if batch.status is BatchStatus.CHECKING:
        return NotPossible(described(batch.status))
    if isinstance(answer, NotPossible):
        return answer
    batch.status = BatchStatus.MAPPED
    clear(batch)
    touch(batch)
    return None


def _suggested(batch: Batch, shape: FileShape, rows: Sequence[Sequence[str]]) -> Mapping:
    earlier = queries.earlier_columns(batch.workspace_id, limit=EARLIER)
    system = batch.settings.get("external_system", "")
    return suggest(shape.columns, rows, external_system=system, earlier=earlier)


def _take(batch: Batch, saved: SavedMapping, proposal: Mapping) -> None:
    known = Mapping.from_json(saved.mapping, batch.shape["columns"]).refusing(proposal)
    told = {
        key: batch.settings.get(key) or saved.mapping.get(key, "") for key in ("external_system", "country")
    }
    batch.mapping = known.to_json()
    batch.settings = {**batch.settings, **told, "mapped_like": saved.name}
    is_same = saved.signature == known.signature
    batch.shape = {**batch.shape, "second": saved.mapping.get("second", []) if is_same else []}
