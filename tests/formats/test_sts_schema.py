"""What is valid by a schema stays valid: by a small part of NISO STS that these tests bring along.

`test_sts_laws` asks the same of the real schemas, where they are at hand.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from termbase import Language
from tests.formats.standards import PERMISSIONS, SAMPLES, entry, language_set, standard
from tests.formats.test_laws import changed
from translator.formats.sts import Sts
from translator.model import TaggedText

RULES = etree.RelaxNG(etree.parse(str(Path(__file__).with_name("small-sts.rng"))))
OTHERS = {"UTF-16", "GB 2312"}  # of another root, or without what a standard must have
WHOLE = standard(
    "<sec id='s1'><label>1</label><title>Scope</title><p id='p1'>The <bold>valve</bold>"
    "<fn id='f1'><label>a</label><p>Of brass.</p></fn> is <xref rid='s1'>here</xref> at "
    "<inline-formula>p = 1</inline-formula>.<list><list-item><label>a)</label><p>one</p>"
    "</list-item></list></p><disp-formula id='e1'>p = F/A</disp-formula>"
    "<table-wrap id='t1'><label>Table 1</label><caption><title>Sizes</title></caption><table><tr>"
    "<th>Size</th><td><p>large</p></td></tr></table></table-wrap></sec>"
    + entry("3.1", language_set("en", "a part", "seat|preferredTerm-admn-sts", "ring")),
    front=PERMISSIONS,
)
VALID = {name: data for name, data in SAMPLES.items() if name not in OTHERS} | {"whole": WHOLE}


def is_valid(data: bytes) -> bool:
    return bool(RULES.validate(etree.fromstring(data)))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("data", VALID.values(), ids=VALID.keys())
def test_what_was_valid_stays_valid(data: bytes, language: Language) -> None:
    document = replace(Sts().read(data), language=language)
    targets = {
        unit.id: changed(unit.content, lambda c: "甲" if c.isalpha() else c)
        for unit in document.units
    }

    written = Sts().write(document, targets)
    bare = Sts().write(document, {unit.id: TaggedText("甲") for unit in document.units})

    assert is_valid(data), RULES.error_log
    assert is_valid(written), RULES.error_log
    assert is_valid(bare), RULES.error_log
    assert written != data


def test_the_schema_refuses_what_a_careless_filter_makes() -> None:
    text = WHOLE.decode()

    careless = [
        text.replace("<label>1</label><title>Scope</title>", "<title>甲</title><label>1</label>"),
        text.replace('xml:lang="en"', 'xml:lang="中文"', 1),
        text.replace("preferredTerm-admn-sts", "首选"),
        text.replace("</fn> is", "</fn><p>甲</p> is"),
        text.replace("rid='s1'", ""),
    ]

    assert [is_valid(each.encode()) for each in careless] == [False] * len(careless)
