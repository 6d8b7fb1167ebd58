"""Files > one archive > pieces of bounded size with their hashes, and back (◆ disk).

A folder of pieces holds one archive NAME: NAME.json, NAME.000, NAME.001 … Nothing but the standard
library is used: the machine that trains may have little else.
"""

import json
import shutil
import tarfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

MIB = 1 << 20


class DamagedPieces(Exception):
    """An archive that cannot be put together; the message names the piece."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of an archive; `size` in bytes."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The pieces of the archive `name`, in order."""

    name: str
    pieces: tuple[Piece, ...]

    @property
    def file(self) -> str:
        """The name of the file the manifest is written to."""
        return f"{self.name}.json"


def cut(
    name: str, files: Mapping[str, Path], folder: Path, *, limit: int, compress: bool
) -> Manifest:
    """Write `files`, by their names in it, as an archive in pieces of at most `limit` bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / f"{name}.part"
    with tarfile.open(whole, "w:xz" if compress else "w") as archive:
        for member, file in files.items():
            archive.add(file, member)
    pieces: list[Piece] = []
    with whole.open("rb") as stream:
        while data := stream.read(limit):
            piece = Piece(f"{name}.{len(pieces):03}", len(data), sha256(data).hexdigest())
            (folder / piece.name).write_bytes(data)
            pieces.append(piece)
    whole.unlink()
    manifest = Manifest(name, tuple(pieces))
    (folder / manifest.file).write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    return manifest


def manifests(folder: Path) -> tuple[Manifest, ...]:
    """Return the manifests in `folder`.

    Raises:
        DamagedPieces: there is none.
    """
    found = sorted(folder.glob("*.json"))
    if not found:
        raise DamagedPieces(f"{folder}: no manifest (NAME.json) is here")
    return tuple(_read(file) for file in found)


def gather(source: Path, folder: Path) -> tuple[tuple[Manifest, ...], dict[str, int]]:
    """Copy the pieces in `source` to `folder`; return what `folder` lacks, by archive.

    Raises:
        DamagedPieces: a piece is not what its manifest says.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lacking: dict[str, int] = {}
    for manifest in manifests(source):
        for piece in manifest.pieces:
            if (source / piece.name).exists():
                _verified(source / piece.name, piece)
                shutil.copy(source / piece.name, folder / piece.name)
        shutil.copy(source / manifest.file, folder / manifest.file)
        lacking[manifest.name] = sum(not (folder / p.name).exists() for p in manifest.pieces)
    return manifests(source), lacking


def unpack(manifest: Manifest, folder: Path, into: Path) -> None:
    """Put the archive together from the pieces in `folder` and unpack it `into` a folder.

    Raises:
        DamagedPieces: a piece is missing, or is not what the manifest says.
    """
    whole = folder / f"{manifest.name}.part"
    with whole.open("wb") as stream:
        for piece in manifest.pieces:
            stream.write(_verified(folder / piece.name, piece))
    into.mkdir(parents=True, exist_ok=True)
    with tarfile.open(whole, "r:*") as archive:
        archive.extractall(into, filter="data")
    whole.unlink()


def _read(file: Path) -> Manifest:
    values = json.loads(file.read_text(encoding="utf-8"))
    return Manifest(values["name"], tuple(Piece(**piece) for piece in values["pieces"]))


def _verified(file: Path, piece: Piece) -> bytes:
    if not file.exists():
        raise DamagedPieces(f"{file}: this piece is missing")
    data = file.read_bytes()
    if sha256(data).hexdigest() != piece.sha256:
        raise DamagedPieces(f"{file}: this piece is damaged: its SHA-256 is not the manifest's")
    return data
