"""From the characters of a page to runs: those of one text object that follow on one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tiaoli.plugin import Box, Run
from tiaoli_pdf.characters import Character
from tiaoli_pdf.turning import Turn

ASCENT, DESCENT = 0.88, 0.12
"""The parts of its size by which a Chinese character rises above its baseline and falls below it."""
NEAR = 0.3
"""Characters nearer than this part of their size follow on one another."""


def main_angle(characters: Sequence[Character]) -> int:
    """The direction in which most of a page is written; 0 for a page without text."""
    counts = Counter(character.angle for character in characters if character.angle is not None)
    return max(counts, key=lambda angle: counts[angle], default=0)


def runs_of(characters: Sequence[Character], turn: Turn) -> Iterator[Run]:
    """The runs of a page, in the order of the file."""
    unprinted = sum(not character.is_printed for character in characters)
    is_scan = 2 * unprinted > len(characters)  # what is not printed there is the layer of text behind the pictures
    group: list[Character] = []
    boxes: list[Box] = []
    for character in characters:
        box = _box(character, turn)
        if group and not _follows(group[-1], boxes[-1], character, box):
            yield _run(group, boxes, turn, is_scan)
            group, boxes = [], []
        group.append(character)
        boxes.append(box)
    if group:
        yield _run(group, boxes, turn, is_scan)


def _box(character: Character, turn: Turn) -> Box:
    """A character's box on the sheet; of the same height for all of one size, whatever their font."""
    left, top, right, bottom = turn.box(character.box)
    if character.angle == turn.angle:
        baseline = turn.point(*character.baseline)[1]
        top, bottom = baseline - ASCENT * character.size, baseline + DESCENT * character.size
    return left, top, right, bottom


def _follows(last: Character, last_box: Box, character: Character, box: Box) -> bool:
    if last.owner != character.owner or last.is_printed != character.is_printed:
        return False
    if last.angle != character.angle or character.angle is None:
        return last.angle == character.angle
    if box == last_box:  # one glyph that stands for both, such as a ligature
        return True
    near = NEAR * character.size
    return abs(box[0] - last_box[2]) < near and abs(box[3] - last_box[3]) < near


def _run(group: Sequence[Character], boxes: Sequence[Box], turn: Turn, is_scan: bool) -> Run:
    first = group[0]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    box = min(lefts), min(tops), max(rights), max(bottoms)
    width, height = turn.size
    reason = None
    if first.angle is None:
        reason = "watermark"  # no prose runs aslant
    elif not (first.is_printed or is_scan) or box[2] < 0 or box[3] < 0 or box[0] > width or box[1] > height:
        reason = "hidden"
    text = "".join(character.text for character in group)
    return Run(text, box, first.size, reason, turned=first.angle not in (turn.angle, None))
