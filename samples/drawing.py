"""The test rig of the sample, drawn line by line into a black-and-white PNG."""

import struct
import zlib
from itertools import pairwise

WIDTH, HEIGHT = 1200, 400
PEN = 4

_SEGMENTS = {  # seven-segment digits in a box 1 wide and 2 high
    1: ((0.2, 0.4, 0.6, 0), (0.6, 0, 0.6, 2)),
    2: ((0, 0, 1, 0), (1, 0, 1, 1), (0, 1, 1, 1), (0, 1, 0, 2), (0, 2, 1, 2)),
    3: ((0, 0, 1, 0), (1, 0, 1, 2), (0.2, 1, 1, 1), (0, 2, 1, 2)),
    4: ((0, 0, 0, 1), (0, 1, 1, 1), (1, 0, 1, 2)),
    5: ((0, 0, 1, 0), (0, 0, 0, 1), (0, 1, 1, 1), (1, 1, 1, 2), (0, 2, 1, 2)),
}
_RIG = (
    ((90, 110), (90, 310), (170, 310), (170, 110), (90, 110)),  # fan housing
    ((130, 210), (100, 130), (125, 135), (130, 210), (160, 290), (135, 285), (130, 210)),  # blades
    ((170, 140), (1080, 140)),  # duct
    ((170, 280), (1080, 280)),
    *(((420 + at, 140), (420 + at, 280)) for at in (0, 60)),  # flow straightener
    *(((420, 140 + at), (480, 140 + at)) for at in (28, 56, 84, 112)),
    (
        (760, 60),
        (760, 210),
        (740, 210),
        (740, 224),
        (780, 224),
        (780, 210),
        (760, 210),
    ),  # anemometer
    ((300, 280), (300, 330), (270, 330), (270, 390), (330, 390), (330, 330), (300, 330)),  # gauge
    ((280, 375), (315, 345)),
    ((1080, 120), (1080, 150), (1120, 210), (1080, 270), (1080, 300)),  # outlet valve
    ((20, 210), (75, 210), (60, 202), (60, 218), (75, 210)),  # air flow in
    ((880, 210), (960, 210), (945, 202), (945, 218), (960, 210)),
    ((1125, 210), (1185, 210), (1170, 202), (1170, 218), (1185, 210)),
)
_LEADERS = (
    (1, (130, 110), (160, 50)),
    (2, (620, 140), (650, 50)),
    (3, (450, 140), (480, 50)),
    (4, (760, 100), (820, 50)),
    (5, (330, 360), (400, 330)),
)

Point = tuple[float, float]


def rig() -> bytes:
    """The drawing as a PNG of one bit a pixel (PNG 1.2, colour type 0)."""
    canvas = [bytearray(b"\x01" * WIDTH) for _ in range(HEIGHT)]
    for points in _RIG:
        for start, end in pairwise(points):
            _line(canvas, start, end)
    for digit, start, end in _LEADERS:
        _line(canvas, start, end)
        _digit(canvas, digit, end)
    return _png(canvas)


def _digit(canvas: list[bytearray], digit: int, at: Point) -> None:
    size, left, top = 18, at[0] + 14, at[1] - 42
    for x0, y0, x1, y1 in _SEGMENTS[digit]:
        start = (left + size * x0, top + size * y0)
        _line(canvas, start, (left + size * x1, top + size * y1))


def _line(canvas: list[bytearray], start: Point, end: Point) -> None:
    steps = round(max(abs(end[0] - start[0]), abs(end[1] - start[1]), 1))
    for step in range(steps + 1):
        x = round(start[0] + (end[0] - start[0]) * step / steps)
        y = round(start[1] + (end[1] - start[1]) * step / steps)
        for row in canvas[y - PEN // 2 : y + PEN // 2]:
            row[x - PEN // 2 : x + PEN // 2] = bytes(PEN)


def _png(canvas: list[bytearray]) -> bytes:
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 1, 0, 0, 0, 0)
    rows = b"".join(b"\0" + _packed(row) for row in canvas)
    # Stored, not compressed: the same bytes whatever the zlib.
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(rows, 0))
        + _chunk(b"IEND", b"")
    )


def _packed(row: bytearray) -> bytes:
    bits = "".join(map(str, row))
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))
