"""A labelled set: those on record, rows that come in, and who each row truly is."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bench.data.labelled.draw import happens, shares
from bench.data.labelled.edits import lived, slips
from bench.data.labelled.entities import Entity, Maker, Organization, Person
from bench.data.labelled.mixes import USUAL, Mix
from bench.data.labelled.records import COLUMNS, EXISTING, SOURCES, Row, write
from bench.data.labelled.relatives import Kind, employ, family, looks_like, may_have_namesake

TRUTH = "row_id entity_id existing_ids kind source edits dup_of_row".split()


@dataclass(slots=True)
class Set:
    """The makings of one set: those on record of whom rows may tell; the `unseen` did not come in yet."""

    make: Maker
    mix: Mix
    people: list[Entity] = field(default_factory=list)
    organizations: list[Entity] = field(default_factory=list)
    employed: list[Entity] = field(default_factory=list)
    unseen: list[Entity] = field(default_factory=list)

    def keep(self, entity: Entity) -> None:
        """Remember one on record."""
        self.unseen.append(entity)
        if isinstance(entity, Organization):
            self.organizations.append(entity)
        else:
            self.people.append(entity)
            if entity.office:
                self.employed.append(entity)


def write_set(folder: Path, *, seed: int, existing: int, incoming: int, mix: Mix = USUAL) -> None:
    """Write existing.csv, incoming.csv and truth.csv; the same for the same seed, numbers and mix."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = Random(f"{seed}:{existing}:{incoming}")
    made = Set(Maker(chance), mix)
    share = min(1.0, 2.5 * incoming / existing)
    _to_file(folder / "existing.csv", ["constituent_id", *COLUMNS], _on_record(made, existing, share))
    rows, truth = _coming_in(made, incoming)
    columns = [name for name in COLUMNS if name not in ("type", "nickname", "email2", "phone2")]
    _to_file(folder / "incoming.csv", ["row_id", *columns], rows)
    _to_file(folder / "truth.csv", TRUTH, truth)


def _to_file(path: Path, columns: list[str], rows: Iterable[Row]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _on_record(made: Set, many: int, share: float) -> Iterator[Row]:
    """The records, with those of one family at random places; keeps the share of the people in mind."""
    chance, number = made.make.chance, 0
    waiting: list[Entity] = []
    while number < many:
        if waiting and happens(chance, 0.25):
            entity = waiting.pop(chance.randrange(len(waiting)))
        else:
            entity = _somebody(made)
            waiting += _beside(made, entity)
        if happens(chance, share):
            made.keep(entity)
        for _ in range(2 if happens(chance, made.mix.twice) else 1):
            number += 1
            if number <= many:
                entity.ids.append(f"C{number:07d}")
                yield {"constituent_id": entity.ids[-1], **_existing(made, entity)}


def _somebody(made: Set) -> Entity:
    make, chance = made.make, made.make.chance
    if happens(chance, made.mix.organizations):
        return make.organization()
    one = make.person()
    if happens(chance, 0.05):
        employ(make, one, make.organization(one.home.town))
    return one


def _beside(made: Set, entity: Entity) -> list[Entity]:
    """Family and look-alikes who are on record too: what is alike there tells nothing by itself."""
    chance = made.make.chance
    if isinstance(entity, Organization):
        return [looks_like(made.make, Kind.ORG_LOOKALIKE, entity)] if happens(chance, 0.08) else []
    return list(family(made.make, chance, entity))


def _existing(made: Set, entity: Entity) -> Row:
    chance, mix = made.make.chance, made.mix
    row = write(chance, entity, EXISTING, mix.kept)
    slips(chance, row, entity, EXISTING.care * mix.slips)
    return row


def _coming_in(made: Set, many: int) -> tuple[list[Row], list[Row]]:
    chance, kinds = made.make.chance, shares(made.mix.shares)
    rows: list[Row] = []
    truth: list[Row] = []
    entities: list[Entity] = []
    for number in range(1, many + 1):
        first = chance.randrange(len(rows)) if rows and happens(chance, made.mix.repeated) else None
        kind = kinds.draw(chance) if first is None else Kind(truth[first]["kind"])
        entity = _who(made, kind) if first is None else entities[first]
        again = "" if first is None else truth[first]["dup_of_row"] or truth[first]["row_id"]
        if kind is Kind.MATCH and not entity.ids:  # more rows than people
            kind = Kind.EASY_NEW
        row, told = _row(made, entity, changed=1.0 if first is None else 0.3)
        rows.append({"row_id": f"R{number:07d}", **row})
        truth.append({**told, "row_id": f"R{number:07d}", "kind": kind.value, "dup_of_row": again})
        entities.append(entity)
    return rows, truth


def _row(made: Set, entity: Entity, *, changed: float) -> tuple[Row, Row]:
    """The row, and what is true of it; with `changed` times the usual changes of a life."""
    chance, mix = made.make.chance, made.mix
    source = SOURCES.draw(chance)
    rate = source.care * mix.slips
    now, edits = lived(made.make, entity, rate * changed) if entity.ids else (entity, [])
    row = write(chance, now, source, mix.kept)
    edits += slips(chance, row, now, rate)
    told = {"entity_id": str(entity.id), "existing_ids": ";".join(entity.ids), "source": source.name}
    return row, {**told, "edits": "+".join(edits)}


def _who(made: Set, kind: Kind) -> Entity:
    """Whom a row of the kind is about; relatives are made of those on record, one of each kind."""
    chance = made.make.chance
    if kind is Kind.EASY_NEW or (kind is Kind.MATCH and not made.unseen):
        return _somebody(made)
    if kind is Kind.MATCH:
        at = chance.randrange(len(made.unseen))
        made.unseen[at], made.unseen[-1] = made.unseen[-1], made.unseen[at]
        return made.unseen.pop()
    beside = _one_without(made, kind)
    if beside is None:
        return _somebody(made)
    beside.kin.add(kind)
    return looks_like(made.make, kind, beside)


def _one_without(made: Set, kind: Kind) -> Entity | None:
    """Somebody on record who has no such relative yet; None where there is hardly anybody."""
    among = {Kind.ORG_LOOKALIKE: made.organizations, Kind.COWORKER: made.employed}.get(kind, made.people)
    for _ in range(20 if among else 0):
        one = made.make.chance.choice(among)
        is_likely = kind is not Kind.NAMESAKE or (isinstance(one, Person) and may_have_namesake(one))
        if kind not in one.kin and is_likely:
            return one
    return None
