#!/usr/bin/env python3
"""Reads the letters of a packet by Python's parser of mail: drafts without a flaw, each with the files of its body.

usage: mail.py PACKET   a folder that `dorkarta packet` made
"""

import email
import email.policy
import pathlib
import sys


def judge(letter, packet):
    message = email.message_from_bytes(letter.read_bytes(), policy=email.policy.default)
    flaws = [flaw for part in message.walk() for flaw in part.defects]
    assert not flaws, flaws
    assert message["X-Unsent"] == "1" and message["Date"] is None, "not a draft"
    assert message["Subject"].startswith("О выполнении "), message["Subject"]
    assert message["To"] is None or message["To"].addresses[0].domain, message["To"]
    text = message.get_body().get_content()
    attached = {part.get_filename(): part.get_payload(decode=True) for part in message.iter_attachments()}
    for word, folder, ending in [("выписка", "выписки", "pdf"), ("форма", "формы", "xlsx"), ("сроки", "сроки", "ics")]:
        file = packet / folder / f"{letter.stem}.{ending}"
        if file.exists():
            name = f"{word}-{letter.stem}.{ending}"
            assert attached.pop(name) == file.read_bytes(), name
            assert name in text, f"{name} is not spoken of"
    assert not attached, attached.keys()


def main(packet):
    letters = sorted((packet / "письма").glob("*.eml"))
    assert letters, "no letters"
    for letter in letters:
        judge(letter, packet)
        print(f"PASS {letter}")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
