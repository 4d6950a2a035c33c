"""Which pack a page gets: every pack is scored by its `applies_to`, and the reasons are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tiaoli.chinese.width import fold
from tiaoli.rulebook.models import Condition, Pack
from tiaoli.rulebook.packs import Library

FALLBACK_SCORE = 0.01
"""The score of a fallback pack, below that of every pack that applies."""


Texts = Mapping[str, str]
"""What conditions are asked of, by their `in`."""


@dataclass(frozen=True, slots=True)
class RankedPack:
    """A pack that applies to a page, its score from 0 to 1, and which conditions made it."""

    pack: Pack
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class MissedPack:
    """A pack that does not apply to a page: how many of its `must` and `must_not` hold, and the first that fails,
    None for a pack that asks for nothing; `found` are the words of a `must_not`, None for a `must`."""

    pack: Pack
    held: int
    asked: int
    failed: Condition | None
    found: str | None

    @property
    def share(self) -> float:
        """How near the pack came, from 0 to 1."""
        return self.held / self.asked if self.asked else 0.0


def rank_packs(library: Library, title: str | None, head: str, body: str) -> tuple[RankedPack, ...]:
    """The packs that apply to a page, best first and then by id; `head` and `body` are folded.

    A pack whose every `must` and no `must_not` holds has 0.5, and 0.5 more for all of its `should`. Of two with
    equal scores, one that extends the other goes before it, since it was made for something more special.
    """
    texts = _texts(title, head, body)
    ranked = [entry for pack in library.packs if (entry := _scored(pack, texts))]
    extended = Counter((entry.score, ancestor) for entry in ranked for ancestor in entry.pack.ancestors)
    return tuple(sorted(ranked, key=lambda entry: (-entry.score, extended[entry.score, entry.pack.id], entry.pack.id)))


def missed_packs(library: Library, title: str | None, head: str, body: str) -> tuple[MissedPack, ...]:
    """The packs that do not apply to a page, the nearest first and then by id; those made to be extended left out."""
    texts = _texts(title, head, body)
    missed = [_missed(pack, texts) for pack in library.packs if not pack.abstract and not _scored(pack, texts)]
    return tuple(sorted(missed, key=lambda entry: (-entry.share, -entry.held, entry.pack.id)))


def _missed(pack: Pack, texts: Texts) -> MissedPack:
    rules = pack.applies_to
    found = [_held(condition, texts) for condition in (*rules.must, *rules.must_not)]
    wanted = len(rules.must)
    failing = [at for at, words in enumerate(found) if (words is None) == (at < wanted)]
    first = failing[0] if failing else None
    return MissedPack(
        pack=pack,
        held=len(found) - len(failing),
        asked=len(found),
        failed=(*rules.must, *rules.must_not)[first] if first is not None else None,
        found=found[first] if first is not None else None,
    )


def _texts(title: str | None, head: str, body: str) -> Texts:
    return {"title": fold(title or ""), "head": head, "body": body}


def _scored(pack: Pack, texts: Texts) -> RankedPack | None:
    rules = pack.applies_to
    if pack.abstract:
        return None
    must: list[str] = []
    for condition in rules.must:
        found = _held(condition, texts)
        if found is None:
            return None
        must.append(found)
    if any(_held(condition, texts) for condition in rules.must_not):
        return None
    if pack.fallback:
        return RankedPack(pack, FALLBACK_SCORE, "fallback, where no other pack applies")
    if not rules.must and not rules.should:
        return None
    should = [found for condition in rules.should if (found := _held(condition, texts))]
    share = len(should) / len(rules.should) if rules.should else 1.0
    return RankedPack(pack, round(0.5 + 0.5 * share, 4), "; ".join(_reasons(must, should, len(rules.should))))


def _held(condition: Condition, texts: Texts) -> str | None:
    """What of a condition was found where, None where nothing was."""
    text = texts[condition.where]
    found = next((match for pattern in condition.patterns if (match := pattern.search(text))), None)
    return f"{text[slice(*found.span)]} in {condition.where}" if found else None


def _reasons(must: list[str], should: list[str], asked: int) -> Iterator[str]:
    yield from must
    if asked:
        yield f"{len(should)} of {asked} more" + (f" ({', '.join(should)})" if should else "")
