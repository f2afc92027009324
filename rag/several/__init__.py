"""Several questions in one text: ``split.py`` parts them, ``alone.py`` completes each, ``flow.py`` answers all."""

from rag.several.flow import Part, several
from rag.several.split import parts_of

__all__ = ["Part", "parts_of", "several"]
