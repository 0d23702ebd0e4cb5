"""Where the pages about one constituent are, and what is typed there."""

from dataclasses import dataclass

from flask import Flask

from app.cultivation import queries
from tests import factories
from tests.cultivation.makers import workspace
from tests.factories import World

NOTE = {"kind": "meeting", "on": "2021-03-05", "text": "Met at the fair.\nتحدثنا", "next_step": "", "due": ""}
ROLE = {"role": "Volunteer", "since": "", "until": "2019-12-31", "note": ""}
PROSPECT = {"stage": "solicitation", "stage_since": "2021-04-01", "manager_id": "", "capacity": ""}


@dataclass(frozen=True, slots=True)
class There:
    """Ann's pages, with her note and her role as volunteer."""

    ann: int
    note: int
    role: int

    def __call__(self, path: str = "") -> str:
        own = path.format(note=self.note, role=self.role)
        return f"/constituents/{self.ann}" + (f"/{own}" if own else "")


def context(app: Flask, world: World, there: There) -> queries.Context:
    with factories.inside(app, world.ours):
        return queries.context_of(workspace(world.ours), there.ann)
