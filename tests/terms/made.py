"""Small concepts and histories that several tests are made of."""

from hypothesis import strategies as st

from termbase.concept import Concept, Definition, Designation, Grade, Status
from termbase.history import Change, Revision
from termbase.model import Scope
from termbase.text import Language

ZH, HANT, EN = Language.ZH, Language.ZH_HANT, Language.EN


def concept(
    zh: str = "风扇", en: str = "fan", status: Status = Status.PROPOSED, domain: str = ""
) -> Concept:
    """A concept with a term in either language."""
    named = Designation(zh, ZH, status=status), Designation(en, EN, status=status)
    return Concept(named, domain=domain)


def revisions(*steps: tuple[str, Concept]) -> tuple[Revision, ...]:
    """A history: who, and the concept as they left it."""
    return tuple(
        Revision(one, number, Change(who, "edit", at=f"2026-01-{number:02}", version=number))
        for number, (who, one) in enumerate(steps, 1)
    )


_TEXTS = st.text("扇fan 風\U00020000-'\"", min_size=1, max_size=6).filter(
    lambda text: text == text.strip()
)
_DESIGNATIONS = st.builds(
    Designation,
    _TEXTS,
    st.sampled_from(Language),
    st.sampled_from(Grade),
    st.sampled_from([Status.PROPOSED, Status.REJECTED, Status.WITHDRAWN]),
    part_of_speech=st.sampled_from(["", "noun"]),
    note=st.sampled_from(["", "两行\nof it"]),
)


@st.composite
def storable(draw: st.DrawFn) -> Concept:
    """Any concept that may be stored."""
    named = draw(
        st.lists(
            _DESIGNATIONS, min_size=1, max_size=4, unique_by=lambda item: (item.language, item.text)
        )
    )
    scope = draw(st.sampled_from(Scope))
    return Concept(
        tuple(named),
        draw(st.sampled_from([(), (Definition("it turns", EN),)])),
        draw(st.sampled_from(["", "ICS 23.120"])),
        draw(st.sampled_from(["", "GB/T 1236—2017, 3.1"])),
        scope=scope,
        owner="" if scope is Scope.SHARED else "alice",
    )
