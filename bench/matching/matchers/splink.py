"""Splink 5 on DuckDB, set up as its documentation advises and by somebody who knows the data."""

import csv
import logging
import sys
from contextlib import suppress
from pathlib import Path

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
    block_on("email"),
    block_on("phone"),
    block_on("first_name", "last_name"),
    block_on("last_name", "zip"),
    block_on("first_name", "zip"),
    block_on("address", "zip"),
    block_on("birth_date", "last_name"),
    block_on("organization_name"),
)


def main(folder: Path, out: Path) -> None:
    """Link incoming.csv to existing.csv; the score is the probability in percent."""
    connection = duckdb.connect()
    api = DuckDBAPI(connection)
    tables = [
        _table(connection, "known", folder / "existing.csv", "constituent_id"),
        _table(connection, "coming", folder / "incoming.csv", "row_id"),
    ]
    linker = Linker(
        [api.register(table, dataset_display_name=table) for table in tables],
        _settings(),
        log_level=logging.ERROR,
    )
    _train(linker)
    found = linker.inference.predict(threshold_match_probability=0.001).physical_name
    best = connection.execute(BEST.format(found=found)).fetchall()
    with out.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row_id", "constituent_id", "score"])
        writer.writerows([row, who, f"{100 * share:.2f}"] for row, who, share in best)


def _table(connection: duckdb.DuckDBPyConnection, name: str, path: Path, id_column: str) -> str:
    connection.execute(CLEAN.format(table=name, id=id_column), [str(path)])
    return name


def _settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.NameComparison("first_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("last_name").configure(term_frequency_adjustments=True),
            cl.EmailComparison("email").configure(term_frequency_adjustments=True),
            cl.ExactMatch("phone").configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("address", [0.92]).configure(term_frequency_adjustments=True),
            cl.ExactMatch("zip").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("birth_date", input_is_string=False),
            cl.JaroWinklerAtThresholds("organization_name", [0.92, 0.85]),
        ],
        blocking_rules_to_generate_predictions=list(RULES),
        retain_matching_columns=False,
    )


def _train(linker: Linker) -> None:
    """Without labels, as one who has none."""
    linker.training.estimate_probability_two_random_records_match(
        [block_on("email", "last_name", "first_name"), block_on("phone", "last_name", "first_name")],
        recall=0.6,
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (
        block_on("first_name", "last_name"),
        block_on("email"),
        block_on("phone"),
        block_on("address", "zip"),
    ):
        with suppress(EMTrainingException):  # a small set may have no such pairs
            linker.training.estimate_parameters_using_expectation_maximisation(
                rule, record_sample_proportion=1.0
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
