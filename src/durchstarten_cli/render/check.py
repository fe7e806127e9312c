"""Templates checked before they are filled in: every wrong name with its file and line.

A project's templates are held against the types of what they may read, and against the register of
figures; branches that are not taken today are checked as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2
from jinja2 import meta, nodes

from durchstarten_cli.render.lint import unexplained
from durchstarten_cli.render.markdown import environment
from durchstarten_cli.render.types import Reader

NO_TEMPLATE = "Die Zeile ist keine gültige Vorlage; oft fehlt eine Klammer oder ein endif."
LOCALS = frozenset({"answer", "block", "part", "loop", "caller"})
"""Names that a template may find where it is included."""


@dataclass(frozen=True)
class TemplateProblem:
    """What is wrong with a template, where, as a German sentence without the place."""

    file: str
    line: int
    message: str


def check(
    folder: Path, folders: Sequence[Path], roots: Mapping[str, object], measures: frozenset[str]
) -> Iterator[TemplateProblem]:
    """The problems of all templates below `folder`, in order.

    `folders` are where includes are looked for, `roots` the types of the names that templates may
    read, `measures` the figures that there are.
    """
    for path in sorted(folder.rglob("*.j2")):
        name = path.relative_to(folder).as_posix()
        for line, message in _problems(path, folders, roots, measures):
            yield TemplateProblem(name, line, message)


def _problems(
    path: Path, folders: Sequence[Path], roots: Mapping[str, object], measures: frozenset[str]
) -> Iterator[tuple[int, str]]:
    env = environment(folders)
    try:
        source = path.read_bytes().decode("utf-8-sig")
        tree = env.parse(source)
    except UnicodeDecodeError:
        yield 1, "Die Datei ist nicht als UTF-8 gespeichert."
        return
    except jinja2.TemplateSyntaxError as error:
        yield error.lineno, NO_TEMPLATE
        return
    names = {*roots, *env.globals, *LOCALS}
    if unknown := list(_words(tree, env)):  # Jinja cannot look at the names of such a template
        yield from unknown
        return
    yield from _undeclared(tree, names)
    yield from _missing_includes(tree, env)
    yield from Reader(roots, measures).problems(tree)
    yield from _literals(tree)


def _words(tree: nodes.Template, env: jinja2.Environment) -> Iterator[tuple[int, str]]:
    """Filters and conditions that do not exist; Jinja itself would tell only where they are met."""
    for node in tree.find_all((nodes.Filter, nodes.Test)):
        is_filter = isinstance(node, nodes.Filter)
        if node.name not in (env.filters if is_filter else env.tests):
            kind = "Den Filter" if is_filter else "Die Bedingung"
            yield node.lineno, f"{kind} „{node.name}“ gibt es nicht."


def _undeclared(tree: nodes.Template, names: set[str]) -> Iterator[tuple[int, str]]:
    own = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    unknown = meta.find_undeclared_variables(tree) - names - own
    for name in sorted(unknown):
        uses = [node.lineno for node in tree.find_all(nodes.Name) if node.name == name]
        yield min(uses, default=1), f"Den Namen „{name}“ gibt es nicht."


def _missing_includes(tree: nodes.Template, env: jinja2.Environment) -> Iterator[tuple[int, str]]:
    included = (node.template for node in tree.find_all(nodes.Include))
    imported = (node.template for node in tree.find_all(nodes.Import))
    for template in (*included, *imported):
        if isinstance(template, nodes.Const):
            try:
                env.get_template(template.value)
            except jinja2.TemplateNotFound:
                yield template.lineno, f"Die Vorlage „{template.value}“ fehlt."
            except (jinja2.TemplateSyntaxError, UnicodeDecodeError):
                continue  # told at that template itself


def _literals(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Numbers that a template states itself, in its text or in a text between quotes."""
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            for line, text in _said(node):
                yield from _numbers(line, text)


def _numbers(line: int, text: str) -> Iterator[tuple[int, str]]:
    for found in unexplained(text):
        if not found.is_comparison:
            yield (
                line + found.line - 1,
                f"„{found.word}“ ist eine Zahl, hinter der keine gezählte steht.",
            )


def _said(node: nodes.Node) -> Iterator[tuple[int, str]]:
    """The literal texts that a node prints, with their lines."""
    if isinstance(node, nodes.TemplateData):
        yield node.lineno, node.data
    elif isinstance(node, nodes.Const) and not isinstance(node.value, bool):
        yield node.lineno, str(node.value)
    elif isinstance(node, nodes.CondExpr):
        yield from _said(node.expr1)
        if node.expr2 is not None:
            yield from _said(node.expr2)
    elif isinstance(node, nodes.Concat):
        for part in node.nodes:
            yield from _said(part)
    elif isinstance(node, nodes.Filter) and node.name in ("fertig", "gross") and node.node:
        yield from _said(node.node)
