#!/usr/bin/env python3
"""Sets the samples of the templates with the stock Typst program (the PyPI package `typst`):
report*.json as a report, amendments*.json, order*.json and sheet*.json likewise, any other as a plan.

usage: tests/judges/stock.py SAMPLE.json... -o FOLDER
"""

import os
import sys

import typst


def template(sample):
    return next((known for known in ("report", "amendments", "order", "sheet") if sample.startswith(known)), "plan")


def main(args):
    at = args.index("-o")
    samples, folder = args[:at], args[at + 1]
    os.makedirs(folder, exist_ok=True)
    for sample in samples:
        name = os.path.basename(sample)
        target = os.path.join(folder, name + ".pdf")
        typst.compile(
            f"templates/{template(name)}.typ",
            output=target,
            root="templates",
            font_paths=["fonts"],
            ignore_system_fonts=True,
            sys_inputs={"view": "/" + os.path.relpath(sample, "templates")},
            pdf_standards=["a-3a", "ua-1"],
        )
        print(f"PASS {target}")


if __name__ == "__main__":
    main(sys.argv[1:])
