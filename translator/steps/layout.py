"""The tree of the tags laid out on the words of a target, from the outside in."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from translator.model import Issue
from translator.steps.evidence import Edge, Stretch, Word, image_of, is_said, stretch_of
from translator.steps.nesting import Node
from translator.symbols import ALL_PLACEHOLDERS

_DOUBT = 0.05  # below this share, words of the source are not said in the target
_WEIGHTS = (1.0, 0.7, 0.4, 0.2)  # of the Chinese characters before a point, the nearest first
_OPENING = frozenset("（(“‘《「『【[〔")
_SIGNS = frozenset("§#@$&+=<>|~^_*/%‰")  # that are no punctuation: what follows belongs to them


@dataclass(slots=True)
class Layout:
    """What the tags are laid out on, and what is doubtful about it."""

    source: str
    words: Sequence[Word]
    doubts: list[Issue] = field(default_factory=list)

    def settle(self, node: Node, allowed: Collection[int], place: tuple[int, int]) -> None:
        """Give `node` its place, and what is in it places in that, on the words `allowed`."""
        node.place = place
        pairs = [each for each in node.nodes if self._has_text(each)]
        free, settled = set(allowed), list[Node]()
        for pair in sorted(pairs, key=lambda each: self._rank(each, allowed)):
            best = self._stretch(pair, free)
            if best is None:
                self._share(pair, node, settled)
                continue
            settled.append(pair)
            self._doubt(pair, best)
            within = self._with_punctuation(pair, best, free)
            free.difference_update(within)
            self.settle(pair, within, self._place(pair, within, place))
        for each in node.nodes:
            if not self._has_text(each):
                _gather(each, self._spot(each, node, settled, allowed))

    def _share(self, node: Node, outer: Node, settled: Sequence[Node]) -> None:
        """Put a pair for which no word is left within another; half a pair at its end."""
        if not node.is_whole or not settled:
            _gather(node, outer.place[1 if node.opens else 0])
            return
        other = min(settled, key=lambda each: abs(each.start - node.start))
        while inner := [each for each in other.nodes if each.is_whole and _is_wide(each)]:
            other = inner[0]
        start, end = other.place
        for point in other.nodes:
            if start < point.place[0] < end:
                _gather(point, end)
        outer.nodes.remove(node)
        other.nodes.append(node)
        words = enumerate(self.words)
        inside = [n for n, word in words if start <= word.start and word.end <= end]
        self.settle(node, inside, other.place)

    def _has_text(self, node: Node) -> bool:
        return bool(self.source[node.start : node.end].strip())

    def _rank(self, node: Node, allowed: Collection[int]) -> tuple[bool, float]:
        """Pairs with one end come first, for they have no choice; then those that are surest."""
        found = self._stretch(node, allowed)
        return node.is_whole, -(found.sure if found else 0.0)

    def _stretch(self, node: Node, allowed: Collection[int]) -> Stretch | None:
        wanted = dict.fromkeys(range(node.start, node.end), 1.0)
        edge = Edge.NONE if node.is_whole else Edge.LAST if node.opens else Edge.FIRST
        return stretch_of(self.words, self.source, wanted, allowed, edge)

    def _with_punctuation(self, node: Node, best: Stretch, free: Collection[int]) -> range:
        """The words of a pair, with as much punctuation at their ends as it had."""
        inside = self.source[node.start : node.end].strip()
        first, last = best.first, best.last
        said = [at for at, char in enumerate(inside) if is_said(char)]
        if not said:
            return range(first, last)
        for _ in range(said[0]):
            first -= first - 1 in free and not self.words[first - 1].is_said
        for _ in inside[said[-1] + 1 :].replace(" ", ""):
            last += last in free and _closes(self.words[last])
        return range(first, last)

    def _place(self, node: Node, within: range, outer: tuple[int, int]) -> tuple[int, int]:
        start = self.words[within.start].start if node.opens else outer[0]
        return start, self.words[within.stop - 1].end if node.closes else outer[1]

    def _doubt(self, node: Node, best: Stretch) -> None:
        if best.sure < _DOUBT:
            self._report(self.source[node.start : node.end].strip())

    def _report(self, said: str) -> None:
        shown = "".join("…" if char in ALL_PLACEHOLDERS else char for char in said)
        self.doubts.append(Issue("tags", f"put by place, for no words say it: format of “{shown}”"))

    def _spot(
        self, node: Node, outer: Node, pairs: Sequence[Node], allowed: Collection[int]
    ) -> int:
        """Where a point of `outer` belongs, which has `pairs` beside it."""
        touching = [pair for pair in pairs if pair.is_whole and pair.end == node.start]
        at = touching[-1].place[1] if touching else self._by_words(node.start, outer, allowed)
        for pair in pairs:
            if pair.place[0] < at < pair.place[1]:
                at = pair.place[0 if node.start <= pair.start or not pair.closes else 1]
        return min(max(at, outer.place[0]), outer.place[1])

    def _by_words(self, at: int, outer: Node, allowed: Collection[int]) -> int:
        """After the word before it, or before the next one where a space or nothing is before."""
        before = self.source[outer.start : at]
        if before[-1:] in _SIGNS:
            sign = stretch_of(self.words, self.source, {at - 1: 1.0}, allowed)
            if sign and sign.sure >= _DOUBT:
                return self.words[sign.last - 1].end
        if before and not before[-1].isspace() and before[-1] not in _OPENING:
            passed = len(before) - len(before.rstrip("".join(set(before) - set(_said(before)))))
            wanted = dict(self._last_word(at - passed, outer.start))
            found = image_of(self.words, self.source, wanted, allowed) if wanted else None
            return self._after(found.last, passed) if found else outer.place[0]
        wanted = dict(self._next_word(at, outer.end))
        found = image_of(self.words, self.source, wanted, allowed) if wanted else None
        if found is None:
            return outer.place[0] if not before.strip() else outer.place[1]
        return self.words[found.first].start

    def _after(self, number: int, passed: int) -> int:
        """After the word before `number`, and after as many closing marks as were `passed`."""
        while passed and number < len(self.words) and _closes(self.words[number]):
            number, passed = number + 1, passed - 1
        return self.words[number - 1].end

    def _last_word(self, end: int, start: int) -> Iterator[tuple[int, float]]:
        """The characters before `end` that a point follows, with their weights."""
        at = end - 1
        if at >= start and _is_latin(self.source[at]):
            yield from self._latin_words(end, start)
            return
        for weight in _WEIGHTS:
            if at < start or not _is_han(self.source[at]):
                break
            yield at, weight
            at -= 1
        if at == end - 1 >= start:
            yield at, 1.0

    def _latin_words(self, end: int, start: int) -> Iterator[tuple[int, float]]:
        """The last two words, the one before by half."""
        weight = 1.0
        for at in range(end - 1, start - 1, -1):
            if _is_latin(self.source[at]):
                yield at, weight
            elif self.source[at] == " " and weight == 1.0:
                weight = 0.5
            else:
                return

    def _next_word(self, start: int, end: int) -> Iterator[tuple[int, float]]:
        at = next((n for n in range(start, end) if is_said(self.source[n])), end)
        latin = at < end and _is_latin(self.source[at])
        while at < end and (latin and _is_latin(self.source[at])):
            yield at, 1.0
            at += 1
        if not latin and at < end:
            yield at, 1.0


def _said(text: str) -> list[str]:
    return [char for char in text if is_said(char)]


def _is_latin(char: str) -> bool:
    return char.isalnum() and not _is_han(char) and char not in ALL_PLACEHOLDERS


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char >= "\U00020000"


def _closes(word: Word) -> bool:
    return not word.is_said and word.text not in _OPENING


def _is_wide(node: Node) -> bool:
    return node.place[0] < node.place[1]


def _gather(node: Node, at: int) -> None:
    """Put a node, and all in it, at one place."""
    node.place = at, at
    for inner in node.nodes:
        _gather(inner, at)
