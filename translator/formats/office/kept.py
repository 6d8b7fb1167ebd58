"""What is in a package that is not translated, said to the reader."""

from collections.abc import Iterator

from translator.formats.docx.opc import relationships
from translator.formats.docx.package import Package
from translator.model import Issue

_KEPT = {
    "package": "an embedded file is not translated",
    "oleObject": "an embedded object is not translated",
    "control": "a control is not translated",
    "ctrlProp": "the text of a form control is not translated",
    "externalLink": "what is taken from another workbook is not translated",
    "origin": "the digital signature will not hold for the translation",
}


def kept(package: Package) -> Iterator[Issue]:
    """Yield the embedded files, controls and signatures of a package, each once."""
    seen = set[str]()
    for name in package.names():
        folder, _, rels = name.rpartition("_rels/")
        if not rels.endswith(".rels"):
            continue
        for each in relationships(package, folder + rels.removesuffix(".rels")):
            if each.kind in _KEPT and each.target not in seen:
                seen.add(each.target)
                yield Issue("untranslated part", _KEPT[each.kind], each.target)
