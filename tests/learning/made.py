"""A made corpus, and runs on it that take seconds."""

import json
import sys
from pathlib import Path

THINGS = {"风扇": "fan", "螺栓": "bolt", "外壳": "casing", "电缆": "cable", "阀门": "valve"}
STATES = {"清洁": "clean", "干燥": "dry", "完好": "intact", "牢固": "firm", "可见": "visible"}
PLACES = {"柜内": "in the cabinet", "室外": "outdoors", "水中": "in water", "箱内": "in the box"}


def pairs() -> list[tuple[str, str]]:
    """Eight hundred small sentences with numbers in them, English and Chinese."""
    return [
        (
            f"The {en} shall be {is_} for {n} min {where}.",
            f"{zh}应在{place}{state}{n} min。",
        )
        for zh, en in THINGS.items()
        for state, is_ in STATES.items()
        for place, where in PLACES.items()
        for n in range(10, 18)
    ]


def losses(folder: Path) -> dict[int, float]:
    """The loss at each step; what was done twice counts the last time."""
    lines = (folder / "log.jsonl").read_text(encoding="utf-8").splitlines()
    read = [json.loads(line) for line in lines]
    return {line["step"]: line["loss"] for line in read if "loss" in line}


def command(config: Path, folder: Path) -> list[str]:
    return [sys.executable, "-m", "training", str(config), str(folder), "--threads", "1"]
