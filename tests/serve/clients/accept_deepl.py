"""Drives a running server with the `deepl` client of PyPI, as a user's program would.

    python accept_deepl.py URL KEY DRAFT.docx

Prints a line a step, and exits 1 if any failed. Nothing here knows how the server works.
"""

import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import deepl
from deepl.api_data import MultilingualGlossaryDictionaryEntries

URL, KEY, DRAFT = sys.argv[1], sys.argv[2], Path(sys.argv[3])
TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="test" creationtoolversion="1" segtype="sentence"
 o-tmf="test" adminlang="en" srclang="zh-CN" datatype="plaintext"/><body><tu>
<tuv xml:lang="zh-CN"><seg>桥上的猫很安静。</seg></tuv>
<tuv xml:lang="en"><seg>Silence belongs to the cat on the bridge.</seg></tuv></tu></body></tmx>
"""


def said(
    client: deepl.DeepLClient,
    texts: list[str],
    target_lang: str = "EN-GB",
    **options: Any,  # noqa: ANN401 - what the client takes
) -> list[deepl.TextResult]:
    """What texts become."""
    found = client.translate_text(texts, target_lang=target_lang, **options)
    return found if isinstance(found, list) else [found]


def refused(kind: type[Exception], call: Callable[[], object]) -> bool:
    """Whether `call` raises `kind`, with a message."""
    try:
        call()
    except kind as error:
        return bool(str(error))
    return False


def texts(client: deepl.DeepLClient) -> bool:
    """Several texts come back in order, and in one case or another of the languages."""
    found = said(client, ["范围", "规范性引用文件", "术语和定义"], "en-GB", source_lang="zh")
    wanted = ["Scope", "Normative references", "Terms and definitions"]
    return [each.text for each in found] == wanted


def detected(client: deepl.DeepLClient) -> bool:
    """The language of each text is found out."""
    found = said(client, ["本文件规定了试验方法。", "范围"], "EN-US")
    return [each.detected_source_lang for each in found] == ["ZH", "ZH"]


def into_chinese(client: deepl.DeepLClient) -> bool:
    """English becomes Chinese, in either script."""
    [simple] = said(client, ["Normative references"], "ZH-HANS", source_lang="EN")
    [other] = said(client, ["Normative references"], "ZH-HANT", source_lang="EN")
    return simple.text == "规范性引用文件" and other.text == "規範性引用文件"


def options(client: deepl.DeepLClient) -> bool:
    """What changes nothing here is taken nevertheless, and told of as it should be."""
    [found] = said(
        client, ["范围"], source_lang="ZH", context="标准", split_sentences="0",
        preserve_formatting=True, formality="prefer_more", model_type="quality_optimized",
    )  # fmt: skip
    return found.text == "Scope" and found.billed_characters == 2


def glossary(client: deepl.DeepLClient) -> bool:
    """A glossary is made, obeyed, listed, read back and deleted; one of that name may be there."""
    entries = {"计量器具": "gauging device", "量值溯源": "tracing of values"}
    made = client.create_glossary("metrology", "ZH", "EN", entries)
    again = client.create_glossary("metrology", "ZH", "EN", entries)
    [answer] = said(client, ["计量器具应进行量值溯源。"], source_lang="ZH", glossary=made)
    found = answer.text.lower()
    listed = {each.glossary_id for each in client.list_glossaries()}
    kept = client.get_glossary_entries(made)
    for each in (made, again):
        client.delete_glossary(each)
    gone = refused(deepl.GlossaryNotFoundException, lambda: client.get_glossary(made.glossary_id))
    obeyed = all(target in found for target in entries.values())
    return obeyed and {made.glossary_id, again.glossary_id} <= listed and kept == entries and gone


def multilingual(client: deepl.DeepLClient) -> bool:
    """A glossary with a dictionary for each direction is made, changed and deleted."""
    entries = MultilingualGlossaryDictionaryEntries
    made = client.create_multilingual_glossary(
        "both", [entries("ZH", "EN", {"型式评价": "type test"})]
    )
    client.update_multilingual_glossary_name(made, "renamed")
    client.update_multilingual_glossary_dictionary(made, entries("ZH", "EN", {"猫": "tomcat"}))
    client.replace_multilingual_glossary_dictionary(made, entries("EN", "ZH", {"cat": "狸奴"}))
    kept = client.get_multilingual_glossary_entries(made, "ZH", "EN").dictionaries[0].entries
    made = client.get_multilingual_glossary(made.glossary_id)
    [found] = said(client, ["The cat sleeps."], "ZH", source_lang="EN", glossary=made)
    counts = {each.source_lang: each.entry_count for each in made.dictionaries}
    client.delete_multilingual_glossary_dictionary(made, source_lang="EN", target_lang="ZH")
    left = client.get_multilingual_glossary(made.glossary_id)
    client.delete_multilingual_glossary(made)
    both = "型式评价" in str(kept) and "tomcat" in str(kept)
    named = left.name == "renamed" and len(left.dictionaries) == 1
    return both and named and counts == {"ZH": 2, "EN": 1} and "狸奴" in found.text


def markup(client: deepl.DeepLClient) -> bool:
    """Tags come back, each once, in their place; what is to be ignored stays as it is."""
    text = '将<x id="7"></x>安装到 <b>10 mm</b> 的 <i>孔</i> 中。'
    handling: dict[str, Any] = {"tag_handling": "xml", "ignore_tags": ["x"]}
    [inline] = said(client, [text], source_lang="ZH", **handling)
    html = "<h1>术语&amp;定义</h1><p>本文件<b>规定</b>了要求。</p>"
    [page] = said(client, [html], tag_handling="html")
    wanted = ('<x id="7"></x>', "<b>", "</b>", "<i>", "</i>")
    tags = all(inline.text.count(tag) == 1 for tag in wanted)
    blocks = page.text.startswith("<h1>Terms &amp; definition") and page.text.endswith("</p>")
    return tags and blocks


def account(client: deepl.DeepLClient) -> bool:
    """Usage, languages and pairs are told."""
    used = client.get_usage().character
    sources = {each.code for each in client.get_source_languages()}
    targets = {each.code for each in client.get_target_languages()}
    pairs = {(each.source_lang, each.target_lang) for each in client.get_glossary_languages()}
    return bool(
        used.valid
        and used.count
        and sources == {"ZH", "EN"}
        and {"EN-GB", "EN-US", "ZH", "ZH-HANS", "ZH-HANT"} <= targets
        and pairs == {("zh", "en"), ("en", "zh")}
    )


def memory(client: deepl.DeepLClient) -> bool:
    """A memory is imported, used where it is named and only there, listed, exported, deleted."""
    with tempfile.TemporaryDirectory() as folder:
        file, back = Path(folder, "cats.tmx"), Path(folder, "back.tmx")
        file.write_text(TMX, encoding="utf-8")
        job = client.import_translation_memory_from_filepath(file, display_name="cats")
        made = client.get_translation_memory(
            (job.result and job.result.translation_memory_id) or ""
        )
        client.export_translation_memory_to_filepath(made, back)
        exported = "Silence belongs" in back.read_text(encoding="utf-8")
    [with_it] = said(client, ["桥上的猫很安静。"], source_lang="ZH", translation_memory=made)
    [without] = said(client, ["桥上的猫很安静。"], source_lang="ZH")
    part = client.list_translation_memory_segments(made, filter_text="SILENCE")
    listed = {each.name: each.segment_count for each in client.list_translation_memories()}
    client.delete_translation_memory(made)
    used = with_it.text == "Silence belongs to the cat on the bridge." != without.text
    return used and exported and part.segment_count == 1 and listed["cats"] == 1


def document(client: deepl.DeepLClient) -> bool:
    """A Word file goes up, is waited for and comes down as a Word file in English; once."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "out.docx")
        with DRAFT.open("rb") as file:
            handle = client.translate_document_upload(file, target_lang="EN-GB", source_lang="ZH")
        client.translate_document_wait_until_done(handle)
        with target.open("wb") as out:
            client.translate_document_download(handle, out)
        with zipfile.ZipFile(target) as package:
            text = package.read("word/document.xml").decode()
    again = refused(deepl.DeepLException, lambda: client.translate_document_download(handle))
    return "Scope" in text and "范围" not in text and again


def errors(client: deepl.DeepLClient) -> bool:
    """Every mistake is an error of the client's own, with a reason."""
    wrong = deepl.DeepLClient("wrong", server_url=URL)
    nowhere = "00000000-0000-0000-0000-000000000000"
    failing, lost = deepl.DeepLException, deepl.GlossaryNotFoundException
    send = client.translate_document_upload
    asked: list[tuple[type[Exception], Callable[[], object]]] = [
        (deepl.AuthorizationException, wrong.get_usage),
        (failing, lambda: said(client, ["范围"], "FR")),
        (failing, lambda: said(client, ["范围"], source_lang="ZH", glossary=nowhere)),
        (failing, lambda: said(client, ["范围"], tag_handling="pdf")),
        (failing, lambda: said(client, ["<a>范围"], tag_handling="xml")),
        (lost, lambda: client.get_glossary(nowhere)),
        (lost, lambda: client.get_multilingual_glossary(nowhere)),
        (failing, lambda: client.create_glossary("same", "ZH", "ZH", {"猫": "cat"})),
        (failing, lambda: send(b"MZ", filename="a.exe", target_lang="EN-GB")),
    ]
    return all(refused(kind, call) for kind, call in asked)


def empty(client: deepl.DeepLClient) -> bool:
    """An empty text among others is answered by an empty text."""
    found = said(client, ["", "范围"], source_lang="ZH")
    return [each.text for each in found] == ["", "Scope"]


STEPS = (
    texts, detected, into_chinese, options, glossary, multilingual, markup, account, memory, errors,
    empty, document,
)  # fmt: skip


def main() -> int:
    """Run all steps; return how many failed."""
    client = deepl.DeepLClient(KEY, server_url=URL, send_platform_info=False)
    failed = 0
    for step in STEPS:
        try:
            passed, why = step(client), ""
        except (deepl.DeepLException, ValueError, KeyError, AttributeError) as error:
            passed, why = False, f"{type(error).__name__}: {error}"
        failed += not passed
        sys.stdout.write(f"{'ok  ' if passed else 'FAIL'} {step.__doc__} {why}\n")
    return failed


if __name__ == "__main__":
    sys.exit(bool(main()))
