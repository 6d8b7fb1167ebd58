"""What a caller is told that went wrong: a stable code, its status, and sentences in zh and en."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from serve.locales import Locale


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of `problems.tsv`; a detail may have names in braces, which a problem fills."""

    code: str
    status: int
    titles: Mapping[Locale, str]
    details: Mapping[Locale, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field: its path, a word for the rule, and the rule."""

    field: str
    code: str
    message: str


class Problem(Exception):
    """A request cannot be answered; `said` fills the detail of its kind."""

    def __init__(
        self,
        code: str,
        *,
        headers: Mapping[str, str] | None = None,
        faults: Sequence[Fault] = (),
        **said: object,
    ) -> None:
        super().__init__(code)
        self.kind = kinds()[code]
        self.headers = dict(headers or {})
        self.faults = tuple(faults)
        self.said = said

    def detail(self, locale: Locale) -> str:
        """Return the sentence for the caller."""
        said = dict(self.said)
        if locale == "zh" and "what" in said:
            said["what"] = _NOUNS.get(str(said["what"]), said["what"])
        return self.kind.details[locale].format_map(said)


_NOUNS = {
    "user": "用户",
    "key": "密钥",
    "invitation": "邀请",
    "organisation": "组织",
    "project": "项目",
    "projects": "项目",
    "member": "成员",
    "members": "成员",
    "model": "模型",
    "document": "文档",
    "segment": "句段",
    "comment": "评论",
    "job": "任务",
    "concept": "概念",
    "pair": "句对",
    "file": "文件",
    "thing": "资源",
    "texts": "文本",
    "characters": "字符",
}


@cache
def kinds() -> Mapping[str, Kind]:
    """Return all kinds of problems by their codes."""
    text = files("serve").joinpath("problems.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {
        row["code"]: Kind(
            row["code"],
            int(row["status"]),
            {"en": row["en"], "zh": row["zh"]},
            {"en": row["detail_en"], "zh": row["detail_zh"]},
        )
        for row in rows
    }
