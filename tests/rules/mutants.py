"""Mutants of firestore.rules: every condition is dropped, and turned round."""

import re
from collections.abc import Iterator
from typing import NamedTuple

CONDITION = re.compile(r"(?:\breturn\s|:\s*if\s)\s*([^;]+);")


class Span(NamedTuple):
    """A piece of the text."""

    start: int
    end: int


class Mutant(NamedTuple):
    """Rules with a change, and what was changed."""

    what: str
    text: str


def mutants(rules: str) -> Iterator[Mutant]:
    """Yield the rules with each condition dropped, and with each turned round."""
    for span, neutral in conditions(rules):
        condition = rules[span.start : span.end]
        line = rules.count("\n", 0, span.start) + 1
        for what, instead in (("dropped", neutral), ("turned round", f"!({condition})")):
            if instead != condition:
                text = rules[: span.start] + instead + rules[span.end :]
                yield Mutant(f"line {line}: {condition} {what}", text)


def conditions(rules: str) -> Iterator[tuple[Span, str]]:
    """Yield where the conditions stand, and what stands for one that is dropped: `false` among alternatives."""
    for match in CONDITION.finditer(rules):
        yield from _terms(rules, Span(*match.span(1)), "true")


def _terms(text: str, span: Span, neutral: str) -> Iterator[tuple[Span, str]]:
    for operator, without in (("||", "false"), ("&&", "true")):
        parts = list(_split(text, span, operator))
        if len(parts) > 1:
            for part in parts:
                yield from _terms(text, part, without)
            return
    if text[span.start] == "(" and _closing(text, span.start) == span.end - 1:
        yield from _terms(text, Span(span.start + 1, span.end - 1), neutral)
    yield span, neutral


def _split(text: str, span: Span, operator: str) -> Iterator[Span]:
    """Yield the pieces between operators that stand in no parentheses, without the white space around them."""
    depth, start = 0, span.start
    for at in range(span.start, span.end):
        depth += (text[at] in "([{") - (text[at] in ")]}")
        if depth == 0 and text.startswith(operator, at):
            yield _stripped(text, Span(start, at))
            start = at + len(operator)
    yield _stripped(text, Span(start, span.end))


def _stripped(text: str, span: Span) -> Span:
    piece = text[span.start : span.end]
    return Span(span.end - len(piece.lstrip()), span.start + len(piece.rstrip()))


def _closing(text: str, opening: int) -> int:
    depth = 0
    for at in range(opening, len(text)):
        depth += (text[at] in "([{") - (text[at] in ")]}")
        if depth == 0:
            return at
    raise ValueError("A parenthesis is not closed.")
