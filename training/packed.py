"""Examples as one array of token ids (◆ disk): what a trainer reads, without the texts."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.uint16]
_TOKENS, _ENDS = "tokens.npy", "ends.npy"


@dataclass(frozen=True, slots=True)
class Packed:
    """Examples one after another: source, target, source, target … (`tokens` is uint16).

    `ends[2i]` and `ends[2i + 1]` are where source and target of example i end in `tokens`.
    """

    tokens: Ids
    ends: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ends) // 2

    def lengths(self) -> npt.NDArray[np.int64]:
        """Return the lengths in tokens, shape (examples, 2): source, target."""
        return np.diff(self.ends, prepend=0).reshape(-1, 2)

    def example(self, index: int) -> tuple[Ids, Ids]:
        """Return the token ids of source and target, each ending in EOS."""
        start = self.ends[2 * index - 1] if index else 0
        middle, end = self.ends[2 * index], self.ends[2 * index + 1]
        return self.tokens[start:middle], self.tokens[middle:end]

    def save(self, folder: Path) -> None:
        """Write to `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / _TOKENS, self.tokens)
        np.save(folder / _ENDS, self.ends)

    @staticmethod
    def load(folder: Path) -> "Packed":
        """Read what `save` wrote."""
        return Packed(np.load(folder / _TOKENS), np.load(folder / _ENDS))
