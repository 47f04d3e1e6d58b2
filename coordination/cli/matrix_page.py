"""Room: cli. The matrix as one HTML file that stands by itself: read on a telephone, by keyboard, aloud, or printed."""

from __future__ import annotations

from markupsafe import escape

from coordination.web import help_text

# At 40rem and less each row of a table stands by itself, each cell behind its title.
_STYLE = """
body { color: #1b1b1b; font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 72rem; padding: 1rem; }
h1 { font-size: 1.6rem; line-height: 1.2; } h2 { font-size: 1.25rem; margin-top: 2rem; }
p, ul { max-width: 44rem; } code { overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #71767a; padding: 0.5rem; text-align: left; vertical-align: top; }
thead th { background: #f0f0f0; }
@media (max-width: 40rem) {
  thead { height: 1px; left: -10000px; overflow: hidden; position: absolute; width: 1px; }
  table, tbody, tr, th, td { display: block; } tr { border-top: 3px solid #3d4551; margin-bottom: 1rem; }
  th, td { border-top: 0; } th[data-label]::before, td[data-label]::before {
    color: #3d4551; content: attr(data-label); display: block; font-size: 0.85rem; font-weight: 700; }
}
""".strip()


def page(text: str) -> str:
    """The Markdown of the matrix as a whole document."""
    topic = help_text.read("matrix", text)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(topic.title)}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{escape(topic.title)}</h1>\n{topic.html}\n</main>\n</body>\n</html>"
    )
