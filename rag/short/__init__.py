"""The bare answer out of the chosen sentences, by the kind of answer that a question wants.

None when nothing fits well: no short answer is better than a wrong one.
"""

from rag.short.answer import short_answer
from rag.short.types import Found

__all__ = ["Found", "short_answer"]
