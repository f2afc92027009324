"""What of a page no reader sees, and what stands around the text: scripts, hidden elements, menus. Counted."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from corpus.readers.html.tree import Node
from corpus.script import fold

_CODE = {"script": "script", "noscript": "script", "style": "style sheet", "template": "template"}
_EMBEDDED = frozenset({"iframe", "object", "embed", "svg", "canvas", "audio", "video", "map"})
_CONTROLS = frozenset({"button", "input", "select", "textarea", "option", "datalist", "dialog"})
_AROUND = frozenset({"nav", "footer", "aside", "menu", "search"})
_AROUND_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar"}
)
# Style declarations that hide an element, on the style with its spaces taken out.
_HIDING = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|opacity:0(?:\.0+)?(?:[;!]|$)|font-size:0[a-z%]*(?:[;!]|$)"
    r"|(?:left|top|right|text-indent|margin-left|margin-top):-\d{3,}|clip:rect\(0|clip-path:inset\((?:50|100)%"
    r"|(?:max-)?(?:height|width):0(?:px)?[;!].*overflow:hidden|overflow:hidden.*[;](?:max-)?(?:height|width):0(?:px)?(?:[;!]|$))"
)
# Longer styles are looked at up to here: real ones are short.
_LONGEST_STYLE = 1_000
_WHITE = re.compile(r"(?:#f{3}(?:f{3})?|white|rgba?\(255,255,255(?:,1)?\)|transparent)(?:[;!]|$)")
_COLOUR = re.compile(r"(?:^|;)color:")
_BACKGROUND = re.compile(r"(?:^|;)background(?:-color)?:")
# A list or block of this many links or more, most of whose characters are links, is a menu.
_LINKS = 3
_LINK_SHARE = 0.8
_WORDED = frozenset({"p", "div", "span", "li", "h2", "h3", "h4", "h5", "h6", "dt", "a", "strong"})
_LISTS = frozenset({"ul", "ol", "dl", "div", "section", "p", "table", "td"})
# A block with this much prose outside its links is text, whatever it is called.
_SENTENCE = re.compile(r"[。！？；]")
# Names (class, id) of what stands around the text on press sites.
_AROUND_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|crumb|share|sharing|social|footer|foot|copyright|sidebar|related"
    r"|recommend|hot-?news|pagination|pager|comments?|toolbar|advert|ads?|banner|qrcode)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
# Names of a way through the site, a search box, or else of an address, a post: the first hold links or are forms.
_PERHAPS_AROUND = re.compile(r"(?:^|[\s_-])(?:login|search|location|position)(?:$|[\s_-])", re.IGNORECASE)
_PERHAPS_SHARE = 0.25
_MAIN = frozenset({"main", "article"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

# Names that are used for nothing else: what they name goes even when it holds sentences, if it is this share at most.
_SURELY_AROUND = re.compile(
    r"(?:^|[\s_-])(?:navbar|breadcrumbs?|sidebar|footer|related|recommend|advert|pagination|comments?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_AROUND_SHARE = 0.3
# What short blocks around the text say, folded; longer ones are text.
_AROUND_WORDS = re.compile(
    r"^[【\[(（▲▼●■\s]*(?:相关(?:新闻|阅读|链接|报道|文章)|(?:延伸|推荐|更多)阅读|热门(?:新闻|文章)|上一[篇则]|下一[篇则]"
    r"|(?:当前|目前|您的|你的|您?(?:当前|现在|目前|所在)的)位置|分享(?:到|至)|(?:打印|列印|关闭|返回)(?:本页|此页|窗口|列表|上页|首页)?|(?:返回|回到)顶[部端])(?:[】\]）):：>\s]|$)"
)
_LONGEST_AROUND = 40
_DATE = re.compile(r"(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?")


def is_hidden(node: Node, names: frozenset[str] = frozenset()) -> bool:
    """Tell whether an element's own attributes, or classes and ids that the page hides, hide it from a reader."""
    if "hidden" in node.attributes or node.get("aria-hidden").strip().lower() == "true":
        return True
    style = re.sub(r"\s+", "", node.get("style")[:_LONGEST_STYLE].lower())
    if names and not style.startswith("display:") and ";display:" not in style:
        own = {f".{name}" for name in node.get("class").split()} | {f"#{node.get('id')}"}
        if own & names:
            return True
    if not style:
        return False
    if _HIDING.search(style):
        return True
    colour = _COLOUR.search(style)
    if not colour or not _WHITE.match(style, colour.end()):
        return False
    ground = _BACKGROUND.search(style)
    # White text on a background of its own is a banner; on none or on white it is not to be seen.
    return (
        style.startswith("transparent", colour.end()) or not ground or bool(_WHITE.match(style, ground.end()))
    )


@dataclass(slots=True)
class _Weight:
    """What stands below an element: characters without white space, those in links, links, whether it has prose."""

    length: int = 0
    linked: int = 0
    links: int = 0
    prose: bool = False
    heading: bool = False


def _weigh(root: Node) -> dict[int, _Weight]:
    """Return the weight of every element by its identity, in one pass from the leaves up."""
    weights: dict[int, _Weight] = {}
    for node in reversed(list(root.walk())):
        weight = _Weight(heading=node.tag == "h1")
        for child in node.children:
            if isinstance(child, str):
                # The dates beside the links of a list are no text of their own.
                weight.length += len("".join(_DATE.sub("", child).split()))
                weight.prose |= bool(_SENTENCE.search(child))
                continue
            below = weights[id(child)]
            weight.length += below.length
            weight.linked += below.linked
            weight.links += below.links
            weight.prose |= below.prose
            weight.heading |= below.heading
        if node.tag == "a" and node.get("href"):
            weight.linked, weight.links = weight.length, 1
        weights[id(node)] = weight
    return weights


def _is_menu(node: Node, weight: _Weight, contents: set[int]) -> bool:
    """Tell whether a list or block is made of links: three or more, and next to nothing beside them.

    ``contents`` are elements that are tables of contents instead.
    """
    if id(node) in contents:
        return False
    many = node.tag in _LISTS and weight.links >= _LINKS and not weight.heading
    return many and not weight.prose and weight.linked >= _LINK_SHARE * max(1, weight.length)


def _stands_around(node: Node, weight: _Weight, page: _Weight) -> bool:
    if node.tag in _AROUND or node.get("role").lower() in _AROUND_ROLES:
        return True
    # Old sites put the whole page into one form, and an article's own header holds its title.
    if (node.tag == "form" and not weight.prose) or (node.tag == "header" and not weight.heading):
        return True
    if weight.heading:
        return False
    names = f"{node.get('class')} {node.get('id')}"
    if _SURELY_AROUND.search(names) and weight.length <= _AROUND_SHARE * page.length:
        return True
    if _AROUND_NAMES.search(names) and not weight.prose:
        return True
    if _PERHAPS_AROUND.search(names) and not weight.prose and weight.linked >= _PERHAPS_SHARE * weight.length:
        return True
    short = node.tag in _WORDED and 0 < weight.length <= _LONGEST_AROUND and not weight.prose
    return short and bool(_AROUND_WORDS.search(fold(node.text).strip()))


def _are_contents(before: Node | None, behind: Node | None) -> bool:
    """Tell whether what stands between two elements is all that stands under a heading.

    Links there are a table of contents, no menu.
    """
    return (
        before is not None
        and before.tag in _HEADINGS
        and (behind is None or behind.tag in _HEADINGS)
        and not _AROUND_WORDS.search(fold(before.text).strip())
    )


def _contents_below(node: Node, *, main: bool) -> set[int]:
    """Return the children that are all that stands under a heading of the main element, or under the page's title."""
    elements = list(node.elements())
    if not main and all(child.tag != "h1" for child in elements):
        return set()
    beside = zip([None, *elements], elements, [*elements[1:], None], strict=False)
    return {id(child) for before, child, behind in beside if _are_contents(before, behind)}


def _is_said_aside(node: Node, weight: _Weight) -> bool:
    """Tell whether an aside within the text is prose of its own rather than a list of links."""
    names = f"{node.get('class')} {node.get('id')}"
    plain = not _SURELY_AROUND.search(names) and not _AROUND_NAMES.search(names)
    return node.tag == "aside" and plain and weight.prose and 2 * weight.linked <= weight.length


def prune(root: Node, *, whole: bool = False, hidden: frozenset[str] = frozenset()) -> Counter[str]:
    """Take out of a tree what is not its text, and return how many of what; ``whole`` takes only what is hidden.

    ``hidden`` are the classes and ids that the page's style sheets hide.
    """
    weights = _weigh(root)
    page = weights[id(root)]
    left: Counter[str] = Counter()
    stack = [(root, False)]
    while stack:
        node, main = stack.pop()
        main = main or node.tag in _MAIN
        contents = _contents_below(node, main=main)
        kept: list[Node | str] = []
        for child in node.children:
            if isinstance(child, Node):
                reason = _reason(child, hidden)
                weight = weights[id(child)]
                around = _stands_around(child, weight, page) and not (main and _is_said_aside(child, weight))
                if reason is None and not whole and (around or _is_menu(child, weight, contents)):
                    reason = "part around the text"
                if reason is not None:
                    left[reason] += 1
                    kept.append(" ")
                    continue
                stack.append((child, main))
            kept.append(child)
        node.children = kept
    return left


def _reason(node: Node, hidden: frozenset[str]) -> str | None:
    """Return what an element that no reader sees as text is called in the remark; None for others."""
    if node.tag in _CODE:
        return _CODE[node.tag]
    if is_hidden(node, hidden):
        return "hidden element"
    if node.tag in _EMBEDDED:
        return "embedded element"
    return "form control" if node.tag in _CONTROLS else None
