"""Which of the markers found are headings: those in sequence; items of lists and stray numbers are not."""

from __future__ import annotations

from collections.abc import Sequence

from tiaoli.structure.heads import LONG_TITLE, Head

LONG_ITEM = 45
"""A numbered line of digits that is one sentence longer than this is an item of a list, not a heading."""

SHORT_TITLE = 10
_ENDS = ("。", "!")
_DEEPEST = 10


def in_sequence(heads: Sequence[Head], folded: str) -> tuple[list[Head], list[Head]]:
    """The headings: not items of lists, and mid-line only where they carry a sequence on; and the items."""
    kept: list[Head] = []
    items: list[Head] = []
    latest = _Latest()
    following = _following(heads)
    for head, after in zip(heads, following, strict=True):
        carries_on = latest.is_followed_by(head)
        if latest.is_referred_to_by(head, folded):
            continue
        if _is_item(head, folded) or (items and _follows(head, items[-1]) and not carries_on):
            items.append(head)
        elif not head.midline or carries_on or _begins(head, after, folded):
            kept.append(head)
            latest.add(head)
    return kept, items


class _Latest:
    """The last kept head of each name, and where the last one of each level stood."""

    def __init__(self) -> None:
        self._count = 0
        self._by_name: dict[str, tuple[int, Head]] = {}
        self._by_level = [-1] * _DEEPEST
        self._body = -1  # where the text behind the last head begins

    def add(self, head: Head) -> None:
        self._count += 1
        self._by_name[head.name] = (self._count, head)
        self._by_level[head.level] = self._count
        self._body = head.body

    def is_followed_by(self, head: Head) -> bool:
        """Whether the last head of its name bears the number before, with no higher one since, or only the one
        that stands right before: numbers may run on across parents."""
        place, earlier = self._by_name.get(head.name, (0, None))
        if earlier is None or earlier.number is None or head.number != earlier.number + 1:
            return False
        return max(self._by_level[: head.level]) < place or self._body == head.start

    def is_referred_to_by(self, head: Head, folded: str) -> bool:
        """Whether a marker without a title names one that stands further up: 第六条规定的… is no sixth article."""
        _, earlier = self._by_name.get(head.name, (0, None))
        if head.title or not head.number or earlier is None or not folded[head.body : head.body + 1].strip():
            return False
        return 1 < head.number <= (earlier.number or 0)


def _following(heads: Sequence[Head]) -> list[Head | None]:
    """For each head the next one of its name, None where a higher one stands between."""
    found: list[Head | None] = []
    by_name: dict[str, int] = {}
    by_level = [len(heads)] * _DEEPEST
    for at in range(len(heads) - 1, -1, -1):
        head = heads[at]
        place = by_name.get(head.name)
        found.append(heads[place] if place is not None and min(by_level[: head.level]) > place else None)
        by_name[head.name] = by_level[head.level] = at
    return found[::-1]


def _is_item(head: Head, folded: str) -> bool:
    """A numbered clause of an enumeration: it ends in ; or is one long sentence under digits."""
    if head.title is None:
        return False
    if folded[head.title[1] : head.title[1] + 1] == ";" or ";" in folded[slice(*head.title)]:
        return True
    run_in = head.body > head.title[1] + 1
    return head.level >= 3 and head.title[1] - head.title[0] > LONG_ITEM and not run_in


def _follows(head: Head, item: Head) -> bool:
    """The last clause of an enumeration ends in 。 and is an item all the same."""
    return head.name == item.name and item.number is not None and head.number == item.number + 1


def _begins(head: Head, following: Head | None, folded: str) -> bool:
    """Whether a mid-line number 1 is followed by a 2 of its kind that could be a heading."""
    if head.number != 1 or head.title is None or head.title[1] - head.title[0] > LONG_TITLE:
        return False
    if following is None and head.level == 1:
        return _stands_apart(head, folded)
    return following is not None and following.number == 2 and not _is_item(following, folded)


def _stands_apart(head: Head, folded: str) -> bool:
    """Whether a few words stand between a sentence that has ended and the text, white space around them."""
    start, end = head.title or (0, 0)
    before = folded[max(0, head.start - 3) : head.start]
    is_short = end - start <= SHORT_TITLE and folded[end : end + 1] == " "
    return is_short and before.endswith(" ") and before.rstrip()[-1:] in _ENDS
