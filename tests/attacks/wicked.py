"""Room: tests. What somebody types who wants a script to run on another's screen, and a judge of the pages it is on."""

from __future__ import annotations

import re
from html.parser import HTMLParser

PAYLOADS = (
    "<script>window.pwned=1</script>",
    '"><script>window.pwned=1</script>',
    "'><script>window.pwned=1</script>",
    "</title><script>window.pwned=1</script>",
    "</textarea><script>window.pwned=1</script>",
    "</script><script>window.pwned=1</script>",
    "--><script>window.pwned=1</script>",
    "]]><script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    '" onmouseover="window.pwned=1" x="',
    "' autofocus onfocus='window.pwned=1",
    "` onload=`window.pwned=1`",
    "<svg/onload=window.pwned=1>",
    "<svg><script>window.pwned=1</script></svg>",
    "<math><a xlink:href=javascript:window.pwned=1>x</a></math>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<object data=data:text/html,x></object>",
    "<a href=javascript:window.pwned=1>x</a>",
    "<a href=java&#115;cript:window.pwned=1>x</a>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>*{background:url(//evil.example)}</style>",
    "<form action=//evil.example><button>x</button></form>",
    "<input onfocus=window.pwned=1 autofocus>",
    "<details open ontoggle=window.pwned=1>",
    "<div hx-get=//evil.example hx-trigger=load>x</div>",
    "{{7*7}}${7*7}<%=7*7%>#{7*7}",
    "{% include '/etc/passwd' %}",
    "javascript:window.pwned=1",
    "\uff1cscript\uff1ewindow.pwned=1\uff1c/script\uff1e",
    "&lt;script&gt;window.pwned=1&lt;/script&gt;",
    "**<script>window.pwned=1</script>**",
)
ASKS = frozenset({"hx-delete", "hx-get", "hx-patch", "hx-post", "hx-put"})
NEVER = frozenset({"base", "embed", "iframe", "math", "object", "style"})
OWN = re.compile(r"/(?!/)|#")  # where an address of ours may begin


class Judge(HTMLParser):
    """Reads a page as a browser would, and keeps what could run or reach outside."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag: none that runs, no handler, no address of another."""
        held = dict(attrs)
        source = held.get("src") or ""
        if tag in NEVER or (tag in {"script", "img"} and not source.startswith("/static/")):
            self.found.append(f"<{tag}>")
        if tag == "meta" and "http-equiv" in held:
            self.found.append("<meta http-equiv>")
        for name, value in attrs:
            outside = name in {"action", "formaction", "href", "xlink:href"} and "data-leave" not in held
            address = (value or "").strip().lower()
            if name.startswith(("on", "hx-on")) or (name in ASKS and not OWN.match(address)):
                self.found.append(f"{tag} {name}")
            if outside and not (OWN.match(address) or address.startswith(("tel:", "?")) or not address):
                self.found.append(f"{tag} {name}={address[:40]}")


def judged(page: str) -> list[str]:
    """What on this page could run or reach outside."""
    judge = Judge()
    judge.feed(page)
    judge.close()
    return judge.found
