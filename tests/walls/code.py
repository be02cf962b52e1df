"""The source of the application as trees, for the walls that read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = (
    "core", "audit", "access", "documents", "files", "deadlines", "notices", "schemes", "people", "matching",
    "guidance", "risk", "assurance", "activities", "exchange", "communications", "cases", "guard", "tracks", "evidence",
    "conversations", "letters", "investigations", "links", "recommendations", "learning", "subject_access", "records",
    "reminders", "dashboards",
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    """One file of the application."""

    path: Path

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def module(self) -> str:
        return self.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def app(self) -> str:
        parts = self.name.split("/")
        return parts[1] if parts[0] == "safeguarding" and len(parts) > 2 else ""

    @property
    def room(self) -> str:
        """The room of an app that the file is in: `views` for views.py and for everything in views/."""
        parts = self.name.split("/")
        return parts[2].removesuffix(".py") if self.app else ""

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def tree(self) -> ast.Module:
        return _tree(self.path)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of the application, less the migrations, which Django writes."""
    found = [*ROOT.glob("safeguarding/**/*.py"), *ROOT.glob("caseapp/**/*.py")]
    return tuple(Source(path) for path in sorted(found) if "migrations" not in path.parts)


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def chain(node: ast.AST) -> list[str]:
    """The names of a dotted expression, calls left out: Case, objects, filter of `Case.objects.filter(…)`."""
    if isinstance(node, ast.Attribute):
        return [*chain(node.value), node.attr]
    if isinstance(node, ast.Call):
        return chain(node.func)
    return [node.id] if isinstance(node, ast.Name) else [""]
