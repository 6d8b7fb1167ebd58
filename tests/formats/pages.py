"""Small web pages, each for one thing that a filter may get wrong; the laws hold on all."""

from dataclasses import replace

from termbase import Language
from tests.formats.marked import marked, unmarked
from translator.formats.web import Html


def units(page: str) -> list[str]:
    """Return the units of a page, each in one line."""
    return [marked(unit.content) for unit in Html().read(page.encode()).units]


def written(page: str, *lines: str, language: Language | None = None) -> str:
    """Return a page with its first units replaced by `lines`."""
    document = Html().read(page.encode())
    ids = [unit.id for unit in document.units]
    targets = {ids[number]: unmarked(line) for number, line in enumerate(lines)}
    return Html().write(replace(document, language=language), targets).decode()


SAMPLES = {
    "a page": (
        "<!DOCTYPE html>\n<html lang=en><head><meta charset=utf-8><title>Safety\n valves</title>"
        "<meta name='description' content='What a valve is'><meta name=author content='A. Smith'>"
        "</head><body class='x'>\r\n<h1>Scope</h1>\n<p>This document\n specifies &amp; defines "
        "<b>valves</b>.</p></body></html>"
    ),
    "without end tags": (
        "<ul><li>one<li>two <b>bold</ul><table><tr><td>a<td>b<tr><th>c</table><dl><dt>d<dd>e</dl>"
        "<p>first<p>second<select><option>x1<option>y1</select>"
    ),
    "badly nested": (
        "<p><b>Bold <i>both</b> only</i> end</p></div><p>next <a name=x>anchor</p> tail"
    ),
    "white space in marks": "<p><b>\n <i>\n Deep</i></b> <u> words </u>\n.</p>",
    "attributes": (
        "<p title=Tip>See <img src=a.png alt='A &quot;valve&quot;'> and "
        '<input type=submit value=Send placeholder="Your name"><input value=kept>'
        '<a href="x" aria-label="Go on">there</a></p>'
    ),
    "not for translation": (
        "<p translate=no>Acme</p><p>By <span class='notranslate'>Acme</span> now</p>"
        "<p>Call <code>main()</code> with <kbd>Enter</kbd></p><pre>some  code</pre>"
        "<script>var a = '<p>no</p>';</script><style>p{}</style>"
        '<script type=\'application/ld+json\'>{"name": "Valve"}</script>'
    ),
    "comments": (
        "<!-- a <b> --><p>One <!-- two -->three<? pi > four</p><!--[if IE]><p>old</p><![endif]-->"
        "<p>five <?= 1 ?> six</p>"
    ),
    "signs that begin nothing": "<p>a < b & c &copy d &nbsp; e</p>",
    "lines": "<p>first<br>second<br clear=all />third</p><textarea>\nHello,\n\n  you\n</textarea>",
    "other languages": (
        '<html lang="en"><p>Rice (<i lang="la">Oryza sativa</i>) grows in many lands.</p>'
        '<p lang="fr">Le riz pousse.</p></html>'
    ),
    "ruby": "<p>The <ruby>sign<rp>(</rp><rt>biao</rt><rp>)</rp></ruby> of it</p>",
    "pictures and formulae": (
        "<p>Flow <svg viewBox='0 0 1 1'><title>A chart</title><g><text x=1>Rate</text></g>"
        "<path d='M0'/></svg> is <math><mi>q</mi><mo>=</mo><mn>1</mn></math> here.</p>"
    ),
    "Chinese": "<html><body><p>本文件规定了\n  安全阀的<b>要求</b>。</p></body></html>",
}
FILES = {name: page.encode() for name, page in SAMPLES.items()} | {
    "GB 2312": "<meta charset=gb2312><p>安全阀的要求</p>".encode("gb2312"),
    "Big5": "<meta charset=big5><p>安全閥的要求</p>".encode("big5"),
    "UTF-16": "<p>安全阀</p>".encode("utf-16"),
    "Western, with a wrong byte": b"<meta charset=iso-8859-1><p>caf\xe9 \x81 " + b"open " * 40,
}
