"""What each check finds, and what it lets pass."""

import pytest

from tests.makers import EN_ZH, ZH_EN, segment_of
from translator.checks import CHECKS
from translator.model import Direction, Origin, TaggedText, Translation


def issues(source: str, target: str, direction: Direction = ZH_EN) -> list[str]:
    done = Translation(segment_of(source), TaggedText(target), Origin.ENGINE, direction)
    return [issue.check for run in CHECKS for issue in run(done)]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("长度为10 mm，共3个。", "The length is 10 mm, three in all."),
        ("2025年3月1日", "1 March 2025"),
        ("10万次", "100 000 times"),
        ("应符合要求。", "It shall meet the requirements."),
        ("宜符合要求。", "It should meet the requirements."),
        ("不应使用。", "It shall not be used."),
        ("制造商应对其负责。", "The manufacturer shall be responsible for it."),
        ("适应应力变化的应用", "Applications adapting to changes of stress"),
    ],
)
def test_a_faithful_translation_raises_no_issue(source: str, target: str) -> None:
    assert issues(source, target) == []


@pytest.mark.parametrize(
    ("source", "target", "rule"),
    [
        ("长度为10 mm。", "The length is 100 mm.", "numbers"),
        ("第2次", "The third 3", "numbers"),
        ("应符合要求。", "It meets the requirements.", "modals"),
        ("应符合要求。", "It should meet the requirements.", "modals"),
        ("不应使用该材料。", "The material shall be used.", "modals"),
        ("宜符合要求。", "It meets the requirements.", "modals"),
        ("外观完好。", "…", "emptiness"),
        ("外观完好。", "The 外观 is intact.", "language"),
        ("外观完好。", "The \ufffd is intact.", "language"),
        ("外观完好。", "The the the the the look is intact.", "repetition"),
        ("外观应完好无损，无裂纹、毛刺。", "It shall.", "proportion"),
    ],
)
def test_a_fault_is_named_by_its_rule(source: str, target: str, rule: str) -> None:
    assert rule in issues(source, target)


@pytest.mark.parametrize(
    ("source", "target", "rules"),
    [
        ("It shall comply.", "应符合。", []),
        ("It shall comply.", "宜符合。", ["modals"]),
        ("It shall not exceed the limit.", "不应超过限值。", []),
        ("It shall not exceed the limit.", "应超过限值。", ["modals"]),
        ("The fan is here now.", "The fan is here now.", ["language"]),
        ("It is 10 °C to 35 °C.", "为10 ℃～35 ℃。", []),
    ],
)
def test_checks_work_into_chinese_too(source: str, target: str, rules: list[str]) -> None:
    assert issues(source, target, EN_ZH) == rules


def test_every_check_says_its_rule_in_one_sentence() -> None:
    assert all((check.__doc__ or "").split("\n")[0].endswith(".") for check in CHECKS)
