"""Engines: requests in, hypotheses out. Each is a module here; `translator.tools` opens them."""

from translator.engines.base import Annotation, Engine, Hypothesis, Progress, Request

__all__ = ["Annotation", "Engine", "Hypothesis", "Progress", "Request"]
