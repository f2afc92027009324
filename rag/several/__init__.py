"""Questions that ask several things at once: ``split.py`` parts them, ``alone.py`` completes each, ``flow.py`` answers."""

from rag.several.flow import Part, several
from rag.several.split import parts_of

__all__ = ["Part", "parts_of", "several"]
