"""Makes the guide as PDF: Markdown to Typst, Typst to PDF.

    guide.py GUIDE.md OUT.pdf

Needs the packages markdown-it-py and typst. Only what the guide uses is known; anything else ends the run, so that nothing
of the guide is lost.
"""

import re
import sys
from pathlib import Path

import typst
from markdown_it import MarkdownIt

STYLE = """
#set document(title: "Руководство по программе dorkarta", date: none)
#set page(paper: "a4", margin: (left: 25mm, right: 15mm, y: 20mm), numbering: "1", number-align: center + bottom)
#set text(font: "Liberation Serif", size: 11pt, lang: "ru")
#set par(leading: 0.6em, spacing: 0.9em)
#set heading(numbering: none)
#show heading.where(level: 1): set text(size: 20pt)
#show heading.where(level: 2): it => block(above: 1.6em, below: 0.8em, text(size: 15pt, it.body))
#show heading.where(level: 3): it => block(above: 1.3em, below: 0.7em, text(size: 12pt, it.body))
#show raw: set text(font: "DejaVu Sans", size: 8.5pt)
#show raw.where(block: true): it => block(fill: luma(244), inset: 6pt, radius: 2pt, width: 100%, it)
#show table: set text(size: 9.5pt)
#show table: set par(leading: 0.5em)
#show link: set text(fill: rgb("#24507a"))
#set table(stroke: 0.4pt + luma(150), inset: 4pt)
"""


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def picture(source, alt, width=None):
    # Screens are drawn at 96 points an inch.
    size = f"{min(int(width) * 0.75, 480)}pt" if width else "100%"
    return f"#box(image({quoted(source)}, width: {size}, alt: {quoted(alt)}))"


class Writer:
    """Tokens to Typst."""

    def inline(self, tokens):
        out = []
        for token in tokens:
            match token.type:
                case "text":
                    out.append(f"#{quoted(token.content)};")
                case "code_inline":
                    out.append(f"#raw({quoted(token.content)});")
                case "softbreak":
                    out.append(" ")
                case "hardbreak":
                    out.append("#linebreak();")
                case "strong_open":
                    out.append("#strong[")
                case "em_open":
                    out.append("#emph[")
                case "strong_close" | "em_close" | "link_close":
                    out.append("];")
                case "link_open":
                    out.append(f"#link({quoted(token.attrGet('href'))})[")
                case "image":
                    out.append(picture(token.attrGet("src"), token.content) + ";")
                case "html_inline":
                    out.append(self.html(token.content))
                case other:
                    raise SystemExit(f"unknown: {other}")
        return "".join(out)

    def html(self, text):
        if text.strip().lower() in ("<br>", "<br/>"):
            return "#linebreak();"
        tag = re.fullmatch(r'\s*(<img src="([^"]+)" width="(\d+)" alt="([^"]*)">\s*)+', text)
        if not tag:
            raise SystemExit(f"unknown: {text}")
        found = re.findall(r'<img src="([^"]+)" width="(\d+)" alt="([^"]*)">', text)
        return "".join(picture(source, alt, width) + ";" for source, width, alt in found)

    def document(self, tokens):
        # While a table is read, its cells gather in `out`, and what stands before it is set aside.
        out, aside, lengths, is_listed = [STYLE], [], [], False
        for token in tokens:
            match token.type:
                case "heading_open":
                    out.append(f"\n#heading(level: {token.tag[1]})[")
                case "heading_close":
                    out.append("]\n")
                    if not is_listed:
                        is_listed = True
                        out.append('#outline(title: "Содержание", depth: 2)\n')
                case "paragraph_open" | "paragraph_close":
                    out.append("" if token.hidden else "\n\n")
                case "inline":
                    out.append(self.inline(token.children))
                    if aside:
                        # Pictures take the room that is said of them.
                        pixels = sum(map(int, re.findall(r'<img [^>]*width="(\d+)"', token.content)))
                        lengths[-1].append(pixels or len(token.content))
                case "bullet_list_open":
                    out.append("\n#list(")
                case "ordered_list_open":
                    out.append(f"\n#enum(start: {token.attrGet('start') or 1}, ")
                case "list_item_open":
                    out.append("[")
                case "list_item_close":
                    out.append("], ")
                case "bullet_list_close" | "ordered_list_close":
                    out.append(")\n")
                case "fence" | "code_block":
                    out.append(f"\n#raw(block: true, {quoted(token.content.rstrip())})\n")
                case "html_block":
                    out.append("\n" + self.html(token.content) + "\n")
                case "table_open":
                    aside, out, lengths = out, [], []
                case "thead_open":
                    out.append("table.header(")
                case "thead_close":
                    out.append("),")
                case "tr_open":
                    lengths.append([])
                case "th_open" | "td_open":
                    out.append("[")
                case "th_close" | "td_close":
                    out.append("],")
                case "table_close":
                    aside.append(f"\n#table(columns: {widths(lengths)}, {''.join(out)})\n")
                    out, aside = aside, []
                case "tbody_open" | "tbody_close" | "tr_close":
                    pass
                case other:
                    raise SystemExit(f"unknown: {other}")
        return "".join(out)


def widths(lengths):
    """Widths of columns by what stands in them: a column of twice the text is not twice as wide."""
    mean = [sum(column) / len(column) for column in zip(*lengths)]
    return "(" + ", ".join(f"{max(length, 6) ** 0.6:.1f}fr" for length in mean) + ",)"


def main():
    guide, target = map(Path, sys.argv[1:])
    tokens = MarkdownIt("commonmark").enable("table").parse(guide.read_text(encoding="utf-8"))
    source = guide.parent / ".guide.typ"
    source.write_text(Writer().document(tokens), encoding="utf-8")
    try:
        fonts = guide.parent.parent / "fonts"
        typst.compile(source, output=str(target), font_paths=[fonts], ignore_system_fonts=True, pdf_standards=["ua-1"])
    finally:
        source.unlink()


if __name__ == "__main__":
    main()
