"""Who writes permission, and who could loosen it: found in the source, without running it."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

MODELS = frozenset({"ConsentEvent", "RestrictionInForce", "ConsentInForce", "TopicJoined", "AddressHash"})
TABLES = "consent_events|restrictions|consents|topics_joined|address_hashes"
SERVICES = "app.consent.services"
RESTRICTING = frozenset({"restrict"})
"""Reaches the ledger through the same function as a permission, and refuses every line that permits."""
SOURCES = frozenset({"ledger:_write"})
"""What appends to the ledger."""
_DML = frozenset({"insert", "update", "delete", "insert_all", "update_all", "add", "add_all", "merge"})
_SQL = re.compile(rf"\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+({TABLES})\b", re.IGNORECASE)


def ways_of_writing(source: str) -> set[str]:
    """How a module could write the ledger or what is in force; empty when it cannot."""
    tree = ast.parse(source)
    origins = imported(tree)
    models = {own for own, (module, name) in origins.items() if _is_model(module, name)}
    return set(_ways(tree, models, others=origins.keys() - models))


def _is_model(module: str, name: str) -> bool:
    return module == "app.consent.models" and name in MODELS


def imported(tree: ast.AST) -> dict[str, tuple[str, str]]:
    """What each imported name is: its module and its name there."""
    return {
        each.asname or each.name: (node.module or "", each.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for each in node.names
    }


def _ways(tree: ast.AST, models: set[str], others: set[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in models:
                yield f"makes a {name}"
            case ast.Call(args=[first, *_]) if _called(node) in _DML and _names(first) & models:
                yield f"{_called(node)}({ast.unparse(first)})"
            case ast.Call(func=ast.Name(id=verb), args=[ast.Name(id=name), *_]) if verb in _DML and models:
                if name not in others:  # a variable may hold any of the models
                    yield f"{verb}({name})"
            case ast.Constant(value=str(text)) if _SQL.search(text):
                yield f"says {text[:60]!r}"
            case ast.Attribute(value=ast.Name(id="models"), attr=name) if name in MODELS:
                yield f"takes {name} from models"


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _names(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def loosening(sources: Mapping[str, str]) -> set[str]:
    """The functions of the services that may do more than restrict, directly or through one another.

    `sources` by the name of the module: what begins with an underscore is the module's own.
    """
    calls: dict[str, set[str]] = {}
    for module, source in sources.items():
        tree = ast.parse(source)
        origins = imported(tree)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                used = {_own(module, name) for name in _names(node) | _taken(node, origins)}
                calls.setdefault(_own(module, node.name), set()).update(used)
    found = set(SOURCES)
    while more := {name for name, used in calls.items() if used & found} - found - RESTRICTING:
        found |= more
    return {name for name in found if ":" not in name}


def _own(module: str, name: str) -> str:
    return f"{module}:{name}" if name.startswith("_") else name


def _taken(tree: ast.AST, origins: Mapping[str, object]) -> set[str]:
    """What is taken from imported modules; a method of a value may be called like anything."""
    return {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        for own, name in [(node.value.id, node.attr)]
        if own in origins
    }


def uses(source: str, names: set[str]) -> set[str]:
    """Which of these functions of the services a module takes, by whatever way it came to them."""
    tree = ast.parse(source)
    origins = imported(tree)
    taken = {name for module, name in origins.values() if module.startswith(SERVICES)}
    modules = {own for own, origin in origins.items() if ".".join(origin).startswith(SERVICES)}
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=own), attr=name) if own in modules:
                taken.add(name)
            case ast.Import(names=plain) if any(each.name.startswith(SERVICES) for each in plain):
                taken |= names
            case ast.Call(func=ast.Name(id="getattr"), args=[ast.Name(id=own), *_]) if own in modules:
                taken |= names
    return taken & names


def modules(folder: Path) -> Mapping[str, str]:
    """The source of each module below this folder, by its path."""
    return {str(path.relative_to(folder.parent)): path.read_text() for path in sorted(folder.rglob("*.py"))}
