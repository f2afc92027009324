"""Another thing in the place of the one that an English question asked about: and revenue, what about customers."""

from __future__ import annotations

import re

# Where an English question names what it asks of.
_ASKED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            r"\bhow (?:many|much) (?P<noun>[a-z0-9][\w\- ]{1,40}?)(?= (?:did|does|"
            r"do|are|were|was|is|had|has|have|in|by|at|of)\b|[?.]|$)"
        ),
        (
            r"\bwhat (?:is|was|were|are) (?:the )?(?P<noun>[a-z0-9][\w\- ]{1,40}?)(?= (?:of|"
            r"in|at|for|by)\b|[?.]|$)"
        ),
        (
            r"\bwhat (?:is|was|were|are) (?P<owner>[\w ]{1,30}?(?:'s|’s) )(?P<noun>[a-z0-9][\w\- ]{1,40}?)(?= (?:of|"
            r"in|at|for|by)\b|[?.]|$)"
        ),
    )
)
# What narrows a question, and does not take the place of what it asks of. A number or a year is none.
_QUALIFIER = re.compile(
    r"^(?P<word>with|without|using|over|via|including|excluding|in|at|on|from|within|outside) "
    r"(?!(?:the )?(?:\d|q[1-4]\b|first|second|third|fourth|end\b))(?P<rest>[\w\-’']+(?: [\w\-’']+){0,3})$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|its|their|for|of) ", re.IGNORECASE)


def replace_in_english(previous: str, part: str) -> str | None:
    """Return an earlier English question asked of another thing; None when it names none, or the part is a clause.

    >>> replace_in_english("How many base stations did China Mobile build in 2024?", "customers")
    'How many customers did China Mobile build in 2024?'
    """
    if qualifier := _QUALIFIER.match(part.strip(" ?.!")):
        return _narrowed(previous, qualifier)
    noun = _ARTICLE.sub("", part.strip(" ?.!"))
    if (
        not noun
        or len(noun.split()) > 4
        or re.search(r"\b(?:how|what|why|who|when|where|it|they|is|was|did|does)\b", noun, re.IGNORECASE)
    ):
        return None
    for pattern in reversed(_ASKED):
        if match := pattern.search(previous):
            return previous[: match.start("noun")] + noun + previous[match.end("noun") :]
    return None


def _narrowed(previous: str, qualifier: re.Match[str]) -> str | None:
    """Return a question with one more qualifier at its end, in the place of one that begins with the same word."""
    if not previous.isascii():
        return None
    word = re.escape(qualifier["word"])
    same = re.compile(
        rf"(?<= ){word} (?!(?:the )?(?:\d|q[1-4]\b|first|second|third|fourth|end\b|total\b|all\b))"
        r"[\w\- ]+?(?= (?:in|by|at|with|on|did|do|does)\b|[?.]|$)",
        re.IGNORECASE,
    )
    if found := list(same.finditer(previous)):
        return previous[: found[-1].start()] + qualifier.group(0) + previous[found[-1].end() :]
    core = previous.rstrip(" ?.!")
    return f"{core} {qualifier.group(0)}{previous[len(core) :]}"
