"""Fetch a vendored file from npm, check it, and rewrite its entry in the manifest (maintainers only).

Usage: python scripts/vendor.py htmx.org 4.0.1
"""

import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = ROOT / "static" / "vendor" / "MANIFEST.toml"


@dataclass(frozen=True, slots=True)
class Vendored:
    """One file we take out of one npm package."""

    section: str
    member: str
    file: str
    licence: str


KNOWN = {
    "htmx.org": Vendored("htmx", "package/dist/htmx.min.js", "static/vendor/htmx-{version}.min.js", "0BSD"),
    "axe-core": Vendored("axe", "package/axe.min.js", "tests/vendor/axe-{version}.min.js", "MPL-2.0"),
    "lucide-static": Vendored("icons", "package/icons", "static/vendor/icons.svg", "ISC AND MIT"),
}


def pack(package: str, version: str, folder: Path) -> tuple[Path, str]:
    """Download the tarball; returns its path and npm's integrity once it matches the bytes."""
    done = subprocess.run(
        ["npm", "pack", f"{package}@{version}", "--json"],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    told = json.loads(done.stdout)
    entry = told[0] if isinstance(told, list) else next(iter(told.values()))
    tarball = folder / entry["filename"]
    if digest(tarball.read_bytes(), "sha512") != entry["integrity"]:
        raise SystemExit(f"{package}@{version}: the tarball does not have npm's integrity")
    return tarball, str(entry["integrity"])


def digest(content: bytes, algorithm: str) -> str:
    """The content's hash in the form of subresource integrity: `sha384-…`."""
    return f"{algorithm}-{base64.b64encode(hashlib.new(algorithm, content).digest()).decode()}"


def entry(
    content: bytes, *, version: str, source: str, integrity: str, file: str, licence: str
) -> dict[str, str]:
    """What the manifest says about one vendored file."""
    return {
        "version": version,
        "source": source,
        "integrity": integrity,
        "file": file,
        "sha256": hashlib.sha256(content).hexdigest(),
        "sri": digest(content, "sha384"),
        "licence": licence,
    }


def record(section: str, values: dict[str, str]) -> None:
    """Write one section of the manifest, keeping the others."""
    manifest = tomllib.loads(MANIFEST.read_text("utf-8")) if MANIFEST.exists() else {}
    manifest[section] = values
    blocks = [
        f"[{name}]\n" + "".join(f"{key:<9} = {json.dumps(value)}\n" for key, value in fields.items())
        for name, fields in sorted(manifest.items())
    ]
    MANIFEST.write_text("\n".join(blocks), "utf-8")


def main(package: str, version: str) -> None:
    """Vendor one package; icons are put together by `icons.py` from the same tarball."""
    known = KNOWN[package]
    with tempfile.TemporaryDirectory() as name:
        tarball, integrity = pack(package, version, Path(name))
        with tarfile.open(tarball) as archive:
            archive.extractall(name, filter="data")
        content = _content(known, Path(name))
    file = known.file.format(version=version)
    (ROOT / file).parent.mkdir(parents=True, exist_ok=True)
    (ROOT / file).write_bytes(content)
    source = f"npm:{package}@{version} {known.member}"
    values = entry(
        content, version=version, source=source, integrity=integrity, file=file, licence=known.licence
    )
    record(known.section, values)


def _content(known: Vendored, folder: Path) -> bytes:
    if known.section != "icons":
        return (folder / known.member).read_bytes()
    import icons

    return icons.sprite(folder / known.member).encode()


if __name__ == "__main__":
    main(*sys.argv[1:3])
