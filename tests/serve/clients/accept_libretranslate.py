"""Drives a running server with `libretranslatepy`, and with the requests of other such clients.

    python accept_libretranslate.py URL KEY DRAFT.docx

Prints a line a step, and exits 1 if any failed. Nothing here knows how the server works.
"""

import io
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from libretranslatepy import LibreTranslateAPI

URL, KEY, DRAFT = sys.argv[1].rstrip("/"), sys.argv[2], Path(sys.argv[3])


def post(path: str, **fields: object) -> dict[str, object]:
    """What a POST of JSON with the key is answered."""
    body = json.dumps({"api_key": KEY, **fields}).encode()
    request = Request(f"{URL}{path}", body, {"Content-Type": "application/json"})  # noqa: S310
    with urlopen(request, timeout=60) as answer:  # noqa: S310 - the address is ours
        found: dict[str, object] = json.load(answer)
    return found


def get(path: str) -> object:
    """What a GET is answered."""
    with urlopen(f"{URL}{path}", timeout=60) as answer:  # noqa: S310 - the address is ours
        return json.load(answer)


def refused(status: int, call: Callable[[], object]) -> bool:
    """Whether `call` is refused with this status and an `error`."""
    try:
        call()
    except HTTPError as error:
        with error:
            return error.code == status and bool(json.load(error)["error"])
    return False


def text(client: LibreTranslateAPI) -> bool:
    """A text becomes a text, whatever the codes of the languages."""
    codes = ("zh", "zh-Hans", "ZH-CN", "auto")
    there = all(client.translate("范围", code, "en") == "Scope" for code in codes)
    return there and client.translate("Scope", "en", "zt") == "範圍"


def batch(client: LibreTranslateAPI) -> bool:
    """A list becomes a list."""
    found = post("/translate", q=["范围", "术语和定义"], source="auto", target="en", alternatives=2)
    languages = [each["language"] for each in found["detectedLanguage"]]  # type: ignore[attr-defined]
    texts = found["translatedText"] == ["Scope", "Terms and definitions"]
    return texts and languages == ["zh-Hans"] * 2 and found["alternatives"] == [[], []]


def page(client: LibreTranslateAPI) -> bool:
    """The tags of HTML stay."""
    found = post("/translate", q="<p><b>范围</b></p>", source="zh", target="en", format="html")
    return found["translatedText"] == "<p><b>Scope</b></p>"


def detect(client: LibreTranslateAPI) -> bool:
    """The language of a text is told, and how sure that is."""
    [chinese], [english] = client.detect("本文件规定了试验方法。"), client.detect("This document")
    sure = chinese["confidence"] == english["confidence"] == 100
    return sure and (chinese["language"], english["language"]) == ("zh-Hans", "en")


def languages(client: LibreTranslateAPI) -> bool:
    """The languages and what can be made of them are told, to a client that sends a body, too."""
    targets = {each["code"]: each["targets"] for each in client.languages()}
    return set(targets) == {"en", "zh-Hans", "zh-Hant"} and "en" in targets["zh-Hans"]


def suggest(client: LibreTranslateAPI) -> bool:
    """A better translation is taken, and changes nothing before somebody has confirmed it."""
    before = client.translate("桥下的猫睡了。", "zh", "en")
    answer = post("/suggest", q="桥下的猫睡了。", s="Asleep it is.", source="zh", target="en")
    return answer == {"success": True} and client.translate("桥下的猫睡了。", "zh", "en") == before


def file(client: LibreTranslateAPI) -> bool:
    """A Word file becomes a Word file, which is fetched without a key."""
    mark = "8d0a1c"
    fields = {"source": "zh", "target": "en", "api_key": KEY}
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    named = f'Content-Disposition: form-data; name="file"; filename="{DRAFT.name}"'
    parts.append(f"--{mark}\r\n{named}\r\n\r\n".encode() + DRAFT.read_bytes() + b"\r\n")
    body = b"".join([*parts, f"--{mark}--\r\n".encode()])
    kind = {"Content-Type": f"multipart/form-data; boundary={mark}"}
    with urlopen(Request(f"{URL}/translate_file", body, kind), timeout=600) as answer:  # noqa: S310
        place = json.load(answer)["translatedFileUrl"]
    with urlopen(place, timeout=60) as answer:  # noqa: S310 - the address is ours
        package = zipfile.ZipFile(io.BytesIO(answer.read()))
    return "Scope" in package.read("word/document.xml").decode()


def surround(client: LibreTranslateAPI) -> bool:
    """What a page and a monitor ask for is there."""
    settings = get("/frontend/settings")
    files = ".docx" in settings["supportedFilesFormat"]  # type: ignore[index]
    return get("/health") == {"status": "ok"} and files and "paths" in get("/spec")  # type: ignore[operator]


def errors(client: LibreTranslateAPI) -> bool:
    """Every mistake is told with its reason."""
    wrong = LibreTranslateAPI(URL, "wrong")
    asked = urlencode({"q": "范围", "source": "zh", "target": "en", "api_key": KEY})
    in_address = Request(f"{URL}/translate?{asked}", b"")  # noqa: S310 - the address is ours
    return all(
        (
            refused(403, lambda: wrong.translate("范围", "zh", "en")),
            refused(403, lambda: LibreTranslateAPI(URL).translate("范围", "zh", "en")),
            refused(400, lambda: client.translate("范围", "zh", "fr")),
            refused(400, lambda: post("/translate", source="zh", target="en")),
            refused(400, lambda: urlopen(in_address, timeout=60)),  # noqa: S310
        )
    )


STEPS = (text, batch, page, detect, languages, suggest, surround, errors, file)


def main() -> int:
    """Run all steps; return how many failed."""
    client = LibreTranslateAPI(URL, KEY)
    failed = 0
    for step in STEPS:
        try:
            passed, why = step(client), ""
        except (OSError, ValueError, KeyError, TypeError) as error:
            passed, why = False, f"{type(error).__name__}: {error}"
        failed += not passed
        sys.stdout.write(f"{'ok  ' if passed else 'FAIL'} {step.__doc__} {why}\n")
    return failed


if __name__ == "__main__":
    sys.exit(bool(main()))
