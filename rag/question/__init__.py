"""Reading a question: script and wording, years, companies, the kind of answer it wants; and what is none."""

from rag.question.asking import asking_spans, constraints_of, content_of
from rag.question.companies import companies_of
from rag.question.kinds import FIGURES, NAMES, AnswerKind, kind_of
from rag.question.known import Known, Lacking
from rag.question.reading import Reading, read_question
from rag.question.text import LONGEST, lowered, tidy
from rag.question.unfit import Fitness, Unfit, fitness, unfit
from rag.question.vague import names_nothing

__all__ = [
    "FIGURES", "LONGEST", "NAMES", "AnswerKind", "Fitness", "Known", "Lacking", "Reading", "Unfit", "asking_spans",
    "companies_of", "constraints_of", "content_of", "fitness", "kind_of", "lowered", "names_nothing", "read_question",
    "tidy", "unfit",
]  # fmt: skip
