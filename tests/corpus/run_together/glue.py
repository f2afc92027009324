"""Glued texts for tests: what stands under a running header is given page by page."""


def glue(pieces):
    """Return one string: strings as they are, and pages each behind its header, number and total."""
    text = []
    for piece in pieces:
        if isinstance(piece, str):
            text.append(piece)
        else:
            text += [
                f"{piece['header']}{number}{piece['total']}{page}"
                for number, page in enumerate(piece["pages"], 1)
            ]
    return "".join(text)
