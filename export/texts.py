"""Texts for a page, in half the room: frequent words as one sign each.

A gzipped page looks for what repeats in its last 32 kilobytes alone; a word that
is one sign is found again from three times as far. The words stand in a list, and
a sign above ASCII names one of them by its position, so that the page reads texts
back with a look into the list.
"""

import re
from collections import Counter
from collections.abc import Iterable

LEAST_USE = 3
"""A word that occurs less often stays as it is."""

_TOKEN = re.compile(r" ?[^\W_]+|[\s\S]")
_FIRST = 0x80
_SURROGATES = range(0xD800, 0xE000)


class Words:
    r"""The words that stand for signs, and texts written with them.

    >>> words = Words(["a data engineer", "the data", "big data", "é"])
    >>> words.listed
    ['é', ' data']
    >>> words.written("new data")
    'new\x81'
    """

    def __init__(self, texts: Iterable[str]):
        """Take all texts that are to be written."""
        found: Counter[str] = Counter()
        for text in texts:
            found.update(_TOKEN.findall(text))
        often = [
            word for word, count in found.items() if count >= LEAST_USE and word[2:]
        ]
        often.sort(key=lambda word: (-found[word], word))
        foreign = {c for word in found if not word.isascii() for c in word}
        self.listed = sorted(c for c in foreign if not c.isascii()) + often
        self._signs = {word: _sign(i) for i, word in enumerate(self.listed)}

    def written(self, text: str) -> str:
        """Return a text with a sign for each word of the list."""
        return "".join(map(self._written, _TOKEN.findall(text)))

    def _written(self, word: str) -> str:
        if word in self._signs or word.isascii():
            return self._signs.get(word, word)
        return "".join(self._signs.get(c, c) for c in word)


def _sign(position: int) -> str:
    """Return the sign above ASCII for a position; surrogates are no signs."""
    code = _FIRST + position
    return chr(code if code < _SURROGATES.start else code + len(_SURROGATES))
