"""Translation > Translation with its issues: every rule of `translator.checks`."""

from dataclasses import replace

from translator.checks import CHECKS
from translator.model import Translation


def check(translation: Translation) -> Translation:
    """Return `translation` with every doubt that the checks have about it, and their place."""
    found = translation.issues + tuple(issue for run in CHECKS for issue in run(translation))
    place = translation.segment.place
    return replace(translation, issues=tuple(replace(issue, place=place) for issue in found))
