"""Small Markdown files, each for one thing that a filter may get wrong; the laws hold on all."""

from dataclasses import replace

from termbase import Language
from tests.formats.marked import marked, unmarked
from translator.formats.md import Markdown


def units(text: str) -> list[str]:
    """Return the units of a text, each in one line."""
    return [marked(unit.content) for unit in Markdown().read(text.encode()).units]


def written(text: str, *lines: str, language: Language | None = None) -> str:
    """Return a text with its first units replaced by `lines`."""
    document = Markdown().read(text.encode())
    ids = [unit.id for unit in document.units]
    targets = {ids[number]: unmarked(line) for number, line in enumerate(lines)}
    return Markdown().write(replace(document, language=language), targets).decode()


SAMPLES = {
    "headings": "# One #\n\nTwo *two*\n===\n\n### Three {#three .x}\n\nFour\nfour\n---\n",
    "metadata": (
        '---\ntitle: Safety valves\nlang: en\ntags: [one, two]\ndescription: "On \\"valves\\""\n'
        "subtitle: 'It''s here'\ndraft: true\n---\n\nText\n"
    ),
    "metadata in TOML": '+++\ntitle = "Safety valves"\ndate = 2025-01-01\n+++\nText\n',
    "quotations and lists": (
        "> A long\n> sentence with `code` and  \n> a second line\\\n> and a third.\n>\n> - one\n"
        ">   goes on\n> - two\n\n1. first\n\n   second *here*\n2) other\n\n\t+\ttabs\n"
    ),
    "links": (
        'See [the *site*](http://a.b/c_d "Its title"), <http://x.y>, [one][1], [two][], '
        "[three] and ![a *picture*](p.png 'Of it').\n\n[1]: http://one \"First\"\n"
        "[two]: <http://two>\n[three]: http://three (Third)\n"
    ),
    "emphasis": (
        "**Bold** and *it***both**, ***all***, ~~gone~~, a*b*c, snake_case_word, 2 * 3 * 4\n"
    ),
    "a table": (
        "| A | B \\| c |\n|:--|--:|\n| one | *two* \\| x |\n| `a\\|b` | |\n\n"
        "> | d |\n> |---|\n> | e |\n"
    ),
    "boxes": (
        "- [ ] to do\n- [x] done\n\n> [!NOTE]\n> Mind this.\n\n::: tip\nInside\n:::\n\n[TOC]\n"
    ),
    "notes": (
        "See[^1] and more^[in the *line*] now.\n\n[^1]: The note\n    goes on.\n\n    More of it.\n"
    ),
    "formulae": "Where $a_b$ is 5 and it costs $6 or $7.\n\n$$\nx = y\n$$\n\nThen $$z$$ too.\n",
    "code": "Call `x y` now:\n\n```python\nprint('no')\n```\n\n    indented code\n\nEnd\n",
    "HTML": (
        'Press <kbd>Enter</kbd><br>then <b>go</b> <img src=x alt="a picture"> on.\n\n'
        "<div class=x>\n<p>Inside <i>it</i></p>\n</div>\n\n<!-- kept -->\n\n"
        "<details>\n\n**More** text\n\n</details>\n"
    ),
    "definitions": "Valve\n: A device that *opens*\n\n  and shuts\n\nSeat\n: A part\n",
    "escapes": "\\*not\\* &amp; &lt;b&gt; \\# 3 &copy; 1\\. x\n\n1986\\. A year\n",
    "templates": "{{< note >}} Read {{ site.name }} now {% if x %}yes{% endif %}\n",
    "line ends": "# One\r\n\r\nTwo\r\nthree\r\n",
    "Chinese": "# 范围\n\n本文件规定了**安全阀**的\n要求，适用于\n阀门。\n\n- 第一项\n- 第二项\n",
}
FILES = {name: text.encode() for name, text in SAMPLES.items()} | {
    "GB 18030": "# 安全阀的一般要求\n\n本文件适用于阀门。\n".encode("gb18030"),
}
