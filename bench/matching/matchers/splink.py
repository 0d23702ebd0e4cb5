"""Splink 5 on DuckDB, set up as its documentation advises and by somebody who knows the data."""

import csv
import logging
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.internals.exceptions import EMTrainingException

CLEAN = """
CREATE TABLE {table} AS SELECT
    {id} AS unique_id,
    nullif(trim(lower(strip_accents(first_name))), '') AS first_name,
    nullif(trim(lower(strip_accents(last_name))), '') AS last_name,
    nullif(trim(lower(strip_accents(organization_name))), '') AS organization_name,
    nullif(trim(lower(email)), '') AS email,
    nullif(right(regexp_replace(phone, '[^0-9]', '', 'g'), 10), '') AS phone,
    nullif(trim(lower(address_line1)), '') AS address,
    nullif(left(trim(zip), 5), '') AS zip,
    try_cast(nullif(trim(birth_date), '') AS DATE) AS birth_date
FROM read_csv(?, header = true, all_varchar = true)
"""
BEST = """
SELECT mine, arg_max(theirs, match_weight), max(match_probability) FROM (
    SELECT match_weight, match_probability,
        CASE WHEN source_dataset_l = 'known' THEN unique_id_r ELSE unique_id_l END AS mine,
        CASE WHEN source_dataset_l = 'known' THEN unique_id_l ELSE unique_id_r END AS theirs
    FROM {found}
) GROUP BY mine ORDER BY mine
"""
RULES = (
    ("email",),
    ("phone",),
    ("first_name", "last_name"),
    ("last_name", "zip"),
    ("first_name", "zip"),
    ("address", "zip"),
    ("birth_date", "last_name"),
    ("organization_name",),
)
SURE = (
    ("email", "last_name", "first_name"),
    ("phone", "last_name", "first_name"),
    ("birth_date", "last_name", "first_name"),
)
TRAINING = (("first_name", "last_name"), ("email",), ("phone",), ("address", "zip"))
COMPARISONS = {
    "first_name": cl.NameComparison("first_name").configure(term_frequency_adjustments=True),
    "last_name": cl.NameComparison("last_name").configure(term_frequency_adjustments=True),
    "email": cl.EmailComparison("email").configure(term_frequency_adjustments=True),
    "phone": cl.ExactMatch("phone").configure(term_frequency_adjustments=True),
    "address": cl.JaroWinklerAtThresholds("address", [0.92]).configure(term_frequency_adjustments=True),
    "zip": cl.ExactMatch("zip").configure(term_frequency_adjustments=True),
    "birth_date": cl.DateOfBirthComparison("birth_date", input_is_string=False),
    "organization_name": cl.JaroWinklerAtThresholds("organization_name", [0.92, 0.85]),
}


def main(folder: Path, out: Path) -> None:
    """Link incoming.csv to existing.csv; the score is the probability in percent."""
    connection = duckdb.connect()
    api = DuckDBAPI(connection)
    tables = [
        _table(connection, "known", folder / "existing.csv", "constituent_id"),
        _table(connection, "coming", folder / "incoming.csv", "row_id"),
    ]
    filled = _filled(connection, tables)
    sets = [api.register(table, dataset_display_name=table) for table in tables]
    linker = Linker(sets, _settings(filled), log_level=logging.ERROR)
    _train(linker, filled)
    found = linker.inference.predict(threshold_match_probability=0.001).physical_name
    best = connection.execute(BEST.format(found=found)).fetchall()
    with out.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row_id", "constituent_id", "score"])
        writer.writerows([row, who, f"{100 * share:.2f}"] for row, who, share in best)


def _table(connection: duckdb.DuckDBPyConnection, name: str, path: Path, id_column: str) -> str:
    connection.execute(CLEAN.format(table=name, id=id_column), [str(path)])
    return name


def _filled(connection: duckdb.DuckDBPyConnection, tables: list[str]) -> set[str]:
    """The columns in which both tables say something."""
    wanted = ", ".join(f"count({column})" for column in COMPARISONS)
    counts = [connection.execute(f"SELECT {wanted} FROM {table}").fetchall()[0] for table in tables]
    return {column for column, *told in zip(COMPARISONS, *counts, strict=True) if all(told)}


def _of(rules: Iterable[tuple[str, ...]], filled: set[str]) -> list[Any]:
    return [block_on(*columns) for columns in rules if filled.issuperset(columns)]


def _settings(filled: set[str]) -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only",
        comparisons=[comparison for column, comparison in COMPARISONS.items() if column in filled],
        blocking_rules_to_generate_predictions=_of(RULES, filled),
        retain_matching_columns=False,
    )


def _train(linker: Linker, filled: set[str]) -> None:
    """Without labels, as one who has none."""
    linker.training.estimate_probability_two_random_records_match(_of(SURE, filled), recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in _of(TRAINING, filled):
        with suppress(EMTrainingException):  # a small set may have no such pairs
            linker.training.estimate_parameters_using_expectation_maximisation(
                rule, record_sample_proportion=1.0
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
