"""What a model said, held against what it cites: sentences with their marks, and for each the words that bear it out.

No model judges here: figures, times, names, denials and directions are compared, and how much of a clause the cited
words say.
"""

from rag.claims.check import Checker
from rag.claims.reply import Sentence, SentenceStream, sentences_of
from rag.claims.types import Strike, Verdict

__all__ = ["Checker", "Sentence", "SentenceStream", "Strike", "Verdict", "sentences_of"]
