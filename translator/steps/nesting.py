"""Tags > the tree that they are, and back: pairs inside pairs, and points."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from translator.model import Tag


@dataclass(slots=True, eq=False)
class Node:
    """A point or a pair around source[start:end]; `place` is where it stands in the target.

    A pair of which the segment has one end only reaches to the other end of the segment.
    """

    start: int
    end: int
    opens: Tag | None = None
    closes: Tag | None = None
    point: Tag | None = None
    nodes: list["Node"] = field(default_factory=list)
    place: tuple[int, int] = (0, 0)

    @property
    def is_whole(self) -> bool:
        """Whether it is a pair with both its ends."""
        return self.opens is not None and self.closes is not None


def tree(tags: Sequence[Tag], length: int) -> Node:
    """Return the root over a text of `length` characters; pairs that cross end together."""
    root = Node(0, length)
    stack, ended = [root], set[int]()
    closes = {tag.ref: tag for tag in tags if tag.kind == "close"}
    for tag in tags:
        if tag.kind == "point":
            stack[-1].nodes.append(Node(tag.at, tag.at, point=tag))
        elif tag.kind == "open":
            stack.append(Node(tag.at, length, opens=tag))
            stack[-2].nodes.append(stack[-1])
        elif tag.ref not in ended:
            ended.update(_close(stack, tag, closes))
    return root


def nested(tags: Sequence[Tag], length: int) -> tuple[Tag, ...]:
    """Return the tags without pairs that cross; the inner one ends with the outer one."""
    root = tree(tags, length)
    for node in _all(root):
        node.place = node.start, node.end
    return tuple(tags_of(root))


def tags_of(node: Node) -> Iterator[Tag]:
    """Yield the tags of a tree in reading order, each at its place."""
    start, end = node.place
    for tag in (node.point, node.opens):
        if tag:
            yield Tag(start, tag.kind, tag.ref)
    for inner in sorted(node.nodes, key=lambda each: each.place):
        yield from tags_of(inner)
    if node.closes:
        yield Tag(end, "close", node.closes.ref)


def _close(stack: list[Node], tag: Tag, closes: Mapping[int, Tag]) -> set[int]:
    """End the pair of `tag`, and those that began inside it; or all, if it began elsewhere."""
    refs = [node.opens.ref if node.opens else 0 for node in stack]
    number = refs.index(tag.ref) if tag.ref in refs else 0
    for node, ref in zip(stack[number or 1 :], refs[number or 1 :], strict=True):
        node.end, node.closes = tag.at, closes.get(ref)
    if not number:
        stack[0].nodes = [Node(0, tag.at, closes=tag, nodes=stack[0].nodes)]
    del stack[number or 1 :]
    return set(refs[number or 1 :]) | {tag.ref}


def _all(node: Node) -> Iterator[Node]:
    yield node
    for inner in node.nodes:
        yield from _all(inner)
