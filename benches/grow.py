#!/usr/bin/env python3
"""Makes a plan of about N activities out of a plan in YAML, by repeating the lists of activities.

usage: benches/grow.py PLAN.yaml N > GROWN.yaml

Works on the text, so it needs no YAML library: each list under «мероприятия:» is written again
until there are N in all. Codes are left out, they must not be repeated.
"""

import re
import sys


def grow(text, wanted):
    lines = text.splitlines()
    parts, i = [], 0  # plain lines, and lists of activities (each a list of items)
    while i < len(lines):
        parts.append(lines[i])
        head = re.match(r"( *)мероприятия: *$", lines[i], re.I)
        i += 1
        if not head:
            continue
        items, indent = [], None
        while i < len(lines) and (not lines[i].strip() or len(lines[i]) - len(lines[i].lstrip()) > len(head[1])):
            line = lines[i]
            i += 1
            if not line.strip() or re.match(r" *код:", line):
                continue
            dash = re.match(r" *(?=- )", line)
            if dash and (indent is None or dash[0] == indent):
                indent = dash[0]
                items.append([])
            items[-1].append(line)
        parts.append(items)
    lists = [p for p in parts if isinstance(p, list)]
    own = sum(map(len, lists))
    left = wanted
    for n, items in enumerate(lists, 1):
        # Each list gets its share; the last one what is left.
        count = left if n == len(lists) else min(left, round(wanted * len(items) / own))
        left -= count
        items[:] = [items[k % len(items)] for k in range(count)]
    return "".join(
        line + "\n" for p in parts for line in ([p] if isinstance(p, str) else [l for item in p for l in item])
    )


if __name__ == "__main__":
    path, wanted = sys.argv[1:]
    with open(path, encoding="utf-8-sig") as source:
        sys.stdout.write(grow(source.read(), int(wanted)))
