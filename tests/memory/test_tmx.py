"""Translation memories in TMX 1.4b, as other tools write them."""

from pathlib import Path

import pytest

from corpus.exchange.tmx import BrokenExchange, read_tmx

HEAD = '<header creationtool="t" segtype="sentence" srclang="zh-CN" adminlang="en" datatype="x"/>'


def tmx(units: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<tmx version="1.4">{HEAD}<body>{units}</body></tmx>'


def unit(chinese: str, english: str, zh: str = "zh-CN", en: str = "en-US") -> str:
    return (
        f'<tu><tuv xml:lang="{zh}"><seg>{chinese}</seg></tuv>'
        f'<tuv xml:lang="{en}"><seg>{english}</seg></tuv></tu>'
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "memory.tmx"


def pairs(file: Path, source: str = "zh", target: str = "en") -> list[tuple[str, str]]:
    return [(pair.source, pair.target) for pair in read_tmx(file, source, target)]


@pytest.mark.parametrize(
    ("zh", "en"), [("zh-CN", "en-US"), ("ZH", "EN"), ("zh_Hans_CN", "en_GB"), ("zh-TW", "en")]
)
def test_languages_are_known_by_their_first_part(file: Path, zh: str, en: str) -> None:
    file.write_text(tmx(unit("范围", "Scope", zh, en)))

    assert pairs(file) == [("范围", "Scope")]
    assert pairs(file, "en", "zh") == [("Scope", "范围")]


def test_an_old_lang_attribute_is_understood(file: Path) -> None:
    file.write_text(tmx(unit("范围", "Scope")).replace("xml:lang", "lang"))

    assert pairs(file) == [("范围", "Scope")]


def test_codes_are_dropped_and_text_inside_highlights_is_kept(file: Path) -> None:
    chinese = (
        '<bpt i="1">&lt;b&gt;</bpt>风扇<ept i="1">&lt;/b&gt;</ept>应<hi>完<ph>{1}</ph>好</hi>'
        "<!-- checked -->，<ph>&lt;fn&gt;<sub>见注</sub></ph>无<it pos='begin'>x</it>裂纹<?x y?>。"
    )
    file.write_text(tmx(unit(chinese, "The <ut>{</ut>fan &amp; all.")))

    assert pairs(file) == [("风扇应完好，见注无裂纹。", "The fan & all.")]


def test_units_without_both_languages_are_left_out(file: Path) -> None:
    file.write_text(tmx(unit("范围", "Scope", en="fr") + unit(" ", "x") + unit("附录", "Annex")))

    assert pairs(file) == [("附录", "Annex")]


def test_every_variant_of_the_source_language_gives_a_pair(file: Path) -> None:
    both = unit("范围", "Scope").replace(
        "</tu>", '<tuv xml:lang="zh-TW"><seg>範圍</seg></tuv></tu>'
    )
    file.write_text(tmx(both))

    assert pairs(file) == [("范围", "Scope"), ("範圍", "Scope")]


def test_a_pair_says_where_it_comes_from(file: Path) -> None:
    file.write_text(tmx(unit("范围", "Scope") + unit("附录", "Annex")))

    origins = [pair.origin for pair in read_tmx(file, "zh", "en")]

    assert origins == ["memory.tmx, unit 1", "memory.tmx, unit 2"]


def test_a_namespace_and_utf16_change_nothing(file: Path) -> None:
    text = tmx(unit("范围", "Scope")).replace("<tmx ", '<tmx xmlns="http://www.lisa.org/tmx14" ')
    file.write_bytes(text.replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16"))

    assert pairs(file) == [("范围", "Scope")]


def test_the_usual_doctype_is_accepted_and_not_fetched(file: Path) -> None:
    file.write_text(tmx(unit("范围", "Scope"), '<!DOCTYPE tmx SYSTEM "http://0.0.0.0/tmx14.dtd">'))

    assert pairs(file) == [("范围", "Scope")]


def test_an_entity_from_outside_is_refused_and_not_read(file: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    doctype = f'<!DOCTYPE tmx [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    file.write_text(tmx(unit("范围&x;", "Scope"), doctype))

    with pytest.raises(
        BrokenExchange, match=r"memory\.tmx, unit 1 \(line 1\): holds the entity &x;"
    ) as error:
        pairs(file)

    assert "secret" not in str(error.value)


def test_a_billion_laughs_are_not_expanded(file: Path) -> None:
    nested = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE tmx [<!ENTITY a0 "ha">{nested}]>'
    file.write_text(tmx(unit("范围&a9;", "Scope"), doctype))

    with pytest.raises(BrokenExchange, match="entity"):
        pairs(file)


@pytest.mark.parametrize(
    "text",
    ["", "no xml", "<html><body/></html>", tmx(unit("范围", "Scope"))[:-20], "<tmx>&nbsp;</tmx>"],
)
def test_a_file_that_is_no_tmx_is_named(file: Path, text: str) -> None:
    file.write_text(text)

    with pytest.raises(BrokenExchange, match=r"memory\.tmx: not"):
        pairs(file)
