"""What pydantic says of a value > what the caller reads: the field, the rule, in zh or en."""

from collections.abc import Mapping
from typing import TypedDict

from serve.locales import Locale
from serve.problem import Fault

_CHINESE = {
    "missing": "必填",
    "extra_forbidden": "没有此字段",
    "string_type": "须为字符串",
    "int_type": "须为整数",
    "int_parsing": "须为整数",
    "int_from_float": "须为整数",
    "bool_type": "须为 true 或 false",
    "bool_parsing": "须为 true 或 false",
    "list_type": "须为数组",
    "tuple_type": "须为数组",
    "model_attributes_type": "须为对象",
    "model_type": "须为对象",
    "dict_type": "须为对象",
    "enum": "须为下列之一：{expected}",
    "literal_error": "须为下列之一：{expected}",
    "string_too_short": "至少 {min_length} 个字符",
    "string_too_long": "至多 {max_length} 个字符",
    "too_short": "至少 {min_length} 项",
    "too_long": "至多 {max_length} 项",
    "greater_than_equal": "不小于 {ge}",
    "less_than_equal": "不大于 {le}",
    "string_pattern_mismatch": "格式须符合 {pattern}",
    "unwritable": "含有空字符或不完整的字符（位置 {at}）",
    "string_unicode": "含有不完整的字符",
}


class Detail(TypedDict, total=False):
    """An error of pydantic's, as far as it is read here."""

    type: str
    loc: tuple[int | str, ...]
    msg: str
    ctx: Mapping[str, object]


def fault_of(found: Detail, locale: Locale) -> Fault:
    """Return what the caller is told of one error of pydantic's."""
    field = ".".join(str(part) for part in found["loc"])
    said = _CHINESE.get(found["type"], "") if locale == "zh" else ""
    message = said.format_map(found.get("ctx", {}))
    return Fault(field, found["type"], message or found["msg"])
