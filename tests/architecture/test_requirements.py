"""pyproject.toml, uv.lock and the hashed requirements say the same, and nobody's mirror got into them."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCK: dict[str, Any] = tomllib.loads((ROOT / "uv.lock").read_text())
PACKAGES: list[dict[str, Any]] = LOCK["package"]
KITH = next(package for package in PACKAGES if package["name"] == "kith")
EXPORTS = {
    "requirements.txt": "--no-dev ",
    "requirements-dev.txt": "",
    "requirements-bench.txt": "--no-dev --group bench ",
}
ENTRY = re.compile(
    r"^(?P<name>[a-z0-9.-]+)==(?P<version>[^\s;]+)(?:[^\n]*\\\n\s+--hash=sha256:[0-9a-f]{64})+", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Pin:
    name: str
    version: str
    hashes: frozenset[str]


def pins_in(path: Path) -> set[Pin]:
    """What pip would install from a requirements file, and which files it would accept."""
    text = path.read_text()
    return {
        Pin(entry["name"], entry["version"], frozenset(re.findall(r"sha256:[0-9a-f]{64}", entry[0])))
        for entry in ENTRY.finditer(text)
    }


def locked(wanted: Iterable[dict[str, Any]]) -> set[Pin]:
    """What uv would install for these dependencies and theirs, on any platform."""
    seen: set[tuple[str, str | None]] = set()
    waiting = [pair for one in wanted for pair in _with_extras(one)]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) not in seen:
            seen.add((name, extra))
            for package in (package for package in PACKAGES if package["name"] == name):
                waiting += [pair for one in _needs(package, extra) for pair in _with_extras(one)]
    return {_pin(package) for package in PACKAGES if (package["name"], None) in seen}


def _with_extras(dependency: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    yield dependency["name"], None
    for extra in dependency.get("extra", []):
        yield dependency["name"], extra


def _needs(package: dict[str, Any], extra: str | None) -> list[dict[str, Any]]:
    if extra is None:
        return package.get("dependencies", [])
    return package["optional-dependencies"][extra]


def _pin(package: dict[str, Any]) -> Pin:
    files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
    return Pin(package["name"], package["version"], frozenset(file["hash"] for file in files))


@pytest.mark.parametrize(
    ("file", "groups"),
    [("requirements.txt", []), ("requirements-dev.txt", ["dev"]), ("requirements-bench.txt", ["bench"])],
    ids=["runtime", "dev", "bench"],
)
def test_the_hashed_requirements_agree_with_the_lock(file: str, groups: list[str]) -> None:
    wanted = [*KITH["dependencies"], *(one for group in groups for one in KITH["dev-dependencies"][group])]

    in_lock, in_file = locked(wanted), pins_in(ROOT / file)

    again = f"uv export --frozen --no-emit-project --no-header {EXPORTS[file]}-o {file}"
    assert in_file == in_lock, f"{file} is not what uv.lock says; run: {again}"


@pytest.mark.parametrize("file", EXPORTS)
def test_no_requirement_goes_without_a_hash(file: str) -> None:
    lines = (ROOT / file).read_text().splitlines()

    unhashed = [
        line for line in lines if re.match(r"\S", line) and not line.endswith("\\") and line[0] != "#"
    ]

    assert unhashed == []


@pytest.mark.parametrize(
    ("declared", "recorded"),
    [
        (PROJECT["project"]["dependencies"], KITH["metadata"]["requires-dist"]),
        (PROJECT["dependency-groups"]["dev"], KITH["metadata"]["requires-dev"]["dev"]),
        (PROJECT["dependency-groups"]["bench"], KITH["metadata"]["requires-dev"]["bench"]),
    ],
    ids=["runtime", "dev", "bench"],
)
def test_the_lock_was_made_for_what_the_project_declares(
    declared: list[str], recorded: list[dict[str, Any]]
) -> None:
    wanted = {(need.name, str(need.specifier), *sorted(need.extras)) for need in map(Requirement, declared)}

    assert {(one["name"], one["specifier"], *one.get("extras", [])) for one in recorded} == wanted


@pytest.mark.parametrize("file", ["uv.lock", *EXPORTS, "pyproject.toml"])
def test_packages_come_from_the_public_index_only(file: str) -> None:
    text = (ROOT / file).read_text()

    hosts = set(re.findall(r"[a-z][a-z+.-]*://([^/\s\"']*)", text))

    assert hosts <= {"pypi.org", "files.pythonhosted.org"}


def test_every_package_has_a_wheel_because_the_front_door_builds_nothing() -> None:
    without = [package["name"] for package in PACKAGES if package is not KITH and not package.get("wheels")]

    assert without == []
