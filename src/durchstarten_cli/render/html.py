"""A statement's Markdown becomes one page that needs nothing else: no network, no script.

Numbers open what is behind them by the browser's own means (`popover`), so that the page can forbid
everything that could be brought in. `page.css` is put into it, and its hash is all that is allowed.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from durchstarten_cli.model import Citation
from durchstarten_cli.render.elements import clean
from durchstarten_cli.render.hypertext import Body
from durchstarten_cli.render.origins import Origin, popover

_PAGE = """<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="author" content="{author}">
<meta name="keywords" content="{reference}">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header>
{above}<p class="haus">{office}</p>
<p>{author}</p>
</header>
<main>
<p class="hinweis">Unterstrichene Zahlen lassen sich öffnen: Dort steht, was gezählt wurde.</p>
{body}
</main>
{origins}
</body>
</html>
"""
_POLICY = "default-src 'none'; style-src '{style}'; base-uri 'none'; form-action 'none'"
_DRAFT = '<p class="entwurf">ENTWURF</p>\n'
_INTERN = (
    '<p class="intern"><strong>INTERN</strong> Diese Seite nennt zu jeder Zahl die Zeilen der '
    "Lieferungen. Sie bleibt im Haus.</p>\n"
)


@dataclass(frozen=True)
class PageMeta:
    """What a page says about itself; an `internal` one shows the rows behind its numbers."""

    title: str
    office: str
    author: str
    draft: bool
    reference: str
    internal: bool = False


def write_html(
    markdown: str,
    citations: Sequence[Citation],
    origins: Mapping[str, Origin],
    meta: PageMeta,
) -> bytes:
    """The page; `origins` has one for every figure that is cited, by its id.

    Same input, same bytes. Raises SettingsError where a text is nested too deep.
    """
    keys = {
        figure: f"zahl-{n}" for n, figure in enumerate(dict.fromkeys(c.figure for c in citations))
    }
    body = Body(lambda index: keys[citations[index].figure]).written(markdown)
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = _PAGE.format(
        policy=_POLICY.format(style=f"sha256-{digest}"),
        style=style,
        above=(_INTERN if meta.internal else "") + (_DRAFT if meta.draft else ""),
        body=body,
        origins="\n".join(popover(origins[figure], key) for figure, key in keys.items()),
        **{
            name: escape(getattr(meta, name)) for name in ("title", "office", "author", "reference")
        },
    )
    return clean(page).encode("utf-8")


@cache
def _style() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")
