"""Request > the parts of it that are asked for one by one, and their answers > answers to it."""

from collections.abc import Sequence
from dataclasses import replace

from translator.engines.base import Annotation, Hypothesis, Request


def part(request: Request, start: int, end: int) -> Request:
    """Return the part of `request` from `start` to `end`, with the annotations in it."""
    notes = tuple(
        Annotation(note.start - start, note.end - start, note.target)
        for note in request.annotations
        if start <= note.start and note.end <= end
    )
    return replace(request, text=request.text[start:end], annotations=notes)


def joined(
    answers: Sequence[tuple[Hypothesis, ...]], requests: Sequence[Request]
) -> tuple[Hypothesis, ...]:
    """Return the answers to all parts of a request as answers to it: k-th best with k-th best."""
    if len(answers) == 1:
        return answers[0]
    gap = "" if requests[0].direction.target.is_chinese else " "
    depth = min(len(answer) for answer in answers)
    return tuple(
        Hypothesis(
            gap.join(answer[rank].text for answer in answers),
            sum(answer[rank].score for answer in answers) / len(answers),
        )
        for rank in range(depth)
    )
