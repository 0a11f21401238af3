#!/usr/bin/env python3
"""What a summary of many reports costs: inputs a second and core, two cores beside one, and memory.

    benches/summary.py PROGRAM [--folder DIR] [--distinct N] [--pairs N] [--large] [--xlsx]

Makes monitorings of one plan with other figures, approvers and schools, turns them into PDF by the program itself, and lays them out as
territories with so many files each: a file of one territory is another in every byte, territories share theirs by hard links.
Then runs `summary` on them and tells, as rows of Markdown, processor time (user and system, of the whole process), the clock and the
largest resident memory. The processor time says what a report costs also on a machine with other work; whether two cores
are twice one is to be read from the clock, and only on an idle machine.
"""

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

TERRITORIES = 40
ACTIVITIES = 20
PLAN = "План мероприятий («дорожная карта») адресной поддержки школ"
VERBS = ["Анализ", "Семинар", "Мониторинг", "Консультация", "Совещание"]
THINGS = ["результатов обучения", "работы наставников", "программ развития", "подготовки педагогов"]
STATES = ["выполнено", "выполнено", "выполнено", "не выполнено", "выполняется"]


def monitoring(number: int) -> str:
    """A plan with its fulfilment, as a school sends it."""
    chance = random.Random(number)
    lines = ["вид: план", "период: 2023 год", f"название: {PLAN} на 2023 год", "мероприятия:"]
    for at in range(ACTIVITIES):
        name = f"{VERBS[at % 5]} {THINGS[at // 5]}"
        month = ["Февраль", "Апрель", "Июнь", "Сентябрь", "Ноябрь"][at % 5]
        lines.append(f"  - {{код: м{at + 1}, название: {name}, срок: {month} 2023, ответственные: Заместитель директора}}")
    lines.append("исполнение:")
    for at in range(ACTIVITIES):
        state = chance.choice(STATES)
        day = f"2023-{[2, 4, 6, 9, 11][at % 5] + chance.choice([0, 0, 0, 1]):02}-{chance.randint(1, 28):02}"
        told = f", дата: {day}, документ: Справка от {day}" if state == "выполнено" else ""
        cause = f", причина: Причина {chance.randint(1, 999)}" if state == "не выполнено" else ""
        lines.append(f"  - {{мероприятие: {at + 1}, статус: {state}{told}{cause}}}")
    lines.append("показатели:")
    for name, unit in [("Доля школ", '"%"'), ("Педагоги", "чел."), ("Средний балл", "балл")]:
        lines.append(f"  - {{название: {name}, единица: {unit}, план: 40, факт: {chance.randint(10, 60)}}}")
    lines += [
        "мониторинг:",
        "  период: январь–ноябрь 2023 года",
        "  на дату: 2023-11-20",
        "  утверждение:",
        f"    должность: Директор МБОУ «Школа № {number}»",
        "    имя: О.Н. Крылова",
        f"    дата: 2023-11-{chance.randint(21, 30)}",
        "",
    ]
    return "\n".join(lines)


def made(program: str, folder: Path, distinct: int) -> dict[str, list[Path]]:
    """The unlike reports, as YAML and as PDF."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = [folder / f"school-{number}.yaml" for number in range(1, distinct + 1)]
    pdfs = [folder / f"school-{number}-report.pdf" for number in range(1, distinct + 1)]
    for number, file in enumerate(texts, 1):
        file.write_text(monitoring(number), encoding="utf-8")
    missing = [text for text, pdf in zip(texts, pdfs) if not pdf.exists()]
    for start in range(0, len(missing), 100):
        subprocess.run([program, "report", *missing[start : start + 100], "-o", f"{folder}/", "-q"], check=True, capture_output=True)
    return {"YAML": texts, "PDF": pdfs}


def laid_out(folder: Path, files: list[Path], each: int) -> Path:
    """The summary of territories with so many files each."""
    main = folder / "свод.yaml"
    if main.exists():
        return main
    lines = ["вид: свод", "представить до: 2023-11-28", "территории:"]
    for territory in range(1, TERRITORIES + 1):
        own = folder / f"t{territory}"
        own.mkdir(parents=True)
        for at in range(each):
            file = files[(at + territory * 7) % len(files)]
            os.link(file, own / file.name)
        lines.append(f"  - {{название: Округ {territory}, файлы: t{territory}}}")
    main.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return main


def run(arguments: list, cores: set[int] | None = None) -> tuple[float, float, float]:
    """Processor time and clock in seconds, largest memory in MiB."""
    begun = time.monotonic()
    pin = (lambda: os.sched_setaffinity(0, cores)) if cores else None
    process = subprocess.Popen([str(it) for it in arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=pin)
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(said.decode())
    return usage.ru_utime + usage.ru_stime, time.monotonic() - begun, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--folder", type=Path, default=Path("target/summary"))
    parser.add_argument("--distinct", type=int, default=1000, help="unlike reports that are made")
    parser.add_argument("--pairs", type=int, default=5, help="runs on one core and on two, in turns")
    parser.add_argument("--large", action="store_true", help="memory at 40 000 inputs, too")
    parser.add_argument("--xlsx", action="store_true", help="with the workbook")
    options = parser.parse_args()
    # As large as the largest folder needs them unlike.
    distinct = max(options.distinct, 1000 if options.large else 14)
    files = made(options.program, options.folder / "schools", distinct)
    book = ["--xlsx", options.folder / "свод.xlsx"] if options.xlsx else []
    command = lambda file, *keys: [options.program, "summary", file, "-o", options.folder / "свод.pdf", "-q", *keys, *book]
    cores = sorted(os.sched_getaffinity(0))
    print(f"load {os.getloadavg()[0]:.1f}, cores {len(cores)}, {resource.getpagesize()} bytes a page\n")
    print("| reports | verified | inputs | cores | processor, s | clock, s | inputs a second of processor | MiB |")
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    for kind, keys, how in [("PDF", ["--words"], "by words"), ("PDF", [], "to the byte"), ("YAML", [], "–")]:
        file = laid_out(options.folder / f"{kind}-560", files[kind], 14)
        empty = laid_out(options.folder / f"{kind}-40", files[kind], 1)
        rows = {1: [], 2: []}
        for _ in range(options.pairs):
            for count in rows:
                rows[count].append(run(command(file, *keys), set(cores[:count])))
        # What does not grow with the inputs: the document itself, and the beginning.
        fixed = statistics.median(run(command(empty, *keys), set(cores[:1]))[0] for _ in range(options.pairs))
        for count, runs in rows.items():
            processor, clock, memory = (statistics.median(it) for it in zip(*runs))
            rate = (560 - 40) / max(processor - fixed, 1e-9)
            print(f"| {kind} | {how} | 560 | {count} | {processor:.2f} | {clock:.2f} | {rate:.0f} | {memory:.0f} |")
        ratio = statistics.median(one[1] / two[1] for one, two in zip(rows[1], rows[2]))
        print(f"\n{kind} {how}: two cores {ratio:.2f} times as fast as one by the clock, median of {options.pairs} pairs\n")
    if options.large:
        print("| reports | verified | inputs | processor, s | clock, s | MiB | of that at 400 |")
        print("|---|---|---:|---:|---:|---:|---:|")
        for kind, keys, how in [("YAML", [], "–"), ("PDF", ["--words"], "by words")]:
            least = None
            for each in [10, 1000]:
                file = laid_out(options.folder / f"{kind}-{TERRITORIES * each}", files[kind], each)
                processor, clock, memory = run(command(file, *keys))
                least = least or memory
                print(f"| {kind} | {how} | {TERRITORIES * each} | {processor:.1f} | {clock:.1f} | {memory:.0f} | {memory / least:.2f} |")


if __name__ == "__main__":
    main()
