"""A process of its own that reads one untrusted workbook, so that whatever it holds can harm no other.

The workbook comes on standard input, the text of the sheet goes to standard output; what was found, or why
it was refused, is one line of JSON on standard error. It takes no more memory and time than said here.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

from app.imports.domain.limits import Limits
from app.imports.domain.refusal import NO_ROOM, SAVE_AS_TABLE, Refused
from app.imports.domain.sheets import Unpacked, unpack
from app.words import N_

MEMORY = 1 << 30
"""Bytes of address space."""

SECONDS = 300
"""Seconds of work; twice as many of waiting."""

_TOO_MUCH = Refused(
    N_("This workbook cannot be read: it is damaged, or unpacks to far more than it should."), SAVE_AS_TABLE
)
_ROOT = Path(__file__).resolve().parents[2]


def unpack_apart(file: BinaryIO, into: BinaryIO, *, sheet: str, limits: Limits) -> Unpacked | Refused:
    """Let a process of its own unpack the workbook; both files are real ones, and `into` is written."""
    os.lseek(file.fileno(), 0, os.SEEK_SET)
    asked = json.dumps({"sheet": sheet, "limits": asdict(limits)})
    try:
        done = subprocess.run(  # noqa: S603  # this very program
            [sys.executable, "-P", "-m", __name__, asked],
            stdin=file,
            stdout=into,
            stderr=subprocess.PIPE,
            env={"PYTHONPATH": str(_ROOT), "TMPDIR": tempfile.gettempdir()},
            timeout=2 * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _TOO_MUCH
    return _answer(done.stderr)


def _answer(said: bytes) -> Unpacked | Refused:
    """What the process found; one that was ended or fell says nothing that can be read."""
    try:
        found = json.loads(said.splitlines()[-1])
    except (ValueError, IndexError):
        return _TOO_MUCH
    return Refused(**found["refused"]) if "refused" in found else Unpacked.from_json(found)


def main() -> None:
    """The process itself."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    asked = json.loads(sys.argv[1])
    found = _unpacked(asked["sheet"], Limits(**asked["limits"]))
    answer = {"refused": asdict(found)} if isinstance(found, Refused) else found.to_json()
    sys.stderr.write(json.dumps(answer) + "\n")


def _unpacked(sheet: str, limits: Limits) -> Unpacked | Refused:
    try:
        found = unpack(sys.stdin.buffer, sys.stdout.buffer, sheet=sheet, limits=limits)
        sys.stdout.flush()
    except OSError:
        return NO_ROOM
    return found


if __name__ == "__main__":
    main()
