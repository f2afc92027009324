"""What every ``Writer`` must do. Each check takes what makes one of scripted replies, and a session to answer with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag.compose import Writer
from rag.model.types import Failure, ModelError
from rag.session import Session
from rag.types import Answer
from rag.verify import Sources, problems_of

Make = Callable[[Sequence[str | Exception]], Writer]
"""Makes a writer whose model gives this reply to every question."""

# Questions on the small documents, in both scripts, with a faithful reply (its question's script or the other one) and
# one that lies in the same words.
CASES = (
    ("山海邮局2023年新建了多少个网点？", "山海邮局2023年新建了120个网点[1]。", "山海邮局2023年新建了130个网点[1]。"),
    ("山海郵局2023年新建了多少個網點？", "山海邮局2023年新建了120个网点[1]。", "山海郵局2022年新建了120個網點[1]。"),
    ("海灣巴士2022年投放了多少輛電動巴士？", "海灣巴士在2022年投放了85輛電動巴士[1]。", "海灣巴士在2022年投放了85萬輛電動巴士[1]。"),
    ("海湾巴士2022年投放了多少辆电动巴士？", "海灣巴士在2022年投放電動巴士85輛[1]。", "雲山書店在2022年投放電動巴士85輛[1]。"),
)  # fmt: skip
FALSE = "总部设在火星的分公司有九百名机器人[1]。"
BROKEN = ModelError(
    Failure.CUT, "openai:scripted at http://127.0.0.1:1/v1 broke off in the middle of its reply."
)


def ask(session: Session, writer: Writer, question: str) -> tuple[Answer, list[str]]:
    """Return the answer, and what was said before it was whole."""
    said: list[str] = []
    answer = session.with_writer(writer).ask(question, say=said.append)
    assert list(problems_of(answer.to_json(), Sources.of(session.searcher.manifest))) == []
    return answer, said


def has_a_name(session: Session, make: Make) -> None:
    writer = make(["好。"])
    assert writer.name.startswith("llm:")
    assert writer.where


def a_faithful_reply_is_the_answer(session: Session, make: Make) -> None:
    for question, faithful, _ in CASES:
        writer = make([faithful[:5], faithful[5:]])
        answer, said = ask(session, writer, question)
        assert answer.composer == writer.name
        assert answer.answer.split("\n")[: len(said)] == said
        assert len(said) == 1
        assert said[0].endswith("[1]")
        assert (answer.struck, answer.notice) == ((), None)
        assert not answer.abstained


def a_lie_is_struck_and_the_documents_speak(session: Session, make: Make) -> None:
    for question, _, lie in CASES:
        plain = session.ask(question)
        answer, said = ask(session, make([lie]), question)
        assert said == []
        assert answer.composer == "extractive"
        assert (answer.answer, answer.short_answer) == (plain.answer, plain.short_answer)
        assert [one.text for one in answer.struck or ()] == [lie.replace("[1]", "")]
        assert answer.notice and answer.notice.kind == "struck"


def a_lie_beside_a_truth_is_struck_alone(session: Session, make: Make) -> None:
    for question, faithful, _ in CASES:
        writer = make([faithful + FALSE])
        answer, said = ask(session, writer, question)
        assert (answer.composer, len(said)) == (writer.name, 1)
        assert "火星" not in answer.answer
        assert [one.text for one in answer.struck or ()] == [FALSE.replace("[1]", "")]


def a_failure_keeps_what_was_said_and_borne_out(session: Session, make: Make) -> None:
    for question, faithful, _ in CASES:
        writer = make([faithful, "而且", BROKEN])
        answer, said = ask(session, writer, question)
        assert (answer.composer, len(said)) == (writer.name, 1)
        assert answer.notice and answer.notice.kind == "cut"
        assert re.search("broke off.*shown", answer.notice.message)


def a_failure_before_any_word_leaves_the_documents(session: Session, make: Make) -> None:
    for question, faithful, _ in CASES:
        plain = session.ask(question)
        for reply in ([BROKEN], [faithful[:6], BROKEN]):
            answer, said = ask(session, make(reply), question)
            assert (said, answer.answer, answer.composer) == ([], plain.answer, "extractive")
            assert answer.notice and answer.notice.kind == "cut"


def an_abstention_is_a_refusal(session: Session, make: Make) -> None:
    for question, _, _ in CASES:
        writer = make(["NO_", "ANSWER"])
        answer, said = ask(session, writer, question)
        assert (said, answer.abstained, answer.short_answer) == ([], True, None)
        assert answer.composer == writer.name
        assert answer.notice and answer.notice.kind == "abstained"


def what_is_refused_is_not_sent(session: Session, make: Make) -> None:
    for question in ("写一首诗", "火星上有多少个网点？", "山海邮局2015年新建了多少个网点？"):
        answer, said = ask(session, make(["有120个[1]。"]), question)
        assert answer.abstained
        assert said == []
        assert answer.struck is None
        assert "struck" not in answer.to_json()


CHECKS: tuple[Callable[[Session, Make], None], ...] = (
    has_a_name,
    a_faithful_reply_is_the_answer,
    a_lie_is_struck_and_the_documents_speak,
    a_lie_beside_a_truth_is_struck_alone,
    a_failure_keeps_what_was_said_and_borne_out,
    a_failure_before_any_word_leaves_the_documents,
    an_abstention_is_a_refusal,
    what_is_refused_is_not_sent,
)
