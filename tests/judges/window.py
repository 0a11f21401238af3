"""The page in a real browser: Chromium, driven by playwright, looked at by axe-core.

usage: window.py DORKARTA WORKDIR AXE   (the file axe.min.js)
       window.py DORKARTA WORKDIR --pictures FOLDER   makes the pictures of the guide instead

Needs chromium, python3 with playwright and openpyxl. Leaves pictures of the page in WORKDIR.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import openpyxl
from playwright.sync_api import sync_playwright

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "<img src=x onerror=alert(1)>&amp;'\".yaml"
ACTIONS = {
    "Сделать план": "Сделать", "Сделать отчёт": "Сделать", "Проверить": "Проверить", "Формы исполнителям": "Сделать",
    "Собрать ответы": "Собрать", "Копия для Word": "Сделать",
    "Сравнить редакции": "Сравнить", "Сроки": "Показать", "Комплект": "Сделать", "Подписать": "Подписать",
}


class Program:
    """The program while it serves a folder."""

    def __init__(self, dorkarta, folder, settings, before=()):
        environment = os.environ | {"XDG_CONFIG_HOME": str(settings)}
        command = [*before, dorkarta, "window", str(folder), "--no-open"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        self.address = self.process.stdout.readline().strip()

    def ends(self):
        return self.process.wait(timeout=90) == 0


def check(holds, what):
    if not holds:
        raise AssertionError(what)


def until(holds, what, seconds=90):
    begun = time.monotonic()
    while not holds():
        check(time.monotonic() - begun < seconds, f"not yet: {what}")
        time.sleep(0.02)
    return time.monotonic() - begun


def file_button(page, name):
    return page.get_by_role("region", name="Файлы").get_by_role("button").filter(has_text=name)


def choose(page, name):
    """Chooses a file, and waits until it is known what it is."""
    button = file_button(page, name)
    button.click()
    until(lambda: "читается" not in button.inner_text(), f"{name} is read")


def press(page, action, fields=(), verb=None):
    """Opens a dialog, fills in what is given, and presses its main button."""
    page.get_by_role("button", name=action, exact=True).click()
    dialog = page.get_by_role("dialog", name=action)
    dialog.wait_for()
    for label, value in fields:
        field = dialog.get_by_label(label)
        field.select_option(value) if field.evaluate("it => it.tagName") == "SELECT" else field.fill(value)
    dialog.get_by_role("button", name=verb or ACTIONS[action], exact=True).click()
    return dialog


def judge_by_axe(page, axe, state):
    page.evaluate(axe)
    found = page.evaluate("axe.run()")["violations"]
    serious = [f"{it['id']}: {it['help']}: {it['nodes'][0]['html']}" for it in found
               if it["impact"] in ("serious", "critical")]
    check(not serious, f"axe, {state}: {serious}")


def empty_folder(browser, dorkarta, work, axe):
    folder = work / "пустая"
    folder.mkdir()
    program = Program(dorkarta, folder, work)
    page = browser.page(program.address)
    page.get_by_text("В этой папке ещё нет плана").wait_for()
    browser.look(page, "1-empty")
    judge_by_axe(page, axe, "empty folder")
    page.set_input_files("#chosen", ROOT / "input/plan-2023.xlsx")
    file_button(page, "plan-2023.xlsx").wait_for()
    check((folder / "plan-2023.xlsx").read_bytes() == (ROOT / "input/plan-2023.xlsx").read_bytes(), "copied as it is")
    page.locator("#pages img").first.wait_for()
    page.get_by_role("button", name="Завершить работу").click()
    check(program.ends(), "it ends well")
    page.get_by_text("Работа завершена").wait_for()
    print("PASS an empty folder, a file added, the end")


def work_of_a_day(browser, dorkarta, work, axe):
    folder = work / "Планы <b>2027"
    folder.mkdir()
    workbook = folder / "план.xlsx"
    shutil.copy(ROOT / "templates/starter/plan.xlsx", workbook)
    shutil.copy(ROOT / "input/plan-2023.yaml", folder)
    shutil.copy(ROOT / "input/monitoring-2023.yaml", folder)
    (folder / HOSTILE).write_text("вид: план\nназвание: <script>alert(2)</script>\n", encoding="utf-8")
    program = Program(dorkarta, folder, work)
    page = browser.page(program.address)
    check(page.get_by_role("heading", level=1).inner_text() == "Доркарта – Планы <b>2027", "the heading")
    file_button(page, HOSTILE).wait_for()
    file_button(page, "план.xlsx").click()
    page.get_by_role("img", name="Страница 1 из").wait_for()
    browser.look(page, "2-plan")

    # A fault in a cell: its place, and the old pages. Saved as Excel does, by another file in its place.
    good = workbook.read_bytes()
    book = openpyxl.load_workbook(workbook)
    book["Мероприятия"]["B4"] = None
    book.save(folder / "~$новый.xlsx")
    os.replace(folder / "~$новый.xlsx", workbook)
    messages = page.get_by_role("region", name="Замечания").get_by_role("button")
    fault = messages.filter(has_text="Ошибка:").first
    fault.wait_for()
    check("Мероприятия!" in fault.inner_text(), fault.inner_text())
    page.get_by_text("прежние страницы").wait_for()
    fault.click()
    place = page.get_by_role("region", name="Место")
    place.locator('mark[aria-current="true"]').wait_for()
    check(place.get_by_role("button", name="Скопировать адрес").is_visible(), "its address can be copied")
    browser.look(page, "3-fault")
    judge_by_axe(page, axe, "a fault and its place")

    # Mended, by a program that writes into the file: other pages, without a reload, where the reader was.
    book["Мероприятия"]["B4"] = "Совещание о том, что исправлено"
    book.save(work / "исправлено.xlsx")
    page.evaluate("document.querySelector('.pages').scrollTo({ top: 300, behavior: 'instant' })")
    where = "document.querySelector('#pages img').getBoundingClientRect().top"
    stood = page.evaluate(where)
    page.evaluate("window.isTheSamePage = true")
    before = page.locator("#pages img").first.get_attribute("src")
    workbook.write_bytes((work / "исправлено.xlsx").read_bytes())
    # How soon is for benches/window.py to say: this machine may be busy.
    until(lambda: page.locator("#pages img").first.get_attribute("src") != before, "new pages")
    until(lambda: not page.get_by_text("прежние страницы").is_visible(), "no old pages")
    check(page.evaluate("window.isTheSamePage"), "the page was not loaded again")
    check(abs(page.evaluate(where) - stood) < 5, f"the pages stay where they were: {stood}, {page.evaluate(where)}")
    check(page.get_by_role("status").inner_text().startswith("Обновлено: 2 страницы"), "the status line")

    # A row of the page leads to its cell.
    middle = page.evaluate("(rows[0][0][0] + rows[0][0][1]) / 2 * document.querySelector('#pages img').clientHeight")
    page.locator("#pages img").first.click(position={"x": 300, "y": middle})
    page.locator("#address").wait_for()
    check(page.locator("#address").inner_text().startswith("Мероприятия!"), page.locator("#address").inner_text())
    page.locator("summary").click()
    page.get_by_role("region", name="Прочитано").get_by_role("cell").first.wait_for()
    judge_by_axe(page, axe, "what was read")

    # Every dialog by keyboard alone.
    for name, verb in ACTIONS.items():
        button = page.get_by_role("button", name=name, exact=True)
        button.focus()
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog", name=name)
        dialog.wait_for()
        check(page.evaluate("document.activeElement.closest('dialog') !== null"), f"{name}: focus inside")
        check(dialog.get_by_role("button", name=verb, exact=True).count() == 1, f"{name}: {verb}")
        judge_by_axe(page, axe, name)
        page.keyboard.press("Escape")
        dialog.wait_for(state="hidden")
        until(lambda: page.evaluate("document.activeElement.textContent") == name, f"{name}: focus given back")
    page.get_by_role("button", name="Сделать план").click()
    page.get_by_role("dialog", name="Сделать план").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_text("Готово: output/план.pdf").wait_for()
    browser.look(page, "4-made")
    page.keyboard.press("Escape")
    made = page.get_by_role("region", name="Готово")
    until(lambda: made.get_by_role("button", name="Открыть").count() == 1, "what was made is listed")
    same = subprocess.run([dorkarta, "plan", "план.xlsx", "-o", work / "same.pdf"], cwd=folder, stdout=subprocess.PIPE)
    check(same.returncode == 0, "the command makes it")
    check((folder / "output/план.pdf").read_bytes() == (work / "same.pdf").read_bytes(), "the same bytes")

    # Text of data is never markup.
    file_button(page, HOSTILE).click()
    page.get_by_role("region", name="Замечания").get_by_text("Ошибка:").first.wait_for()
    check(page.locator("img[onerror], main script").count() == 0, "no markup of data")

    # Twice as large.
    page.set_viewport_size({"width": 683, "height": 384})
    page.wait_for_timeout(300)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    check(wide <= 0, f"at 200 % nothing runs out at the side: {wide}")
    browser.look(page, "5-large")
    page.get_by_role("button", name="Завершить работу").click()
    check(program.ends(), "it ends well")
    print("PASS a day's work: faults, places, live pages, dialogs by keyboard, hostile names, 200 %")


def plan_of(bodies, times=1):
    """A plan in which each body has so many activities, as YAML."""
    text = "вид: план\nпериод: 2027 год\nназвание: План мероприятий на 2027 год\nутверждение: {должность: Заведующий, имя: И.И. Иванов}\nмероприятия:\n"
    for at in range(bodies * times):
        text += f"  - {{название: Мероприятие {at + 1}, срок: март 2027, ответственные: Школа № {at % bodies + 1}}}\n"
    return text


def fill(form, statuses, results):
    """Fills in a form, row by row."""
    book = openpyxl.load_workbook(form)
    sheet = book["Исполнение"]
    rows = [row for row in range(8, sheet.max_row + 1) if sheet.cell(row, 12).value]
    for row, status, result in zip(rows, statuses, results):
        sheet.cell(row, 5).value, sheet.cell(row, 7).value = status, result
    book.save(form)


def answers_that_differ(browser, dorkarta, work, axe):
    folder = work / "ответы"
    folder.mkdir()
    (folder / "план.yaml").write_text(plan_of(1, 3), encoding="utf-8")
    program = Program(dorkarta, folder, work)
    page = browser.page(program.address)
    choose(page, "план.yaml")
    press(page, "Формы исполнителям").get_by_role("button", name="Открыть формы/").first.wait_for()
    page.keyboard.press("Escape")
    [form] = (folder / "формы").iterdir()
    other = form.with_name("второй.xlsx")
    shutil.copy(form, other)
    fill(form, ["выполнено", "выполнено", "выполняется"], ["Справка", "Сто человек", ""])
    fill(other, ["не выполнено", "выполнено", "выполняется"], ["", "Двести человек", ""])
    dialog = press(page, "Собрать ответы")
    questions = dialog.locator("fieldset.open")
    questions.first.wait_for()
    check(questions.count() == 2, f"two are open: {questions.count()}")
    browser.look(page, "6-questions")
    judge_by_axe(page, axe, "questions")
    questions.nth(0).get_by_label("второй.xlsx").check()
    questions.nth(1).get_by_label("Своими словами").fill("Триста человек")
    browser.look(page, "7-answered")
    dialog.get_by_role("button", name="Собрать", exact=True).click()
    dialog.get_by_text("Всё решено").wait_for()
    monitoring = openpyxl.load_workbook(folder / "мониторинг.xlsx")["Исполнение"]
    said = [[cell.value for cell in row] for row in monitoring.iter_rows()]
    check(any("не выполнено" in row for row in said), f"the chosen form: {said}")
    check(any("Триста человек" in row for row in said), f"words of one's own: {said}")
    # The same by the commands, from the workbook that the page has left.
    command = [dorkarta, "collect", "план.yaml", "формы", "-o", "по-команде.xlsx", "--answers", "расхождения.xlsx"]
    check(subprocess.run(command, cwd=folder, capture_output=True).returncode == 0, "the command collects")
    both = [openpyxl.load_workbook(folder / name)["Исполнение"] for name in ("мониторинг.xlsx", "по-команде.xlsx")]
    both = [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in both]
    check(both[0] == both[1], f"the same as the command's: {both}")
    # Changed in Excel meanwhile: nothing is overwritten.
    book = openpyxl.load_workbook(folder / "расхождения.xlsx")
    book.save(folder / "расхождения.xlsx")
    dialog.get_by_role("button", name="Собрать", exact=True).click()
    dialog.get_by_text("изменили, пока вы выбирали").wait_for()
    program.process.terminate()
    print("PASS answers that differ are settled on the page")


def long_work(browser, dorkarta, work, _axe):
    folder = work / "много"
    folder.mkdir()
    (folder / "план.yaml").write_text(plan_of(1000), encoding="utf-8")
    program = Program(dorkarta, folder, work)
    page = browser.page(program.address)
    choose(page, "план.yaml")
    dialog = press(page, "Формы исполнителям")
    dialog.get_by_text(re.compile(r"^[1-9]\d* из 1000")).wait_for()
    # Held while it is looked at and stopped: a fast machine would be done before.
    program.process.send_signal(signal.SIGSTOP)
    browser.look(page, "8-progress")
    page.keyboard.press("Escape")
    dialog.get_by_text("Останавливается…").wait_for()
    program.process.send_signal(signal.SIGCONT)
    dialog.get_by_text("Остановлено: сделано").wait_for()
    made = len(list((folder / "формы").iterdir()))
    check(0 < made < 1000, f"stopped after {made}")
    dialog.get_by_role("button", name="Закрыть").click()
    listed = page.get_by_role("region", name="Готово").get_by_role("button")
    until(lambda: listed.count() == made, "what was made is listed")

    # A packet is written as a whole, or not at all.
    dialog = press(page, "Комплект")
    dialog.get_by_text("из 1001").wait_for()
    program.process.send_signal(signal.SIGSTOP)
    dialog.get_by_role("button", name="Остановить").click()
    dialog.get_by_text("Останавливается…").wait_for()
    program.process.send_signal(signal.SIGCONT)
    dialog.get_by_text("Остановлено: ничего не записано.").wait_for()
    check(not (folder / "output").exists(), "nothing is written")
    program.process.terminate()
    print("PASS long work shows how far it is, and is stopped")


def make_reports(dorkarta, folder):
    folder.mkdir()
    for name in ("berezovsky", "luzhsky", "zarechny"):
        report = ["report", ROOT / f"input/summary-2023/{name}.yaml", "-o", folder / f"{name}.pdf"]
        check(subprocess.run([dorkarta, *report], capture_output=True).returncode == 0, name)


def summing_up(browser, dorkarta, work, axe):
    folder = work / "Отчёты районов"
    make_reports(dorkarta, folder)
    program = Program(dorkarta, folder, work)
    page = browser.page(program.address)
    page.get_by_text("В этой папке 3 отчёта").wait_for()
    browser.look(page, "10-reports")
    judge_by_axe(page, axe, "a folder of reports")
    page.get_by_role("button", name="Свод", exact=True).focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Свод")
    dialog.wait_for()
    judge_by_axe(page, axe, "Свод")
    dialog.get_by_label("Книга Excel").check()
    dialog.get_by_role("button", name="Сделать", exact=True).click()
    dialog.get_by_role("button", name="Открыть output/свод.pdf").wait_for()
    check((folder / "output/свод.xlsx").exists(), "its workbook")
    browser.look(page, "11-summary")
    page.keyboard.press("Escape")
    # A file that says which territories there are.
    named = "".join(f"  - {{название: {name}, файл: {name}.pdf}}\n" for name in ("berezovsky", "luzhsky", "zarechny"))
    text = f"вид: свод\nпериод: 2023 год\nтерритории:\n{named}  - {{название: Тихий}}\n"
    (folder / "область.yaml").write_text(text, encoding="utf-8")
    file_button(page, "область.yaml").click()
    page.get_by_role("img", name="Страница 1 из").wait_for()
    page.get_by_text("«Черновики писем тем, кто не отчитался» окна «Свод»").wait_for()
    browser.look(page, "12-summary-file")
    program.process.terminate()
    print("PASS a folder of reports is summed up")


def many_tabs(browser, dorkarta, work, _axe):
    folder = work / "вкладки"
    folder.mkdir()
    (folder / "план.yaml").write_text(plan_of(2), encoding="utf-8")
    program = Program(dorkarta, folder, work)
    # Of one context, as tabs of one window are: they share the six connections.
    context = browser.browser.new_context(viewport={"width": 1366, "height": 768})
    pages = [context.new_page() for _ in range(9)]
    for page in pages:
        page.goto(program.address)
        page.get_by_role("img", name="Страница 1 из").wait_for()
    pages[0].close()
    (folder / "план.yaml").write_text(plan_of(2).replace("Мероприятие 1", "Дело первое") + "опечатка: да\n", encoding="utf-8")
    for page in pages[1:]:
        page.get_by_role("button", name="Ошибка:").first.wait_for()
    pages[-1].get_by_role("button", name="Завершить работу").click()
    for page in pages[1:]:
        page.get_by_text("Работа завершена").wait_for()
    check(program.ends(), "it ends well")
    context.close()
    print("PASS nine tabs see what is new")


OWNER = "/C=RU/O=Отдел образования Администрации/CN=Отдел образования/SN=Шадеркова/GN=Наталья Владимировна"


def office_that_signs(folder, settings):
    """A certificate in a folder, and settings with openssl in the place of the office's program."""
    (settings / "dorkarta").mkdir(parents=True, exist_ok=True)
    key = settings / "key.pem"
    command = ["openssl", "req", "-new", "-x509", "-days", "30", "-newkey", "rsa:2048", "-nodes", "-utf8", "-subj", OWNER,
               "-addext", "keyUsage=critical,digitalSignature,nonRepudiation", "-keyout", key]
    subprocess.run([*command, "-out", folder / "руководитель.cer"], check=True, capture_output=True)
    text = f"подпись:\n  программа: openssl\n  ключ: '{key}'\n"
    (settings / "dorkarta/settings.yaml").write_text(text, encoding="utf-8")


def signing(browser, dorkarta, work, axe):
    folder = work / "подпись"
    folder.mkdir()
    shutil.copy(ROOT / "input/plan-2023.yaml", folder / "план.yaml")
    office_that_signs(folder, work / "настройки")
    program = Program(dorkarta, folder, work / "настройки")
    page = browser.page(program.address)
    choose(page, "план.yaml")
    fields = [("Сертификат", "руководитель.cer")]
    dialog = press(page, "Подписать", fields)
    dialog.get_by_text("Нажмите «Подписать» ещё раз").wait_for()
    check(not (folder / "output").exists(), "nothing is signed before it was asked for twice")
    browser.look(page, "9-certificate")
    judge_by_axe(page, axe, "a certificate")
    dialog.get_by_role("button", name="Подписать", exact=True).click()
    dialog.get_by_role("button", name="Открыть output/план.pdf.sig").wait_for()
    browser.look(page, "9-signed")
    said = subprocess.run([dorkarta, "verify", "output/план.pdf"], cwd=folder, capture_output=True, text=True)
    check(said.returncode == 0, f"what was signed holds: {said.stdout}{said.stderr}")
    # A signed document is replaced only if that is asked for.
    page.keyboard.press("Escape")
    dialog = press(page, "Сделать план")
    dialog.get_by_text("отметку «Заменить подписанный документ»").wait_for()
    program.process.terminate()
    print("PASS signing asks twice, and a signed document stays")


def without_rights(browser, dorkarta, work, _axe):
    """A folder in which the user may not write: each button says what can be done about it."""
    if os.geteuid() != 0:
        print("SKIP a folder without rights: only root can take them away from somebody else")
        return
    # Where that user can get to.
    with tempfile.TemporaryDirectory() as place:
        place = Path(place)
        program = shutil.copy(dorkarta, place / "dorkarta")
        folder, settings = place / "Чужая", place / "настройки"
        for made in (folder, settings):
            made.mkdir()
        plan = ROOT / "templates/starter/plan.xlsx"
        shutil.copy(plan, folder / "план.xlsx")
        book = openpyxl.load_workbook(plan)
        book["Мероприятия"]["B4"] = "Другое мероприятие"
        book.save(folder / "новый.xlsx")
        form = [dorkarta, "form", "план.xlsx", "-o", "форма.xlsx"]
        check(subprocess.run(form, cwd=folder, capture_output=True).returncode == 0, "a form")
        for it in (place, folder, *folder.iterdir()):
            it.chmod(0o555 if it.is_dir() else 0o444)
        settings.chmod(0o777)
        program = Program(program, folder, settings, ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"])
        page = browser.page(program.address)
        choose(page, "план.xlsx")
        for action in ("Сделать план", "Формы исполнителям", "Собрать ответы", "Копия для Word", "Комплект"):
            dialog = press(page, action)
            dialog.get_by_text("скопируйте исходные файлы в папку, где вам можно писать").first.wait_for()
            page.keyboard.press("Escape")
        dialog = press(page, "Сравнить редакции")
        dialog.get_by_role("button", name="Сделать изменения в PDF").click()
        dialog.get_by_text("скопируйте исходные файлы в папку, где вам можно писать").wait_for()
        page.keyboard.press("Escape")
        with page.expect_event("dialog") as refused:
            page.set_input_files("#chosen", ROOT / "input/plan-2023.xlsx")
        check("скопируйте исходные файлы" in refused.value.message, refused.value.message)
        program.process.terminate()
    print("PASS a folder without rights: each button says what to do")


def pictures(browser, dorkarta, work, target):
    """The pictures of the guide: a plan from the empty folder to the signature."""
    folder = work / "Планы 2027"
    folder.mkdir()
    program = Program(dorkarta, folder, work / "настройки")
    page = browser.page(program.address)
    target.mkdir(parents=True, exist_ok=True)

    def look(name):
        page.wait_for_timeout(600)
        page.screenshot(path=target / f"{name}.png")

    page.get_by_text("В этой папке ещё нет плана").wait_for()
    look("window-empty")
    workbook = folder / "план.xlsx"
    shutil.copy(ROOT / "templates/starter/plan.xlsx", workbook)
    page.get_by_role("img", name="Страница 1 из").wait_for()
    look("window")
    good = workbook.read_bytes()
    book = openpyxl.load_workbook(workbook)
    book["Мероприятия"]["B4"] = None
    book.save(workbook)
    page.get_by_role("button", name="Ошибка:").first.click()
    page.get_by_role("region", name="Место").wait_for()
    look("window-fault")
    workbook.write_bytes(good)
    page.get_by_text("прежние страницы").wait_for(state="hidden")
    page.locator("summary").click()
    page.get_by_role("region", name="Прочитано").get_by_role("cell").first.wait_for()
    page.get_by_role("heading", name="план.xlsx – Мероприятия").scroll_into_view_if_needed()
    look("window-read")
    page.locator("summary").click()
    press(page, "Формы исполнителям").get_by_role("button", name="Открыть формы/").first.wait_for()
    page.keyboard.press("Escape")
    # Of heads of schools there are many: their answers can be summed up.
    form = next(it for it in (folder / "формы").iterdir() if "общеобразовательных" in it.name)
    returned = folder / "вернулись"
    returned.mkdir()
    schools = [returned / "школа-1.xlsx", returned / "школа-2.xlsx"]
    for school in schools:
        shutil.copy(form, school)
    fill(schools[0], ["выполнено"], ["Справка от 15.03.2027 № 4"])
    fill(schools[1], ["не выполнено"], [""])
    press(page, "Собрать ответы").locator("fieldset.open").first.wait_for()
    look("window-answers")
    page.keyboard.press("Escape")
    office_that_signs(folder, work / "настройки")
    fields = [("Сертификат", "руководитель.cer")]
    press(page, "Подписать", fields).get_by_text("ещё раз").wait_for()
    look("window-sign")
    program.process.terminate()
    folder = work / "Отчёты районов"
    make_reports(dorkarta, folder)
    page = browser.page(Program(dorkarta, folder, work).address)
    page.get_by_text("В этой папке 3 отчёта").wait_for()
    press(page, "Свод", verb="Сделать").get_by_role("button", name="Открыть output/свод.pdf").wait_for()
    look("window-summary")
    page.get_by_role("button", name="Закрыть", exact=True).click()
    page.get_by_role("button", name="Завершить работу").click()


class Browser:
    def __init__(self, browser, work):
        self.browser, self.work, self.console = browser, work, []

    def page(self, address):
        page = self.browser.new_page(viewport={"width": 1366, "height": 768})
        page.set_default_timeout(90_000)
        page.on("console", lambda message: self.console.append(message.text))
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.goto(address)
        return page

    def look(self, page, name):
        page.wait_for_timeout(400)
        page.screenshot(path=self.work / f"{name}.png")


def main():
    dorkarta, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    work = work.resolve()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        browser = Browser(chromium, work)
        if sys.argv[3] == "--pictures":
            pictures(browser, dorkarta, work, Path(sys.argv[4]))
            return
        axe = Path(sys.argv[3]).read_text(encoding="utf-8")
        empty_folder(browser, dorkarta, work, axe)
        work_of_a_day(browser, dorkarta, work, axe)
        answers_that_differ(browser, dorkarta, work, axe)
        long_work(browser, dorkarta, work, axe)
        summing_up(browser, dorkarta, work, axe)
        many_tabs(browser, dorkarta, work, axe)
        signing(browser, dorkarta, work, axe)
        without_rights(browser, dorkarta, work, axe)
        # What the browser says of a connection that ends with the program is no fault of the page.
        console = [line for line in browser.console if "ERR_" not in line]
        check(not console, f"the console: {console}")
        chromium.close()


main()
