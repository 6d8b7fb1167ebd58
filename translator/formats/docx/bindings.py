"""Content controls bound to data (17.5.2.6): Word shows the data, so these get what is shown.

The first control bound to a datum is text like any other, and the datum follows it; the controls
after it, such as the title in each header, follow the datum.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from translator.formats.docx.fields import Fields
from translator.formats.docx.labels import Label
from translator.formats.docx.markup import attribute, child, kind, parse, spellings
from translator.formats.docx.opc import main_name, relationships
from translator.formats.docx.package import Package
from translator.formats.docx.shown import Derived, Runs, Whole, fold, repeat, shown
from translator.model import Issue

_CONTROL = spellings("w:sdt")
# The stores of the properties of the document, by what their part is called.
PROPERTY_STORES = {
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": "core-properties",
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}": "extended-properties",
}
# What these show is made from the datum, or chosen by it: a date, a picture, a check mark.
_MADE = frozenset(
    {"date", "picture", "checkbox", "docPartObj", "docPartList", "group", "equation", "citation"}
)
_STEP = re.compile(r"/(?:([\w.-]+):)?([\w.-]+)(?:\[(\d+)\])?")
_ATTRIBUTE = re.compile(r"/@(?:([\w.-]+):)?([\w.-]+)$")
_SPACE = re.compile(r"""xmlns:([\w.-]+)\s*=\s*(['"])(.*?)\2""")


@dataclass(slots=True)
class Bound:
    """What controls and data repeat of one another, the trees of the data, and what is amiss."""

    derived: list[Derived] = field(default_factory=list)
    roots: dict[str, etree._Element] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)


@dataclass(slots=True)
class _Binder:
    stores: Mapping[str, str]
    package: Package
    bound: Bound
    seen: dict[tuple[etree._Element, str], Label] = field(default_factory=dict)

    def bind(self, part: str, control: etree._Element, fields: Mapping[str, Fields]) -> None:
        content, found = child(control, "w:sdtContent"), self._datum(control)
        if content is None or found is None:
            return
        name, datum = found
        control_text, key = Whole(content), (datum.element, datum.attribute)
        if fold(control_text.text()) != fold(datum.text()):
            self._differ(part, control_text.text(), datum.text())
        elif key not in self.seen:
            self.seen[key] = datum
            self.bound.derived.append(repeat(name, datum, control_text))
            if name in fields:
                fields[name].opaque.add(datum.element)
        else:
            texts = tuple(element for element, text in shown(content) if text)
            if texts and all(kind(each) == "w:t" for each in texts):
                self.bound.derived.append(repeat(part, Runs(texts), datum))
                fields[part].opaque.update(texts)

    def _differ(self, part: str, text: str, datum: str) -> None:
        if any(c.isalpha() for c in datum):
            detail = (
                f"a content control shows “{text}”, but the data it is bound to say “{datum}”, "
                "which Word will show and which are not translated"
            )
            self.bound.issues.append(Issue("bound text", detail, part))

    def _datum(self, control: etree._Element) -> tuple[str, Label] | None:
        """Return where the datum of a control is, and its part; None if it is bound to no text."""
        properties = child(control, "w:sdtPr")
        binding = None if properties is None else _binding(properties)
        if properties is None or binding is None:
            return None
        stores = [self.stores.get(attribute(binding, "storeItemID").upper(), "")]
        for name in stores if attribute(binding, "storeItemID") else list(self.stores.values()):
            root = self._root(name)
            datum = None if root is None else _follow(root, binding)
            if datum is not None and datum.text() not in set(_values(properties)):
                return name, datum
        return None

    def _root(self, name: str) -> etree._Element | None:
        entry = self.package.find(name) if name else None
        if entry is not None and name not in self.bound.roots:
            self.bound.roots[name] = parse(name, entry.data)
        return self.bound.roots.get(name)


def find_bound(
    package: Package, roots: Mapping[str, etree._Element], fields: Mapping[str, Fields]
) -> Bound:
    """Return what bound controls and their data repeat, and make it opaque in `fields`.

    `roots` are the trees of the parts by name.

    Raises:
        BrokenDocument: the data that a control is bound to are not well-formed.
    """
    bound = Bound(roots=dict(roots))
    controls = [(name, each) for name, root in roots.items() for each in root.iter(*_CONTROL)]
    if any(_is_bound(each) for _, each in controls):
        binder = _Binder(_stores(package), package, bound)
        for name, control in controls:
            if _is_bound(control) and not _is_fallback(control):
                binder.bind(name, control, fields)
    return bound


def _is_bound(control: etree._Element) -> bool:
    properties = child(control, "w:sdtPr")
    return properties is not None and _binding(properties) is not None


def _binding(properties: etree._Element) -> etree._Element | None:
    """Return the binding of a control that shows its datum as it is."""
    names = {etree.QName(each).localname: each for each in properties if kind(each)}
    if names.keys() & (_MADE | {"showingPlcHdr"}):
        return None
    return names.get("dataBinding")


def _is_fallback(control: etree._Element) -> bool:
    return any(kind(each) == "mc:Fallback" for each in control.iterancestors())


def _values(properties: etree._Element) -> Iterator[str]:
    """Yield the values of a list to choose from: such a datum is a value, not what is shown."""
    for each in properties.iter(*spellings("w:listItem")):
        yield attribute(each, "value")


def _stores(package: Package) -> dict[str, str]:
    """Return the part of each store of data by its id in upper case."""
    kinds = {each.kind: each.target for each in relationships(package, "")}
    found = {
        identity: name
        for identity, kind_ in PROPERTY_STORES.items()
        if (name := _real_name(package, kinds.get(kind_, "")))
    }
    for item in relationships(package, main_name(package)):
        name = _real_name(package, item.target) if item.kind == "customXml" else ""
        for each in relationships(package, name) if name else ():
            entry = package.find(each.target) if each.kind == "customXmlProps" else None
            if entry is not None:
                found[attribute(parse(each.target, entry.data), "itemID").upper()] = name
    return found


def _real_name(package: Package, name: str) -> str:
    entry = package.find(name) if name else None
    return "" if entry is None else entry.info.filename


def _follow(root: etree._Element, binding: etree._Element) -> Label | None:
    """Return what the path of a binding leads to; None if it is not a plain path (XPath 1.0, 2)."""
    spaces = {each[1]: each[3] for each in _SPACE.finditer(attribute(binding, "prefixMappings"))}
    path = attribute(binding, "xpath").strip().removesuffix("/text()").removesuffix("/text()[1]")
    last = _ATTRIBUTE.search(path)
    path = path[: last.start()] if last else path
    steps = list(_STEP.finditer(path))
    if not steps or "".join(each[0] for each in steps) != path:
        return None
    name = _name(steps[0], spaces)
    element: etree._Element | None = root if root.tag == name else None
    for step in steps[1:]:
        children = [] if element is None else element.findall(_name(step, spaces))
        number = int(step[3] or 1)
        element = children[number - 1] if 0 < number <= len(children) else None
    if element is None or (not last and any(kind(each) for each in element)):
        return None
    return Label(element, _name(last, spaces) if last else "")


def _name(step: re.Match[str], spaces: Mapping[str, str]) -> str:
    space = spaces.get(step[1] or "", "")
    return f"{{{space}}}{step[2]}" if space else step[2]
