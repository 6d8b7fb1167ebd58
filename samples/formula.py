"""The sample's two formulae in OMML (ECMA-376 22.1)."""

PLAIN = '<m:rPr><m:sty m:val="p"/></m:rPr>'


def formula(name: str) -> str:
    """The formula of that name as an inline m:oMath."""
    return f"<m:oMath>{_FORMULAE[name]()}</m:oMath>"


def _text(text: str, properties: str = "") -> str:
    fonts = '<w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr>'
    return f'<m:r>{properties}{fonts}<m:t xml:space="preserve">{text}</m:t></m:r>'


def _sub(base: str, low: str) -> str:
    return f"<m:sSub><m:e>{_text(base)}</m:e><m:sub>{_text(low)}</m:sub></m:sSub>"


def _fraction(top: str, bottom: str) -> str:
    return f"<m:f><m:num>{top}</m:num><m:den>{bottom}</m:den></m:f>"


def _brackets(content: str) -> str:
    return f"<m:d><m:e>{content}</m:e></m:d>"


def _sum(low: str, high: str, content: str) -> str:
    sign = '<m:naryPr><m:chr m:val="∑"/><m:limLoc m:val="undOvr"/></m:naryPr>'
    return f"<m:nary>{sign}<m:sub>{low}</m:sub><m:sup>{high}</m:sup><m:e>{content}</m:e></m:nary>"


def _flow() -> str:
    total = _sum(_text("i=1"), _text("n"), _sub("v", "i"))
    area = _text("A") + _text("×", PLAIN)
    mean = _fraction(_text("1", PLAIN), _text("n"))
    return _sub("q", "V") + _text("=3 600×", PLAIN) + area + mean + total


def _rise() -> str:
    cold = _sub("R", "1")
    ratio = _fraction(_sub("R", "2") + _text("−", PLAIN) + cold, cold)
    start = _brackets(_text("k+") + _sub("t", "1"))
    drift = _brackets(_sub("t", "2") + _text("−", PLAIN) + _sub("t", "1"))
    return (
        _text("Δ", PLAIN)
        + _text("t=")
        + ratio
        + _text("×", PLAIN)
        + start
        + _text("−", PLAIN)
        + drift
    )


_FORMULAE = {"flow": _flow, "rise": _rise}
