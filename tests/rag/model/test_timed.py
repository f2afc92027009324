"""A slow iterator is left in time, and knows that it was."""

import threading
import time

import pytest

from rag.model.timed import LateError, timed


def slowly(*pauses):
    def make(stopped):
        for number, pause in enumerate(pauses):
            stopped.wait(pause)
            yield str(number)

    return make


def test_the_parts_come_in_order():
    assert list(timed(slowly(0, 0.01, 0), silence_s=5, whole_s=5)) == ["0", "1", "2"]


def test_a_long_silence_is_late():
    parts = timed(slowly(0, 30), silence_s=0.3, whole_s=30)
    assert next(parts) == "0"
    with pytest.raises(LateError) as late:
        next(parts)
    assert late.value.silent


def test_a_long_reply_is_late_though_no_wait_is_long():
    with pytest.raises(LateError) as late:
        list(timed(slowly(*[0.02] * 1000), silence_s=5, whole_s=0.1))
    assert not late.value.silent


def test_a_reader_that_is_slow_itself_does_not_get_more_time():
    parts = timed(slowly(0, 0, 0), silence_s=5, whole_s=0.3)
    next(parts)
    time.sleep(0.4)
    with pytest.raises(LateError):
        next(parts)


def test_what_is_raised_there_is_raised_here():
    def make(stopped):
        yield "0"
        raise KeyError("there")

    parts = timed(make, silence_s=5, whole_s=5)
    assert next(parts) == "0"
    with pytest.raises(KeyError, match="there"):
        next(parts)


@pytest.mark.parametrize("leave", ["close", "late"])
def test_the_work_ends_when_nobody_reads_on(leave):
    ended = threading.Event()

    def make(stopped):
        try:
            yield "0"
            stopped.wait(10)
            yield "1"
        finally:
            ended.set()

    parts = timed(make, silence_s=0.3, whole_s=10)
    next(parts)
    if leave == "close":
        parts.close()
    else:
        with pytest.raises(LateError):
            next(parts)
    assert ended.wait(5)


def test_nothing_of_the_readers_context_is_there():
    from contextvars import ContextVar

    variable = ContextVar("variable", default="fresh")
    variable.set("the reader's")

    def make(stopped):
        yield variable.get()

    assert list(timed(make, silence_s=5, whole_s=5)) == ["fresh"]
