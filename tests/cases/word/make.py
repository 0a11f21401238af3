"""Makes the documents of this folder: plans as offices type them in Word and LibreOffice, in unlike shapes.

    pip install python-docx msoffcrypto-tool pyyaml; apt install libreoffice-writer-nogui
    python3 make.py

What each of them means stands in the YAML file beside it, written by hand.
"""

import copy
import subprocess
from pathlib import Path

import msoffcrypto.format.ooxml
import yaml
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

HERE = Path(__file__).parent
ROOT = HERE / "../../.."
RIGHT, CENTRE, BOTH = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


def paragraph(document, text, align=None, **more):
    made = document.add_paragraph(text, **more)
    if align is not None:
        made.alignment = align
    return made


def table(document, head, style="Table Grid"):
    made = document.add_table(rows=1, cols=len(head))
    made.style = style
    for cell, title in zip(made.rows[0].cells, head):
        cell.text = title
    return made


def row(made, *texts):
    cells = made.add_row().cells
    for cell, text in zip(cells, texts):
        cell.text = text
    return cells


def band(made, text):
    cells = made.add_row().cells
    merged = cells[0].merge(cells[-1])
    merged.text = text
    merged.paragraphs[0].alignment = CENTRE


def numbering(document, levels, number):
    """A list: formats and texts of its levels. Gives what a paragraph needs to stand in it."""
    part = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), str(number))
    for at, (kind, text) in enumerate(levels):
        level = parse_xml(
            f'<w:lvl {nsdecls("w")} w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        )
        abstract.append(level)
    part.insert(0, abstract)
    num = parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
    part.append(num)
    return number


def numbered(made, number, level=0):
    properties = made._p.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        )
    )
    return made


def field(made, code, result):
    for kind, text in (("begin", None), (None, code), ("separate", None), ("t", result), ("end", None)):
        run = made.add_run()
        if kind in ("begin", "separate", "end"):
            run._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))
        elif kind == "t":
            run.text = text
        else:
            run._r.append(parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> {text} </w:instrText>'))


def seed():
    """The seed plan: approval at the right, tasks and activities numbered by Word."""
    with open(ROOT / "input/plan-2023.yaml") as file:
        data = yaml.safe_load(file)
    document = Document()
    approval = data["утверждение"]
    paragraph(document, approval["гриф"], RIGHT)
    for line in approval["должность"].split("\n"):
        paragraph(document, line, RIGHT)
    paragraph(document, "____________ " + approval["имя"], RIGHT)
    paragraph(document, approval["дата"], RIGHT)
    paragraph(document, "")
    paragraph(document, data["основание"], BOTH)
    paragraph(document, "")
    paragraph(document, data["название"].strip(), CENTRE).runs[0].bold = True
    paragraph(document, "")
    for text in data["преамбула"]:
        paragraph(document, text, BOTH)
    paragraph(document, data["цель"], BOTH)
    paragraph(document, "Задачи:")
    tasks = numbering(document, [("decimal", "%1.")], 21)
    for text in data["задачи"]:
        numbered(paragraph(document, text, BOTH), tasks)
    paragraph(document, "")
    made = table(document, ["№ п/п", "Наименование мероприятия", "Срок выполнения", "Ответственные исполнители"])
    rows = numbering(document, [("decimal", "%1.")], 22)
    short = data["исполнители"]
    for at, direction in enumerate(data["направления"]):
        band(made, f"{['I', 'II', 'III'][at]} направление – {direction['название']}")
        for activity in direction["мероприятия"]:
            who = activity["ответственные"]
            who = [who] if isinstance(who, str) else who
            who = ", ".join(short.get(one, one) for one in who)
            cells = row(made, "", activity["название"], str(activity["срок"]), who)
            numbered(cells[0].paragraphs[0], rows)
    document.save(HERE / "seed.docx")


def gia():
    """Two approvals side by side in a table without rules; numbers and bands typed; lists in cells; a signature table."""
    document = Document()
    above = document.add_table(rows=1, cols=2)
    for cell, lines in zip(
        above.rows[0].cells,
        (
            ["СОГЛАСОВАНО", "Председатель Совета школы", "____________ Н.П. Белова", "«25» августа 2026 г."],
            ["УТВЕРЖДАЮ", "Директор МБОУ «Лесная СОШ»", "____________ В.А. Орлов", "«31» августа 2026 г."],
        ),
    ):
        cell.text = lines[0]
        for line in lines[1:]:
            cell.add_paragraph(line)
    document.add_paragraph()
    document.add_heading("Дорожная карта подготовки к государственной итоговой аттестации", 1)
    paragraph(document, "в 2026/2027 учебном году", CENTRE)
    paragraph(document, "Цель: подготовить выпускников к экзаменам.")
    document.add_paragraph()
    made = table(document, ["№", "Мероприятия", "Сроки", "Ответственный", "Ожидаемый результат"])
    cells = row(made, "1.", "Организация", "", "", "")
    for cell in cells:
        cell.text = ""
    cells[0].merge(cells[-1]).text = "1. Организационная работа"
    letters = numbering(document, [("russianLower", "%1)")], 23)
    cells = row(made, "1.1", "Совещания с учителями:", "Сентябрь, январь", "Зам. директора", "Протоколы")
    for text in ("по итогам прошлого года", "по пробным экзаменам"):
        numbered(cells[1].add_paragraph(text), letters)
    row(made, "1.2", "Родительские собрания", "Октябрь 2026", "Классные руководители", "Протоколы")
    cells = row(made, "", "", "", "", "")
    cells[0].merge(cells[-1]).text = "2. Работа с выпускниками"
    row(made, "2.1", "Пробные экзамены по русскому языку и математике", "Декабрь 2026, март 2027", "Учителя", "Справки")
    document.add_paragraph()
    below = document.add_table(rows=1, cols=3)
    for cell, text in zip(below.rows[0].cells, ("Заместитель директора", "____________", "Е.С. Громова")):
        cell.text = text
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run("Страница ")
    field(footer, "PAGE", "1")
    document.save(HERE / "gia.docx")


def heating():
    """An annex to an order; landscape; no bands; rows merged downwards; a note and a maker under the table."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    mark = paragraph(document, "Приложение № 1")
    mark.paragraph_format.left_indent = Cm(15)
    to = paragraph(document, "к приказу Управления образования от 15.05.2027 № 84")
    to.paragraph_format.left_indent = Cm(15)
    document.add_paragraph()
    paragraph(document, "ПЛАН МЕРОПРИЯТИЙ", CENTRE)
    paragraph(document, "по подготовке образовательных организаций к отопительному периоду на 2027 год", CENTRE)
    document.add_paragraph()
    made = table(document, ["№ п/п", "Наименование мероприятий", "Срок исполнения", "Ответственные", "Вид документа"])
    first = row(made, "1", "Промывка и опрессовка систем отопления", "до 15.07.2027", "Директора школ", "Акт")
    second = row(made, "", "", "", "Теплоснабжающая организация", "")
    for at in (0, 1, 2, 4):
        first[at].merge(second[at])
    row(made, "2", "Проверка готовности котельных", "до 01.09.2027", "Комиссия", "Паспорт готовности")
    row(made, "3", "Пробный пуск тепла", "10–15 сентября 2027", "Директора школ", "Справка")
    document.add_paragraph()
    paragraph(document, "Примечание: сроки могут быть изменены приказом.")
    paragraph(document, "Исп. Смирнова О.Н., 8 (48237) 2-31-45")
    document.save(HERE / "heating.docx")


def mentoring():
    """Each part has its own table with the head once more, under a paragraph with its name; «от руки» in tabs."""
    document = Document()
    for line in (
        "ПРИНЯТО\t\t\t\t\tУТВЕРЖДЕНО",
        "на заседании педагогического совета\t\tприказом МБОУ СОШ № 2",
        "протокол от 28.08.2026 № 1\t\t\tот 01.09.2026 № 117",
    ):
        paragraph(document, line)
    document.add_paragraph()
    paragraph(document, "Программа наставничества на 2026–2027 годы", CENTRE, style="Title")
    paragraph(document, "Разработана на основании методических рекомендаций.", BOTH)
    document.add_paragraph()
    parts = [
        ("Раздел 1. Подготовка", [("1", "Назначить куратора", "Сентябрь 2026", "Директор"), ("2", "Подобрать наставников", "Октябрь 2026", "Куратор")]),
        ("Раздел 2. Проведение", [("3", "Провести встречи пар", "ежемесячно", "Наставники")]),
        ("Раздел 3. Итоги", [("4", "Подвести итоги", "Май 2027", "Куратор")]),
    ]
    for name, activities in parts:
        paragraph(document, name)
        made = table(document, ["№ п/п", "Содержание деятельности", "Сроки", "Ответственные"])
        for activity in activities:
            row(made, *activity)
    document.add_paragraph()
    paragraph(document, "Куратор\t\t\t\t\t\tА.В. Зимина")
    document.save(HERE / "mentoring.docx")


W14 = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'


def box(lines):
    """A text box with an approval, as Word writes it: for itself, and in the old way for others."""
    content = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    return parse_xml(
        f'<w:r {nsdecls("w")} {W14}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>3200400</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        '<wp:extent cx="2743200" cy="1143000"/><wp:wrapTopAndBottom/><wp:docPr id="1" name="Надпись 1"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2743200" cy="1143000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f'<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>'
        f'<mc:Fallback><w:pict><v:shape style="position:absolute;margin-left:252pt;width:216pt;height:90pt"><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>'
    )


def network():
    """A text box with the approval; tracked changes, a comment, hidden words, a footnote mark; Roman bands by Word."""
    document = Document()
    anchor = paragraph(document, "")
    anchor._p.append(box(["УТВЕРЖДАЮ", "Глава Заречного округа", "____________ С.С. Соколов", "«20» декабря 2026 г."]))
    paragraph(document, "План-график развития сети школ", CENTRE)
    title = paragraph(document, "на ", CENTRE)
    title._p.append(parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="Иванова И.И." w:date="2026-12-01T09:00:00Z"><w:r><w:delText>2026</w:delText></w:r></w:del>'))
    title._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="2" w:author="Иванова И.И." w:date="2026-12-01T09:00:00Z"><w:r><w:t>2027</w:t></w:r></w:ins>'))
    title.add_run(" год")
    document.add_paragraph()
    made = table(document, ["№ п/п", "Мероприятие", "Срок", "Исполнитель"])
    roman = numbering(document, [("upperRoman", "%1."), ("decimal", "%2.")], 24)
    for name, activities in (
        ("Нормативная база", [("Принять решение о присоединении", "I квартал 2027", "Администрация")]),
        ("Имущество", [("Передать здание", "до 30.06.2027", "Комитет по имуществу"), ("Провести ремонт", "Июль – август 2027", "МКУ «Центр\u2011сервис»")]),
    ):
        band(made, name)
        numbered(made.rows[-1].cells[0].paragraphs[0], roman)
        for at, activity in enumerate(activities):
            cells = row(made, "", *activity)
            numbered(cells[0].paragraphs[0], roman, 1)
    hidden = made.rows[2].cells[1].paragraphs[0].add_run(" (не согласовано)")
    hidden.font.hidden = True
    # The last row within a content control, as templates have it.
    last = made.rows[-1]._tr
    control = parse_xml(f'<w:sdt {nsdecls("w")}><w:sdtPr/><w:sdtContent/></w:sdt>')
    last.getparent().replace(last, control)
    control.find(qn("w:sdtContent")).append(last)
    # A row that somebody has deleted.
    gone = copy.deepcopy(made.rows[1]._tr)
    gone.get_or_add_trPr().append(parse_xml(f'<w:del {nsdecls("w")} w:id="3" w:author="Петров П.П."/>'))
    control.addprevious(gone)
    document.add_paragraph()
    paragraph(document, "Начальник отдела ____________ Т.Т. Титова")
    commented = document.paragraphs[-1]
    document.add_comment(commented.runs, text="Кто подписывает?", author="Петров П.П.", initials="П")
    document.sections[0].header.paragraphs[0].text = "Для служебного пользования"
    document.save(HERE / "network.docx")


def events():
    """Everything in one framing table; head of two rows; borders a hair apart; months as bands without merging."""
    document = Document()
    frame = document.add_table(rows=1, cols=1)
    outer = frame.rows[0].cells[0]
    outer.paragraphs[0].text = "КАЛЕНДАРНЫЙ ПЛАН МЕРОПРИЯТИЙ на 2027 год"
    outer.paragraphs[0].alignment = CENTRE
    made = outer.add_table(rows=0, cols=5)
    made.style = "Table Grid"
    head = row(made, "№", "Дела, события, мероприятия", "Время проведения", "", "Ответственные")
    head[2].merge(head[3])
    below = row(made, "", "", "начало", "окончание", "")
    for at in (0, 1, 4):
        head[at].merge(below[at])
    for month, activities in (
        ("МАРТ", [("1", "Неделя детской книги", "22.03.2027", "28.03.2027", "Библиотекари")]),
        ("АПРЕЛЬ", [("2", "Субботник", "12.04.2027", "17.04.2027", "Школы"), ("3", "Смотр строя и песни", "26.04.2027", "30.04.2027", "Отдел")]),
    ):
        # A band that was typed into the first cell of a row whose others were deleted.
        cells = row(made, month, "", "", "", "")
        for cell in cells[1:]:
            cell._tc.getparent().remove(cell._tc)
        for activity in activities:
            row(made, *activity)
    document.add_paragraph()
    paragraph(document, "Директор ____________ Л.Л. Лебедева")
    document.save(HERE / "events.docx")


READING = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<style:style style:name="M" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/></style:style>
<style:style style:name="F" style:family="graphic"><style:graphic-properties style:horizontal-pos="right" style:horizontal-rel="paragraph" style:wrap="none" fo:border="none"/></style:style>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000"/></style:style>
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/></text:list-style>
<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/></text:list-style>
</office:automatic-styles>
<office:body><office:text>
<text:p><draw:frame draw:style-name="F" text:anchor-type="paragraph" svg:width="8cm"><draw:text-box><text:p>Утверждено</text:p><text:p>приказом МБУ «Библиотека»</text:p><text:p>от 12.01.2027 № 3</text:p></draw:text-box></draw:frame></text:p>
<text:p text:style-name="M">План мероприятий по поддержке детского чтения</text:p>
<text:p text:style-name="M">на I полугодие 2027 года</text:p>
<text:p>Цель: привлечь детей к чтению.</text:p>
<text:p>Задачи:</text:p>
<text:list text:style-name="L"><text:list-item><text:p>обновить фонды</text:p></text:list-item><text:list-item><text:p>провести встречи с писателями</text:p></text:list-item></text:list>
<text:p/>
<table:table table:name="T"><table:table-column table:number-columns-repeated="4"/>
ROWS
</table:table>
<text:p/>
<text:p>Заведующая<text:tab/><text:tab/><text:tab/>Р.Р. Рыбакова</text:p>
</office:text></office:body></office:document>
"""


def reading():
    """Typed in LibreOffice: the approval in a frame, tasks and activities in lists, a cell over two rows."""

    def cell(text, more="", numbered=False):
        inner = f"<text:p>{text}</text:p>"
        if numbered:
            inner = (
                '<text:list text:style-name="N" text:continue-numbering="true">'
                f"<text:list-item>{inner}</text:list-item></text:list>"
            )
        return f'<table:table-cell table:style-name="C" {more}>{inner}</table:table-cell>'

    covered = "<table:covered-table-cell/>"
    rows = [
        [cell("№ п/п"), cell("Что делаем"), cell("Когда"), cell("Кто отвечает")],
        [cell("", numbered=True), cell("Закупить книги"), cell("Февраль 2027"), cell("Заведующая", 'table:number-rows-spanned="2"')],
        [cell("", numbered=True), cell("Провести неделю чтения"), cell("22–28 марта 2027"), covered],
        [cell("", numbered=True), cell("Подвести итоги"), cell("до 20.06.2027"), cell("Методист")],
    ]
    rows = "".join(f"<table:table-row>{''.join(cells)}</table:table-row>" for cells in rows)
    source = HERE / "reading.fodt"
    source.write_text(READING.replace("ROWS", rows))
    for kind in ("odt", "docx"):
        subprocess.run(["soffice", "--headless", "--convert-to", kind, source], cwd=HERE, check=True, capture_output=True)
    source.unlink()


def converted():
    """The same documents as LibreOffice writes them, in both kinds."""
    for name in ("seed", "gia"):
        subprocess.run(
            ["soffice", "--headless", "--convert-to", "odt", f"{name}.docx"], cwd=HERE, check=True, capture_output=True
        )
    folder = HERE / "again"
    folder.mkdir(exist_ok=True)
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "docx", "--outdir", folder, "seed.odt"],
        cwd=HERE, check=True, capture_output=True,
    )
    (folder / "seed.docx").rename(HERE / "seed-libreoffice.docx")
    folder.rmdir()


def refused():
    """What is recognised and not read: an old document, and one with a password."""
    small = Document()
    small.add_paragraph("План")
    small.save(HERE / "old.docx")
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "doc", "old.docx"], cwd=HERE, check=True, capture_output=True
    )
    with open(HERE / "old.docx", "rb") as plain, open(HERE / "encrypted.docx", "wb") as encrypted:
        msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt("пароль", encrypted)
    (HERE / "old.docx").unlink()


if __name__ == "__main__":
    for make in (seed, gia, heating, mentoring, network, events, reading, converted, refused):
        make()
