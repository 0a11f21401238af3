#!/usr/bin/env python3
"""What other programs do to a document that carries its data, by pypdf.

usage: carried.py same DATA.json DATA.yaml       the attachment and the YAML file hold the same texts
       carried.py saved|altered|noted IN.pdf OUT.pdf
       carried.py swapped DATA_FROM.pdf IN.pdf OUT.pdf
"""

import json
import re
import sys

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject, TextStringObject

NAME = "dorkarta.json"


def texts(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif value is not None:
        yield value


def same(json_path, yaml_path):
    """Every word of the attachment stands in the YAML file, in its order. There is no second reader of YAML here: that
    the structure is the same is shown by the document that it gives again."""
    data = json.load(open(json_path, encoding="utf-8"))
    assert data["формат"] in (1, 2), data["формат"]
    words = re.findall(r"\w+", " ".join(texts(data["данные"])))
    written = open(yaml_path, encoding="utf-8").read()
    written = "\n".join(line for line in written.splitlines() if not line.startswith("#"))
    written = re.findall(r"\w+", written)
    assert words == written, next(pair for pair in zip(words, written) if pair[0] != pair[1])


def clone(path):
    return pypdf.PdfWriter(clone_from=path)


def saved(source, target):
    clone(source).write(target)


def altered(source, target):
    """Two letters of the first text change places."""
    writer = clone(source)
    page = writer.pages[0]
    content = page["/Contents"].get_object().get_data()
    code = rb"(\\000(?:\\\d{3}|\\.|[^\\]))"
    letters = next(found for found in re.finditer(rb"\(" + code + code, content, re.S) if found[1] != found[2])
    other = content[: letters.start()] + b"(" + letters[2] + letters[1] + content[letters.end() :]
    stream = StreamObject()
    stream.set_data(other)
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.write(target)


def noted(source, target):
    writer = clone(source)
    note = DictionaryObject({
        NameObject("/Type"): NameObject("/Annot"),
        NameObject("/Subtype"): NameObject("/Text"),
        NameObject("/Rect"): ArrayObject(NumberObject(n) for n in (10, 10, 40, 40)),
        NameObject("/Contents"): TextStringObject("Не согласен"),
    })
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    writer.write(target)


def swapped(data_from, source, target):
    data = pypdf.PdfReader(data_from).attachments[NAME][0]
    writer = clone(source)
    spec = writer._root_object["/AF"][0].get_object()
    stream = StreamObject()
    stream.set_data(data)
    stream[NameObject("/Type")] = NameObject("/EmbeddedFile")
    reference = writer._add_object(stream)
    spec[NameObject("/EF")] = DictionaryObject({NameObject("/F"): reference, NameObject("/UF"): reference})
    writer.write(target)


if __name__ == "__main__":
    commands = {function.__name__: function for function in (same, saved, altered, noted, swapped)}
    commands[sys.argv[1]](*sys.argv[2:])
