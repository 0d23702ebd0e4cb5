"""The front door, on a machine made of stand-ins: no network, and only the programs a test puts there."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SYSTEM = ("sh", "cat", "cksum", "tr", "dirname", "rm", "touch", "grep", "mkdir", "cp", "readlink")
COMMANDS = (
    "serve",
    "test",
    "check",
    "demo",
    "worker",
    "seed",
    "bench",
    "backup",
    "restore",
    "upgrade",
    "shell",
    "kith",
    "help",
)
NEEDED = ("run", "uv.lock", "requirements.txt", "requirements-dev.txt")

PYTHON = """#!/bin/sh
case "$*" in
    "-c import sys; sys.exit(sys.version_info"*) exit "${OLD_PYTHON:-0}" ;;
    "-c import ensurepip") [ -z "${NO_ENSUREPIP:-}" ] || [ -e "$LOG.apt" ]; exit ;;
    "-c import sys; print("*) echo python3.13-venv; exit ;;
    --version) echo "Python 3.13.5"; exit ;;
    "-m pip --version") [ -e "$(dirname "$0")/pip" ]; exit ;;
esac
echo "$(pwd): python $*" >>"$LOG"
case "$*" in
    "-m venv "*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; touch "$3/bin/pip" ;;
    *"flask"*) echo '{"answer": 42}' ;;
esac
"""
APT = """#!/bin/sh
echo "apt-get $*" >>"$LOG"
touch "$LOG.apt"
"""


@dataclass(frozen=True, slots=True)
class Machine:
    """A copy of the front door, a PATH with few programs, and a log of what was called."""

    home: Path
    programs: Path
    log: Path

    def add(self, name: str, script: str) -> None:
        (self.programs / name).write_text(script)
        (self.programs / name).chmod(0o755)

    def run(self, *command: str, cwd: Path | None = None, **extra: str) -> subprocess.CompletedProcess[str]:
        environ = {"PATH": str(self.programs), "LOG": str(self.log), "PYTHONDONTWRITEBYTECODE": "1", **extra}
        return subprocess.run(
            [str(self.home / "run"), *command],
            env=environ,
            cwd=cwd or self.home,
            text=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
        )

    def calls(self) -> str:
        text = self.log.read_text() if self.log.exists() else ""
        self.log.unlink(missing_ok=True)
        return text


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path / "kith", tmp_path / "programs", tmp_path / "log")
    made.home.mkdir()
    made.programs.mkdir()
    for name in NEEDED:
        shutil.copy(ROOT / name, made.home / name)
    for name in SYSTEM:
        os.symlink(str(shutil.which(name)), made.programs / name)
    made.add("id", "#!/bin/sh\necho 0\n")
    return made


@pytest.fixture
def with_python(machine: Machine) -> Machine:
    machine.add("python3", PYTHON)
    return machine


def test_help_names_every_command_before_anything_is_installed(machine: Machine) -> None:
    answer = machine.run("help")

    assert answer.returncode == 0
    for command in COMMANDS:
        assert f"\n  {command} " in answer.stdout
    assert not (machine.home / ".venv").exists()


def test_without_a_new_enough_python_it_says_what_to_install(with_python: Machine) -> None:
    answer = with_python.run(OLD_PYTHON="1")

    assert answer.returncode == 1
    assert "Kith needs Python 3.11 or later" in answer.stderr


def test_an_unknown_command_is_named_and_nothing_is_installed(with_python: Machine) -> None:
    answer = with_python.run("sevre")

    assert answer.returncode == 1
    assert "no command 'sevre'" in answer.stderr
    assert with_python.calls() == ""


def test_pip_installs_only_wheels_whose_hashes_are_known(with_python: Machine) -> None:
    with_python.run("shell")

    assert (
        "pip install --quiet --require-hashes --only-binary :all: -r requirements.txt" in with_python.calls()
    )


def test_uv_is_preferred_and_given_the_lock(with_python: Machine) -> None:
    with_python.add("uv", '#!/bin/sh\necho "uv $*" >>"$LOG"\n"$PY" -m venv "$UV_PROJECT_ENVIRONMENT"\n')

    with_python.run("shell", PY=str(with_python.programs / "python3"))

    calls = with_python.calls()
    assert "uv sync --frozen --inexact --quiet --python python3 --no-dev" in calls
    assert "pip install" not in calls


def test_where_uv_fails_pip_does_it(with_python: Machine) -> None:
    with_python.add("uv", "#!/bin/sh\nexit 2\n")

    answer = with_python.run("shell")

    assert answer.returncode == 0
    assert "pip install" in with_python.calls()


def test_the_second_start_installs_nothing(with_python: Machine) -> None:
    with_python.run("shell")
    with_python.calls()

    with_python.run("shell")

    assert (
        with_python.calls()
        == f"{with_python.home}: python -P -m flask --app {with_python.home}/wsgi.py shell\n"
    )


def test_a_changed_lock_is_installed_at_the_next_start(with_python: Machine) -> None:
    with_python.run("shell")
    with_python.calls()
    (with_python.home / "uv.lock").write_text("another lock")

    with_python.run("shell")

    assert "pip install" in with_python.calls()


def test_an_installation_that_failed_is_done_again(with_python: Machine) -> None:
    failing = PYTHON.replace("case", 'case "$*" in *"pip install"*) exit 9 ;; esac\ncase', 1)
    with_python.add("python3", failing)
    first = with_python.run("shell")
    with_python.add("python3", PYTHON)
    shutil.copy(with_python.programs / "python3", with_python.home / ".venv/bin/python")

    second = with_python.run("shell")

    assert (first.returncode, second.returncode) == (9, 0)
    assert "pip install" in with_python.calls()


def test_a_half_made_environment_is_replaced(with_python: Machine) -> None:
    half = with_python.home / ".venv"
    (half / "bin").mkdir(parents=True)
    (half / "pyvenv.cfg").touch()

    with_python.run("shell")

    assert not (half / "pyvenv.cfg").exists()
    assert (half / "bin/python").exists()


def test_root_gets_what_debian_leaves_out(with_python: Machine) -> None:
    with_python.add("apt-get", APT)

    answer = with_python.run("shell", NO_ENSUREPIP="1")

    calls = with_python.calls()
    assert answer.returncode == 0
    assert "apt-get install -yqq --no-install-recommends python3.13-venv" in calls
    assert calls.index("apt-get install") < calls.index("-m venv")


def test_others_are_told_the_line_to_type(with_python: Machine) -> None:
    with_python.add("apt-get", APT)
    with_python.add("id", "#!/bin/sh\necho 1000\n")

    answer = with_python.run("shell", NO_ENSUREPIP="1")

    assert answer.returncode == 1
    assert "apt-get install -y python3.13-venv" in answer.stderr
    assert "apt-get" not in with_python.calls()


@pytest.mark.parametrize(
    ("typed", "called"),
    [
        ((), "serve"),
        (("--port", "9000"), "serve --port 9000"),
        (("serve", "--host", "0.0.0.0"), "serve --host 0.0.0.0"),
        (("seed", "--scale", "2"), "kith seed --scale 2"),
        (("upgrade",), "upgrade"),
    ],
)
def test_a_command_is_handed_to_the_application(
    with_python: Machine, typed: tuple[str, ...], called: str
) -> None:
    with_python.run(*typed)

    assert with_python.calls().endswith(f"/wsgi.py {called}\n")


def test_kith_runs_where_the_caller_stands_and_prints_only_its_answer(
    with_python: Machine, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    answer = with_python.run("kith", "import", "a b.csv", cwd=elsewhere)

    assert answer.stdout == '{"answer": 42}\n'
    assert f"{elsewhere}: python -P -m flask" in with_python.calls()


def test_a_test_run_without_chromium_says_how_to_go_on(with_python: Machine) -> None:
    with_python.add("python3", PYTHON.replace("case", 'case "$*" in *playwright*) exit 1 ;; esac\ncase', 1))

    answer = with_python.run("test", "--without-postgres")

    assert answer.returncode == 1
    assert "--without-browser" in answer.stderr


def test_a_test_run_installs_what_the_browser_s_driver_lacks(with_python: Machine) -> None:
    broken = 'case "$*" in "-m playwright --version") [ -e "$LOG.apt" ] || exit 127; exit ;; esac\ncase'
    with_python.add("python3", PYTHON.replace("case", broken, 1))
    with_python.add("chromium", "#!/bin/sh\n")
    with_python.add("apt-get", APT)

    answer = with_python.run("test", "--without-postgres")

    assert answer.returncode == 0
    assert "--no-install-recommends libatomic1" in with_python.calls()


def test_two_processes_share_the_whole_suite(with_python: Machine) -> None:
    with_python.run("test", "--without-postgres", "--without-browser")

    calls = with_python.calls()
    assert calls.endswith(
        "-m pytest --nothing-skipped -n 2 --dist worksteal --without-postgres --without-browser\n"
    )


def test_a_test_run_hands_its_options_to_pytest(with_python: Machine) -> None:
    with_python.add("chromium", "#!/bin/sh\n")

    with_python.run("test", "--without-postgres", "-k", "merge")

    calls = with_python.calls()
    assert "-r requirements-dev.txt" in calls
    assert calls.endswith("python -m pytest --nothing-skipped --without-postgres -k merge\n")


def test_ci_does_nothing_that_people_do_not_do() -> None:
    lines = (ROOT / ".ci/run").read_text().splitlines()

    commands = [line for line in lines if line.strip() and not line.startswith(("#", "set ", "cd "))]

    assert commands == ["./run check", "./run test"]
    assert all(os.access(ROOT / name, os.X_OK) for name in ("run", ".ci/run"))
