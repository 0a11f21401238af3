"""Judges the JSON schema of the data by an outside validator.

    schema.py DORKARTA SCHEMA FILE...

Every file must be valid. Then each is spoilt in every place in each of the ways below; what the schema refuses the program
must refuse too, and what the program calls a fault of keys and kinds of values the schema must refuse.
"""

import copy
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema
import yaml

# Unknown key, missing key, missing value, wrong kind of value, not one of a fixed set.
OF_SHAPE = {"E301", "E303", "E304", "E305", "E306"}
# What hangs on other values, so that no schema of keys can say it: activities have the columns that the plan names; an act
# needs its name where it has a number; a direction without designation needs none; a point of an order needs words of its
# own or points below it.
BEYOND = (
    r"'мероприятия', \d+\): a strange key",
    r": without (столбцы|документ|название)$",
    r"'пункты', \d+\): without",
)
STRANGE = "ъъъъъъъъъъъъ"


class Loader(yaml.SafeLoader):
    """YAML as editors read it: days and «да» are texts."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def records(value, way=()):
    """Every record of a document with the way to it."""
    if isinstance(value, dict):
        yield way, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from records(item, (*way, key))


def at(value, way):
    for key in way:
        value = value[key]
    return value


def spoilt(document):
    """The document with one fault: its name, and the document."""
    for way, record in list(records(document)):
        if way and way[-1] in ("исполнители", "ячейки", "источник"):
            continue
        other = copy.deepcopy(document)
        at(other, way)[STRANGE] = "слова"
        yield f"{way}: a strange key", other
        for key in record:
            other = copy.deepcopy(document)
            del at(other, way)[key]
            yield f"{way}: without {key}", other
            other = copy.deepcopy(document)
            at(other, way)[key] = {STRANGE: "слова"}
            yield f"{way}: {key} is a record", other


def codes(program, text, folder):
    path = folder / "spoilt.yaml"
    path.write_text(text, encoding="utf-8")
    run = subprocess.run([program, "check", "--messages", "json", path], capture_output=True, text=True, check=False)
    # 3: a file that the data name could not be read.
    assert run.returncode in (0, 1, 3), run.stderr
    return {json.loads(line)["code"] for line in run.stdout.splitlines()}


def main():
    program, schema_path, *files = sys.argv[1:]
    schema = json.loads(Path(schema_path).read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    wrong, tried, refused = [], 0, 0
    for file in map(Path, files):
        document = yaml.load(file.read_text(encoding="utf-8"), Loader)
        wrong += [f"{file}: {error.json_path}: {error.message}" for error in validator.iter_errors(document)]
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(file.parent, folder, dirs_exist_ok=True)
            # One place of a kind is as good as all of them.
            seen = set()
            for name, other in spoilt(document):
                kind = re.sub(r"\d", "", name)
                if kind in seen:
                    continue
                seen.add(kind)
                tried += 1
                is_valid = validator.is_valid(other)
                refused += not is_valid
                found = codes(program, yaml.safe_dump(other, allow_unicode=True, sort_keys=False), Path(folder))
                faults = {code for code in found if code.startswith("E")}
                if not is_valid and not faults:
                    wrong.append(f"{file}: {name}: refused by the schema only")
                is_beyond = any(re.search(pattern, name) for pattern in BEYOND)
                if is_valid and faults & OF_SHAPE and not is_beyond:
                    wrong.append(f"{file}: {name}: refused by the program only: {faults & OF_SHAPE}")
    print("\n".join(wrong))
    print(f"{len(files)} files, {tried} spoilt documents, {refused} of them refused")
    return 1 if wrong or not refused else 0


if __name__ == "__main__":
    sys.exit(main())
