"""The styles of TBX (ISO 30042:2019)."""

import enum


class Style(enum.StrEnum):
    """How a category is written: `<descrip type="definition">` or `<basic:definition>`."""

    DCA = "dca"
    DCT = "dct"
