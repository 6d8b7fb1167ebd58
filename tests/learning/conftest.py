"""A recipe over a made corpus and a model that trains on it in seconds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
import zstandard

from tests.learning.made import pairs


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    """A recipe over a corpus of one made source."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    lines = "".join(f"{en}\t{zh}\n" for en, zh in pairs())
    (corpus / "made.tsv.zst").write_bytes(zstandard.compress(lines.encode()))
    (corpus / "SOURCES.tsv").write_text("source\trepo\tcommit\tlicence\nmade\t-\t-\tCC0\n")
    path = tmp_path / "recipe.toml"
    path.write_text('corpus = "corpus"\n[weights]\n"*" = 1\n')
    return path


@pytest.fixture
def config(recipe: Path) -> Path:
    """A model that trains in seconds."""
    path = recipe.with_name("config.toml")
    path.write_text(
        'recipe = "recipe.toml"\nvocabulary_size = 520\nmax_length = 48\n'
        "log_every = 5\nsave_every = 10\nvalidate_every = 20\nkeep = 2\n"
        "[network]\nwidth = 32\nfeed_forward = 64\nheads = 2\n"
        "encoder_layers = 1\ndecoder_layers = 1\n"
        "[schedule]\nsteps = 60\ncooldown = 10\nwarmup = 10\nrate = 0.01\nbatch_tokens = 600\n"
    )
    return path


@pytest.fixture
def alone() -> Iterator[None]:
    """One thread of torch, as others may be at work."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)
