"""On SQLite what is deleted would stay in free pages and in the write-ahead log."""

from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from tests.factories import World
from tests.lifecycle.canary import LOWER, WORD, plant


def test_no_byte_of_an_erased_address_is_left_in_the_files(
    app: Flask, world: World, as_alice: FlaskClient, data_folder: Path
) -> None:
    person = plant(app, world.ours)
    word = f"{LOWER}@example.org".encode()

    def hits() -> int:
        files = [file for file in data_folder.rglob("*") if file.is_file()]
        return sum(file.read_bytes().count(word) for file in files)

    assert hits() > 3

    as_alice.post(f"/constituents/{person}/erasure", data={"name": f"The {WORD}"})

    assert hits() == 0
