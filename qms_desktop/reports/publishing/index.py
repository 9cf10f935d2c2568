"""The page that leads to what is published: one file, searched by plain JavaScript in it, without any network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from qms_desktop.paths import bundled
from qms_desktop.reports import colours
from qms_desktop.reports.stamp import Stamp
from qms_desktop.reports.texts import on_one_line

TEMPLATE = ("resources", "styles", "published.html")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the page: what it is, and the files that it leads to."""

    group: str
    number: str
    title: str
    kind: str
    revision: str
    since: str
    links: tuple[tuple[str, str], ...]
    """What a link is called and the file it opens, the document itself first."""

    @property
    def words(self) -> str:
        """What the search finds it by."""
        return on_one_line(f"{self.group} {self.number} {self.title} {self.kind} {self.revision}").casefold()


def page(stamp: Stamp, entries: Sequence[Entry]) -> str:
    """The whole page; every text in it is escaped, every address stays in the folder."""
    groups = list(dict.fromkeys(e.group for e in entries))
    body = "\n".join(_group(g, [e for e in entries if e.group == g]) for g in groups)
    values = {
        "organisation": escape(on_one_line(stamp.organisation)),
        "when": escape(stamp.when),
        "trail": escape(stamp.trail),
        "count": str(len(entries)),
        "groups": body or "<p>Nothing is published yet.</p>",
        **{
            name.lower(): getattr(colours, name)
            for name in ("TEXT", "TEXT2", "ACCENT", "BORDER", "GRID", "PANEL", "PAPER")
        },
    }
    text = bundled(*TEMPLATE).read_text(encoding="utf-8")
    for part in sorted(values, key=len, reverse=True):
        text = text.replace(f"@{part}@", values[part])
    return text


def _group(title: str, entries: Sequence[Entry]) -> str:
    rows = "\n".join(_row(e) for e in entries)
    return f"<section>\n<h2>{escape(on_one_line(title))}</h2>\n<ul>\n{rows}\n</ul>\n</section>"


def _row(entry: Entry) -> str:
    (first, address), *more = entry.links
    facts = [entry.kind, f"revision {entry.revision}" if entry.revision else "", entry.since]
    said = " · ".join(escape(on_one_line(f)) for f in facts if f)
    others = "".join(f' <a class="more" href="{quote(to)}">{escape(name)}</a>' for name, to in more)
    return (
        f'<li data-words="{escape(entry.words)}"><a href="{quote(address)}">'
        f'<span class="no">{escape(entry.number)}</span> {escape(on_one_line(entry.title))}</a>'
        f'<span class="facts">{said} · {escape(first)}{others}</span></li>'
    )
