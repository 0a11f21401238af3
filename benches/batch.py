#!/usr/bin/env python3
"""How a batch of plans gains by a second core.

usage: benches/batch.py DORKARTA [PLANS]      of PLANS (200) plans of 15 activities

The plans differ in every name of an activity, as those of schools do: the same plan again would be remembered. Runs on one core
and on two in turns, five of each. Needs Linux, of the packages of Python none.
"""

import os
import random
import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from summary import run

SEED = Path(__file__).resolve().parent.parent / "input/plan-2023.yaml"
ROUNDS = 5


def plans(folder, count):
    head, body = SEED.read_text(encoding="utf-8").split("направления:", 1)
    words = re.findall(r"(?<![а-яё])[а-яё]{5,}", body)
    for number in range(count):
        chance = random.Random(number)

        def other(found):
            return chance.choice(words) if chance.random() < 0.4 else found[0]

        def named(found):
            return found[1] + re.sub(r"(?<![А-Яа-яё])[а-яё]{5,}", other, found[2])

        unlike = re.sub(r"(?m)^(\s+(?:- )?название: )([^>|\s].*)$", named, body)
        (folder / f"план-{number}.yaml").write_text(f"{head}направления:{unlike}", encoding="utf-8")


def batch(dorkarta, folder, cores):
    """Seconds by the clock and of the processors."""
    out = folder / "готово"
    shutil.rmtree(out, ignore_errors=True)
    processor, clock, _ = run([dorkarta, "plan", *sorted(folder.glob("*.yaml")), "-o", out, "--quiet"], cores)
    return clock, processor


def main():
    dorkarta, count = Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 200
    one, two, *_ = sorted(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        plans(folder, count)
        rounds = [(batch(dorkarta, folder, {one}), batch(dorkarta, folder, {one, two})) for _ in range(ROUNDS)]
    print(f"{count} plans, medians of {ROUNDS} runs\n")
    print("| cores | clock, s | processor, s | a plan, ms of the processor |\n|---:|---:|---:|---:|")
    for cores, runs in enumerate(zip(*rounds), 1):
        clock, processor = (statistics.median(times) for times in zip(*runs))
        print(f"| {cores} | {clock:.2f} | {processor:.2f} | {processor / count * 1000:.1f} |")
    gain = statistics.median(alone[0] / both[0] for alone, both in rounds)
    print(f"\non two cores {gain:.2f} times as fast (median of the pairs)")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main()
