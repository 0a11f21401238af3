#!/usr/bin/env python3
"""From a save to the new picture in the browser, what the page loads, and memory over many saves.

usage: benches/window.py DORKARTA [--sizes 15,150,1500] [--saves 20] [--memory 1000]

A workbook of so many activities is shown in Chromium at 1366×768; one word on the page that is in view is changed by putting
another file in the place of the workbook, as Excel does. The clock runs from there until the new picture is loaded,
decoded and drawn (two frames later). Beside it stands the processor time of the program. Between two saves it rests, so
that none waits for the one before. With --memory the pages of the seed plan are fetched after each of so many saves, by
no browser.

Needs chromium, python3 with playwright and openpyxl. Tell the load of the machine with the figures (it is printed).
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import openpyxl
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
from grow import grow  # noqa: E402

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
PLAN = Path(__file__).resolve().parents[1] / "input/plan-2023.yaml"
# The picture that is looked at: the first one has no row of the table.
SEEN = "document.querySelectorAll('#pages img')[1]"
# When it is another one, loaded and drawn, in milliseconds since 1970.
DRAWN = """before => new Promise(resolve => {
  const look = async () => {
    const image = SEEN;
    if (!image?.src || image.getAttribute('src') === before) return requestAnimationFrame(look);
    // It fails where yet another picture comes meanwhile.
    if (!image.complete) return requestAnimationFrame(look);
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())));
  };
  look();
})""".replace("SEEN", SEEN)


def workbooks(dorkarta, size, folder):
    """A workbook of so many activities in two states."""
    text = folder / "текст.yaml"
    text.write_text(grow(PLAN.read_text(encoding="utf-8-sig"), size), encoding="utf-8")
    book = folder / "книга.xlsx"
    pdf = folder / "текст.pdf"
    for command in (["plan", text, "-o", pdf], ["extract", pdf, "-o", book]):
        subprocess.run([dorkarta, *command], check=True, capture_output=True)
    states = []
    for word in ("Первое", "Второе"):
        opened = openpyxl.load_workbook(book)
        cells = [cell for row in opened["Мероприятия"].iter_rows() for cell in row]
        head = next(at for at, cell in enumerate(cells) if "№" in str(cell.value))
        cell = next(cell for cell in cells[head:] if len(str(cell.value)) > 40)
        cell.value = f"{word} {cell.value}"
        opened.save(book.with_name("новая.xlsx"))
        states.append(book.with_name("новая.xlsx").read_bytes())
    return states


class Program:
    def __init__(self, dorkarta, folder):
        environment = os.environ | {"XDG_CONFIG_HOME": str(folder / "настройки")}
        command = [dorkarta, "window", folder / "папка", "--no-open"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        self.address = self.process.stdout.readline().strip()

    def processor(self):
        """Seconds of the processor so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self):
        """MiB in use."""
        return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{self.process.pid}/status").read_text())[1]) / 1024


def save(folder, state):
    beside = folder / "папка/~$новая.xlsx"
    beside.write_bytes(state)
    os.replace(beside, folder / "папка/план.xlsx")


def shown(dorkarta, size, saves, browser, folder):
    (folder / "папка").mkdir()
    states = workbooks(dorkarta, size, folder)
    save(folder, states[0])
    program = Program(dorkarta, folder)
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(program.address)
    page.evaluate(DRAWN, None)
    page.evaluate(f"{SEEN}.scrollIntoView({{ behavior: 'instant' }})")
    page.wait_for_timeout(1000)
    loaded = page.evaluate("performance.getEntriesByType('resource').reduce((sum, it) => sum + it.transferSize, 0)")
    loaded += page.evaluate("performance.getEntriesByType('navigation')[0].transferSize")
    times, processor = [], []
    for at in range(1, saves + 1):
        page.wait_for_timeout(500 + size)
        before, used = page.evaluate(f"{SEEN}.getAttribute('src')"), program.processor()
        watching = page.evaluate_handle(f"before => ({{ drawn: ({DRAWN})(before) }})", before)
        begun = time.time() * 1000
        save(folder, states[at % 2])
        times.append(watching.evaluate("it => it.drawn") - begun)
        page.wait_for_timeout(200)
        processor.append((program.processor() - used) * 1000)
    row = [size, min(times), statistics.median(times), statistics.median(processor), program.memory(), loaded / 1000]
    page.close()
    program.process.terminate()
    return row


def over_many_saves(dorkarta, saves, folder):
    (folder / "папка").mkdir()
    states = workbooks(dorkarta, 15, folder)
    save(folder, states[0])
    program = Program(dorkarta, folder)
    last = None
    for at in range(saves + 1):
        save(folder, states[at % 2])
        while True:
            pages = json.load(urllib.request.urlopen(program.address + "regions"))["pages"]
            if pages["note"] == "" and pages["pictures"] and pages["pictures"][1]["source"] != last:
                break
            time.sleep(0.005)
        last = pages["pictures"][1]["source"]
        for picture in pages["pictures"]:
            urllib.request.urlopen(program.address + picture["source"]).read()
        if at in (0, 1, 10, 100, 500, saves):
            print(f"{at} saves: {program.memory():.0f} MiB", flush=True)
    program.process.terminate()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dorkarta", type=Path)
    parser.add_argument("--sizes", default="15,150,1500")
    parser.add_argument("--saves", type=int, default=20)
    parser.add_argument("--memory", type=int, default=0)
    wanted = parser.parse_args()
    dorkarta = wanted.dorkarta.resolve()
    print(f"load: {' '.join(map('{:.1f}'.format, os.getloadavg()))} on {os.cpu_count()} cores")
    if wanted.memory:
        with tempfile.TemporaryDirectory() as folder:
            over_many_saves(dorkarta, wanted.memory, Path(folder))
        return
    print("| activities | clock, least, ms | clock, median, ms | processor, ms | memory, MiB | loaded, KB |\n|---:|---:|---:|---:|---:|---:|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for size in map(int, wanted.sizes.split(",")):
            with tempfile.TemporaryDirectory() as folder:
                row = shown(dorkarta, size, wanted.saves, browser, Path(folder))
            print("| " + " | ".join(f"{value:.0f}" for value in row) + " |", flush=True)
        browser.close()
    print(f"load: {' '.join(map('{:.1f}'.format, os.getloadavg()))}")


main()
