"""Document > from which language into which, as was asked for, as the file says, or as it looks."""

from termbase.text import Language
from translator.cli.options import From, Into, Options, target_for
from translator.errors import InputError
from translator.job import source_language
from translator.language import named
from translator.model import Direction, Document


def direction_for(name: str, document: Document, options: Options) -> Direction:
    """Return the direction for the file `name`.

    Raises:
        InputError: the languages asked for are not those that the file names.
    """
    stated = document.stated
    ours, theirs = (_known(name, tag) for tag in (stated.source, stated.target))
    if options.source is not From.AUTO:
        source = Language(options.source.value)
        if ours and source is not ours:
            raise InputError(f"{name}: says that it is in {stated.source}; leave out --from")
    else:
        source = ours or source_language(document)
    asked = options.target or (Into(theirs.value) if theirs else None)
    target = target_for(source, asked)
    if theirs and target is not theirs:
        raise InputError(
            f"{name}: says that it is to be translated into {stated.target}; leave out --to"
        )
    return Direction(source, target)


def _known(name: str, tag: str) -> Language | None:
    found = named(tag) if tag else None
    if tag and found is None:
        raise InputError(f"{name}: says {tag}; Chinese (zh) and English (en) are translated")
    return found
