"""What the names in a template stand for: attributes that do not exist are found without a run.

Only what can be told for sure is told: a name whose type is not known is not judged.
"""

import types
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

from jinja2 import nodes
from msgspec import Struct

from durchstarten_cli.model import Published


class Reader:
    """Follows a template from top to bottom and knows the types of its names.

    `roots` are the types of the names it may read, `measures` the figures that there are.
    """

    def __init__(self, roots: Mapping[str, object], measures: frozenset[str]) -> None:
        self._types: dict[str, object] = dict(roots)
        self._measures = measures

    def problems(self, tree: nodes.Template) -> Iterator[tuple[int, str]]:
        """Line and German sentence of every attribute that does not exist."""
        yield from self._walk(tree)

    def _walk(self, node: nodes.Node) -> Iterator[tuple[int, str]]:
        if isinstance(node, nodes.Getattr | nodes.Getitem):
            yield from self._check(node)
        if isinstance(node, nodes.For) and isinstance(node.target, nodes.Name):
            yield from self._walk(node.iter)
            self._types[node.target.name] = _item(self._type(node.iter))
            children = [child for child in node.iter_child_nodes() if child is not node.iter]
        else:
            children = list(node.iter_child_nodes())
        for child in children:
            yield from self._walk(child)
        if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
            self._types[node.target.name] = self._type(node.node)

    def _check(self, node: nodes.Getattr | nodes.Getitem) -> Iterator[tuple[int, str]]:
        kind, name = self._type(node.node), _name(node)
        if kind is None or name is None:
            return
        if _is_figures(kind):
            if name not in self._measures:
                yield (
                    node.lineno,
                    f"Die Zahl „{name}“ gibt es nicht; „durchstarten counts“ zeigt alle.",
                )
        elif (
            (known := _attributes(kind)) is not None
            and name not in known
            and not hasattr(kind, name)
        ):
            yield node.lineno, f"„{name}“ gibt es dort nicht (bekannt: {', '.join(known)})."

    def _type(self, node: nodes.Node | None) -> object:
        """The type of what an expression gives, None where it is not known."""
        if isinstance(node, nodes.Name):
            return self._types.get(node.name)
        if isinstance(node, nodes.Getattr | nodes.Getitem):
            kind, name = self._type(node.node), _name(node)
            if name is None:
                return _item(kind)
            if _is_figures(kind):
                return Published
            return _plain((_attributes(kind) or {}).get(name))
        if isinstance(node, nodes.Filter) and node.name in ("select", "rejectattr", "selectattr"):
            return self._type(node.node)
        return None


def _name(node: nodes.Getattr | nodes.Getitem) -> str | None:
    if isinstance(node, nodes.Getattr):
        return node.attr
    is_text = isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str)
    return node.arg.value if is_text and isinstance(node.arg, nodes.Const) else None


def _attributes(kind: Any) -> dict[str, Any] | None:
    """Name -> type of what a class of ours has, None for other types."""
    is_ours = isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, Struct))
    return get_type_hints(kind) if is_ours else None


def _is_figures(kind: object) -> bool:
    """Whether it is a mapping of figures by their measure."""
    return get_args(kind)[1:] == (Published,)


def _item(kind: object) -> object:
    """What a list or a mapping of something holds."""
    arguments = [a for a in get_args(kind) if a is not Ellipsis]
    return _plain(arguments[-1]) if arguments else None


def _plain(kind: object) -> object:
    """The type without "or None"."""
    if get_origin(kind) in (Union, types.UnionType):
        return next((a for a in get_args(kind) if a is not types.NoneType), None)
    return kind
