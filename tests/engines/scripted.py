"""A model of one piece a character whose answers were written beforehand."""

from collections.abc import Mapping, Sequence

from translator.engines.neural import Decoding
from translator.symbols import VOCABULARY_SYMBOLS


class Characters:
    """Pieces of one character; `symbols` are those it knows."""

    def __init__(self, symbols: Sequence[str] = VOCABULARY_SYMBOLS) -> None:
        self._symbols = frozenset(symbols)

    def encode(self, text: str) -> Sequence[str]:
        """See `Pieces.encode`."""
        return [*text, "</s>"]

    def encode_target(self, text: str) -> Sequence[str]:
        """See `Pieces.encode_target`."""
        return tuple(text)

    def decode(self, tokens: Sequence[str]) -> str:
        """See `Pieces.decode`."""
        return "".join(tokens)

    def knows(self, symbol: str) -> bool:
        """See `Pieces.knows`."""
        return symbol in self._symbols


class ScriptedDecoder:
    """Answers a source by its text; what it does not know it gives back.

    `careful` are the answers where repeats are forbidden. Every batch it was asked is in `asked`.
    """

    def __init__(
        self,
        answers: Mapping[str, Sequence[str]] | None = None,
        careful: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._answers = answers or {}
        self._careful = careful or {}
        self.asked: list[list[str]] = []

    def decode(
        self,
        sources: Sequence[Sequence[str]],
        decoding: Decoding,
        begins: Sequence[Sequence[str]] = (),
    ) -> list[list[tuple[Sequence[str], float]]]:
        """See `Decoder.decode`."""
        texts = ["".join(source[:-1]) for source in sources]
        self.asked.append(texts)
        known = self._careful if decoding.no_repeat else self._answers
        return [
            [(answer, -float(rank)) for rank, answer in enumerate(known.get(text, [text]))]
            for text in texts
        ]

    def score(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[list[float]]:
        """See `Decoder.score`; one likes nothing better than another."""
        return [[0.0] * (len(target) + 1) for target in targets]

    def attend(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[Sequence[Sequence[float]]]:
        """See `Decoder.attend`; each piece looks at the one as far from the end."""
        return [
            [
                [
                    0.9 if len(source) - i == len(target) - j + 1 else 0.01
                    for i in range(len(source))
                ]
                for j in range(len(target))
            ]
            for source, target in zip(sources, targets, strict=True)
        ]
