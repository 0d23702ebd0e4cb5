"""Who writes the record of constituents: found in the source, without running it."""

import ast
import re
from collections.abc import Iterator

MODELS = frozenset({"Constituent", "EmailAddress", "Phone", "Address", "FormerName", "ExternalId"})
TABLES = "constituents|email_addresses|phones|addresses|former_names|external_ids"
HOME = "app.constituents"
THROUGH_IT = frozenset({"write", "Rewrite"})
_DML = frozenset({"insert", "update", "delete", "insert_all", "upsert"})
_SQL = re.compile(rf"\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+({TABLES})\b", re.IGNORECASE)
COLUMNS = frozenset(
    {
        *("title", "first", "middle", "last", "suffix", "nickname", "maiden", "organization"),
        *("display_override", "sort_name", "birth_year", "birth_month", "birth_day"),
        *("address", "number", "e164", "lines", "city", "region", "postcode", "country", "key"),
        *("is_primary", "is_active", "is_alias", "value", "start", "end", "type"),
    }
)


Names = dict[str, tuple[str, str]]
"""What each imported name is: its module and its name there."""


def ways_of_writing(source: str) -> set[str]:
    """How a module could write names, contact points and IDs in other systems; empty when it cannot."""
    tree = ast.parse(source)
    return set(_Module(_imported(tree)).ways(tree))


def _imported(tree: ast.Module) -> Names:
    return {
        each.asname or each.name: (node.module or "", each.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for each in node.names
    }


class _Module:
    """A module by what it imports."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._models = {name for name, origin in names.items() if self._is(origin, f"{HOME}.models", MODELS)}

    @staticmethod
    def _is(origin: tuple[str, str] | None, module: str, wanted: frozenset[str]) -> bool:
        return origin is not None and origin[0] == module and origin[1] in wanted

    def ways(self, tree: ast.Module) -> Iterator[str]:
        """Each thing in the source that writes, or could."""
        for origin in self._names.values():
            if self._is(origin, f"{HOME}.services", THROUGH_IT):
                yield f"imports {origin[1]}"
        for node in ast.walk(tree):
            match node:
                case ast.Attribute(value=ast.Name(id=module), attr=name):
                    yield from self._taken(module, name)
                case ast.Call():
                    yield from self._called(node)
                case ast.Assign(targets=targets) if self._models:
                    yield from (f"sets {ast.unparse(each)}" for each in targets if _is_column(each))
                case ast.Constant(value=str(text)) if _SQL.search(text):
                    yield f"says {text[:60]!r}"

    def _taken(self, module: str, name: str) -> Iterator[str]:
        """What is reached through an imported module."""
        origin = self._names.get(module)
        if (origin == (HOME, "services") and name in THROUGH_IT) or (
            origin == (HOME, "models") and name in MODELS
        ):
            yield f"takes {name} from {module}"

    def _called(self, call: ast.Call) -> Iterator[str]:
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if isinstance(call.func, ast.Name) and self._models and name in {*self._models, "setattr"}:
            yield f"calls {name}"
        if name in _DML and self._models and call.args and self._may_be_model(call.args[0]):
            yield f"{name}({ast.unparse(call.args[0])})"

    def _may_be_model(self, target: ast.expr) -> bool:
        """Whether a statement may be about the record: not if it names something else that was imported."""
        match target:
            case ast.Name(id=name):
                return name in self._models or (name not in self._names and not name[:1].isupper())
            case ast.Attribute(value=ast.Name(id=name), attr="__table__"):
                return name in self._models or name not in self._names
            case _:
                return not isinstance(target, ast.Constant)


def _is_column(target: ast.expr) -> bool:
    """Whether a column of something is set; a value of our own may set its own parts."""
    if not isinstance(target, ast.Attribute) or target.attr not in COLUMNS:
        return False
    return not (isinstance(target.value, ast.Name) and target.value.id == "self")
