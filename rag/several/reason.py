"""Whether a sentence tells a reason: by the words that reasons are told with."""

from __future__ import annotations

import re

_REASON = re.compile(
    r"由于|因为|因(?![素特网应])|为了|得益于|受益于|归因|归功|原因|主要是|主因|缘于|源于|源自|在于|"
    r"受[^，。；]{1,12}(?:影响|推动|带动|拖累)|拉动|带动|推动|驱动|所致|导致|使得|以致|动力来自|靠的是|凭借|之所以|"
    r"令[^，。；]{1,10}(?:增|升|减|跌|降)"
)


def tells_reason(folded: str) -> bool:
    """Tell whether folded text tells why something became so.

    >>> tells_reason("班次少了，因为路面维修"), tells_reason("班次少了两成")
    (True, False)
    """
    return bool(_REASON.search(folded))
