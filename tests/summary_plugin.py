"""One line at the end of a run that says what ran: unit, SQLite, PostgreSQL and browser tests, each counted.

`./run test` adds `--nothing-skipped`: a test that was skipped there has not been run, so the run fails. Where
several processes share the tests, each tells the first what kind a test is and how many it left out.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest

KINDS = {"unit": "unit", "sqlite": "SQLite", "postgres": "PostgreSQL", "browser": "browser"}
LEFT_OUT = {"--without-browser": "browser", "--without-postgres": "postgres"}
PLUGIN, KIND = "kith-summary", "kind"


def kind_of(item: pytest.Item) -> str:
    """The kind of a test, by its markers: a browser test on PostgreSQL is a browser test."""
    return next((kind for kind in ("browser", "postgres", "sqlite") if item.get_closest_marker(kind)), "unit")


class Summary:
    """Counts outcomes by kind."""

    def __init__(self, left_out: Sequence[str]) -> None:
        self.left_out = left_out
        self.not_run: Counter[str] = Counter()
        self.outcomes: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
        self.skipped: list[str] = []

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        kept, left = [], []
        for item in items:
            item.user_properties.append((KIND, kind_of(item)))
            reasons = [kind for kind in self.left_out if item.get_closest_marker(kind)]
            self.not_run.update(reasons)
            (left if reasons else kept).append(item)
        if left:
            config.hook.pytest_deselected(items=left)
            items[:] = kept

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or (report.when == "setup" and not report.passed) or report.failed:
            self.outcomes[dict(report.user_properties)[KIND]][report.outcome] += 1
        if report.skipped:
            self.skipped.append(report.nodeid)

    def line(self) -> str:
        """For example "Ran: unit 812 passed · SQLite 90 passed, 1 failed · … · browser none"."""
        ran = " · ".join(f"{name} {_counted(self.outcomes[kind])}" for kind, name in KINDS.items())
        return f"Ran: {ran}{self._left_out()}"

    def _left_out(self) -> str:
        parts = [f"{KINDS[kind]} ({self.not_run[kind]} tests left out)" for kind in self.left_out]
        return f" · NOT RUN: {', '.join(parts)}" if parts else ""


def _counted(outcomes: Counter[str]) -> str:
    return (
        ", ".join(f"{outcomes[name]} {name}" for name in ("passed", "failed", "skipped") if outcomes[name])
        or "none"
    )


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("kith")
    group.addoption("--without-browser", action="store_true", help="leave out the tests that drive Chromium")
    group.addoption("--without-postgres", action="store_true", help="leave out the tests that ask PostgreSQL")
    group.addoption("--nothing-skipped", action="store_true", help="fail when any test was skipped")


def pytest_configure(config: pytest.Config) -> None:
    left_out = [kind for option, kind in LEFT_OUT.items() if config.getoption(option)]
    summary = Summary(left_out)
    config.pluginmanager.register(summary, PLUGIN)
    config.pluginmanager.register(Gathering(summary), f"{PLUGIN}-gathering")


class Gathering:
    """Takes over what the processes that share the tests left out; each of them collects every test."""

    def __init__(self, summary: Summary) -> None:
        self.summary = summary

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self.summary.not_run |= Counter(getattr(node, "workeroutput", {}).get(PLUGIN, {}))


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput[PLUGIN] = dict(_summary(session.config).not_run)
    if session.config.getoption("--nothing-skipped") and _summary(session.config).skipped:
        session.exitstatus = max(session.exitstatus, pytest.ExitCode.TESTS_FAILED)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    summary = _summary(config)
    if config.getoption("--nothing-skipped"):
        for test in summary.skipped:
            terminalreporter.write_line(f"Skipped, which counts as a failure here: {test}", red=True)
    terminalreporter.write_line(summary.line())


def _summary(config: pytest.Config) -> Summary:
    plugin = config.pluginmanager.get_plugin(PLUGIN)
    assert isinstance(plugin, Summary)
    return plugin
