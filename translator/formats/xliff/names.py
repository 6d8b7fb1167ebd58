"""What each element of XLIFF is: OASIS XLIFF 1.2, 2.1. Names are local."""

UNITS = frozenset({"trans-unit", "unit"})
GROUPS = frozenset({"file", "body", "group", "bin-unit"})

PAIRS = frozenset({"g", "pc", "mrk"})  # they stand around text
STARTS = frozenset({"bx", "bpt", "sc", "sm"})
ENDS = {"ex": "bx", "ept": "bpt", "ec": "sc", "em": "sm"}  # each with what it ends

DONE = frozenset(
    "translated reviewed signed-off final needs-review-adaptation needs-review-l10n "  # noqa: SIM905
    "needs-review-translation".split()
)
TO_DO = frozenset({"new", "initial", "needs-translation", "needs-l10n", "needs-adaptation"})
