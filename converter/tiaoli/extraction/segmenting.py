"""Words of a text as jieba cuts them, with a dictionary that holds a pack's own terms and that nobody else changes.

jieba is loaded only here, and only once words are asked for. Its own global tokenizer stays as it is.
"""

from __future__ import annotations

import hashlib
import logging
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from tiaoli.chinese.width import squeeze
from tiaoli.rulebook.cache import cache_folder
from tiaoli.rulebook.models import Segmenter

KEPT = 4
"""How many tokenizers are kept in memory; each has a dictionary of its own."""

_LOGGER = logging.getLogger("jieba")


@dataclass(frozen=True, slots=True)
class WordCutter:
    """A tokenizer of one pack, and all that its result depends on beside the text."""

    tokenizer: Any
    engine: str
    version: str
    dictionary: str  # sha256 of jieba's own dictionary
    terms: str | None  # sha256 of the added terms, sorted, one a line; None where none are added
    hmm: bool

    def words(self, text: str) -> list[str]:
        """The words of a text, in order; punctuation and white space are no words."""
        return [token for token in self.tokenizer.cut(text, HMM=self.hmm) if _is_word(token)]


def word_cutter(settings: Segmenter, terms: Iterable[str]) -> WordCutter:
    """What cuts a pack's texts: one and the same for the same settings and terms, whatever their order."""
    added = sorted({squeeze(term) for term in terms}) if settings.dictionary == "from_terms" else ()
    return _cutter(settings.engine, settings.hmm, tuple(added))


@lru_cache(KEPT)
def _cutter(engine: str, hmm: bool, terms: tuple[str, ...]) -> WordCutter:
    """A tokenizer with a copy of jieba's dictionary and the terms in it."""
    jieba, plain, dictionary = _jieba()
    own = jieba.Tokenizer()
    own.FREQ, own.total, own.initialized = dict(plain.FREQ), plain.total, True
    for term in terms:
        # jieba keeps a row of letters and digits whole by itself; as a word, 5G would be cut out of 15GW.
        if not (term.isascii() and term.isalnum()):
            own.add_word(term)
    digest = hashlib.sha256("\n".join(terms).encode()).hexdigest() if terms else None
    return WordCutter(own, engine, jieba.__version__, dictionary, digest, hmm)


@cache
def _jieba() -> tuple[Any, Any, str]:
    """The library, a tokenizer with nothing but jieba's dictionary, and that dictionary's digest."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its old spelling of patterns, which no user of ours can mend
        import jieba
    plain = jieba.Tokenizer()
    with plain.get_dict_file() as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    folder = cache_folder()
    if folder is None:
        plain.FREQ, plain.total = plain.gen_pfdict(plain.get_dict_file())
        plain.initialized = True
    else:
        # jieba never looks whether its dictionary is newer than the cache, so the name of the file says which it is.
        plain.tmp_dir, plain.cache_file = str(folder), f"jieba-{digest[:32]}.words"
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _silence():
            plain.initialize()
    return jieba, plain, digest


@contextmanager
def _silence() -> Iterator[None]:
    """Nothing that jieba has to say of loading its dictionary reaches the terminal."""
    level = _LOGGER.level
    _LOGGER.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        _LOGGER.setLevel(level)


def _is_word(token: str) -> bool:
    return token.isalnum() or any(map(str.isalnum, token))
