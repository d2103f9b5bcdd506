"""The cheap look at a page before a parser builds its tree: one pass from left to right, each character read once.

Parsers take quadratic time for a tag with very many attributes and for very deep nesting, so both are
refused here. Where this pass and a parser disagree about broken markup, the cage still holds.
"""

from __future__ import annotations

import re
from collections import Counter

from documents.types import Refused

MOST_ATTRIBUTES = 200
DEEPEST = 1000

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/><]*+)|<!--|<[!?]")
_ATTRIBUTE = re.compile(r"""[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?)?|=""")
_BETWEEN = re.compile(r"[\s/]*+")
_RAW = {name: re.compile(f"</{name}", re.I) for name in ("script", "style", "textarea", "title", "xmp", "noembed")}
_VOID = frozenset({"area", "base", "basefont", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta"})
_VOID |= {"param", "source", "track", "wbr"}
# A second one of these ends the first: unclosed paragraphs and list items are not nested.
_CLOSES_ITSELF = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "option", "thead", "tbody", "tfoot", "a"})
_CLOSES_ITSELF |= {"h1", "h2", "h3", "h4", "h5", "h6"}
_HOLDS_ITEMS = frozenset({"table", "ul", "ol", "dl", "select", "div"})
_LITTLE = 3


def refuse_costly(markup: str) -> None:
    """Raise `Refused` ("too_many_attributes", "too_deep") for a page that would cost a parser too much."""
    stack: list[str] = []
    depth_of: Counter[str] = Counter()
    at = 0
    while found := _TAG.search(markup, at):
        if found[2] is None:
            at = _past_declaration(markup, found)
            continue
        name, closing = found[2].lower(), bool(found[1])
        at = _past_attributes(markup, found.end())
        if closing:
            _close(name, stack, depth_of)
        elif name in _RAW:
            end = _RAW[name].search(markup, at)
            at = end.start() if end else len(markup)
        elif name not in _VOID:
            _open(name, stack, depth_of)


def _past_declaration(markup: str, found: re.Match[str]) -> int:
    """Give where a comment, doctype or processing instruction ends; the end of the page where it never does."""
    mark = "-->" if found[0] == "<!--" else ">"
    end = markup.find(mark, found.end())
    return end + len(mark) if end >= 0 else len(markup)


def _past_attributes(markup: str, at: int) -> int:
    """Give where the tag ends whose name ended at `at`. Raises `Refused` for too many attributes."""
    for _ in range(MOST_ATTRIBUTES + 1):
        between = _BETWEEN.match(markup, at)
        at = between.end() if between else at
        attribute = _ATTRIBUTE.match(markup, at)
        if attribute is None:
            # The tag's ">", the end of the page, or a sign that is neither: all end the tag.
            return at + 1
        at = attribute.end()
    raise Refused("too_many_attributes", f"This page has a tag with more than {MOST_ATTRIBUTES} attributes.")


def _open(name: str, stack: list[str], depth_of: Counter[str]) -> None:
    """Go one tag deeper. Raises `Refused` below the deepest level."""
    if name in _CLOSES_ITSELF:
        _close_last(name, stack, depth_of)
    stack.append(name)
    depth_of[name] += 1
    if len(stack) > DEEPEST:
        raise Refused("too_deep", f"The tags of this page are nested more than {DEEPEST:,} deep.")


def _close_last(name: str, stack: list[str], depth_of: Counter[str]) -> None:
    """Close the like tag that this one ends: the last one in the same list or table, if little stands open in it."""
    for back, inner in enumerate(reversed(stack[-_LITTLE:]), start=1):
        if inner == name:
            for left in stack[-back:]:
                depth_of[left] -= 1
            del stack[-back:]
            return
        if inner in _HOLDS_ITEMS:
            return


def _close(name: str, stack: list[str], depth_of: Counter[str]) -> None:
    """Leave the innermost open tag of this name, and all inside it; ignore a tag that closes nothing."""
    if not depth_of[name]:
        return
    while True:
        left = stack.pop()
        depth_of[left] -= 1
        if left == name:
            return
