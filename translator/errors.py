"""What can go wrong, and whose fault it is.

* TranslatorError
  + InputError            the caller's: tell them (exit 2, HTTP 4xx)
    - UnknownFormat       no format of ours claims the file name
    - BrokenDocument      the file is damaged, encrypted or not what its name says
    - BrokenTerms         a term file with rows that cannot be read; names each row
    - BrokenMemory        a memory file that cannot be read
    - NoModel             a model directory without a model in it
  + EngineError           ours or the machine's: retry, then tell the operator (exit 1, HTTP 503)
"""


class TranslatorError(Exception):
    """Base of every error this package raises on purpose."""


class InputError(TranslatorError):
    """What was given cannot be translated as it is; the message says how to mend it."""


class UnknownFormat(InputError):
    """No format of ours claims this file name."""


class BrokenDocument(InputError):
    """The file is not what its name says, is damaged, or is encrypted."""


class BrokenTerms(InputError):
    """A term file has rows that cannot be read."""


class BrokenMemory(InputError):
    """A memory file cannot be read."""


class NoModel(InputError):
    """The model directory holds no model that the engine can load."""


class EngineError(TranslatorError):
    """The translation engine failed or broke its contract."""
