"""Compare two files by the engine of imports."""

import csv
import os
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import click

from app.cli.context import fail, to_stderr
from app.cli.plain import Plain
from app.constituents.domain.record import Incoming
from app.linking import services
from app.linking.domain.answers import COLUMNS, Answer
from app.linking.domain.telling import told

PATH = click.Path(path_type=Path)


@click.command("match", cls=Plain)
@click.option("--existing", type=PATH, required=True, help="Those on record; a column constituent_id.")
@click.option("--incoming", type=PATH, required=True, help="The rows that come in; a column row_id.")
@click.option(
    "--out", type=PATH, required=True, help="The file to write: the best of each row and its score."
)
@click.option(
    "--explain", "explained", type=click.IntRange(0), default=0, metavar="N", help="Explain the first N rows."
)
@click.option("--country", default="US", show_default=True, help="Where phones without a country code are.")
def match(existing: Path, incoming: Path, out: Path, explained: int, country: str) -> None:
    """Say of each row of a file who it is among those of another; no workspace is needed or touched."""
    _check_places(existing, incoming, out)
    _check_country(country)
    unfinished = out.with_name(f"{out.name}.{os.getpid()}.part")
    try:
        with unfinished.open("w", newline="", encoding="utf-8") as file:
            result = _compared(existing, incoming, file, explained, country.upper())
        unfinished.replace(out)
    except services.UnfitError as error:
        fail(str(error), 2)
    finally:
        unfinished.unlink(missing_ok=True)
    _summarize(result, out)


def _check_country(country: str) -> None:
    from phonenumbers import SUPPORTED_REGIONS

    if country.upper() not in SUPPORTED_REGIONS:
        fail(f"No country is called “{country}”. Name it by its two letters, such as US or GB.", 2)


def _check_places(existing: Path, incoming: Path, out: Path) -> None:
    """End unless the answer goes to a file of its own in a folder that is there."""
    if out.resolve() in (existing.resolve(), incoming.resolve()):
        fail(f"{out} is a file to read. Name another file for the answer: it would replace this one.", 2)
    if not out.parent.is_dir():
        fail(f"There is no folder {out.parent}. Create it, or choose another place for the answer.", 2)


def _compared(
    existing: Path, incoming: Path, file: TextIO, explained: int, country: str
) -> services.Compared:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    left = explained

    def take(answer: Answer, record: Incoming, ids: Sequence[str]) -> None:
        nonlocal left
        writer.writerow(answer.cells(ids))
        if left:
            left -= 1
            _show("\n".join(told(answer, record, ids)) + "\n")

    today = datetime.now(UTC).date()
    return services.compare(existing, incoming, take, country=country, today=today, explained=explained)


def _show(text: str) -> None:
    """Print it; who stops reading (`| head`) gets the file all the same."""
    try:
        click.echo(text)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _summarize(result: services.Compared, out: Path) -> None:
    for which, columns in result.ignored.items():
        if columns:
            to_stderr(f"Columns of the {which} file that are not read: {', '.join(columns)}.")
    for which, values in result.left_out.items():
        if values:
            to_stderr(
                f"Values of the {which} file that cannot be read, and were left out: {_listed(values)}."
            )
    click.echo(f"{result.incoming:,} rows compared with {result.existing:,}: {_listed(result.bands)}.")
    click.echo(f"Written to {out}.")


def _listed(numbers: Counter[str]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in sorted(numbers.items()))


if __name__ == "__main__":
    match(prog_name="kith match")
