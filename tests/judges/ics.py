#!/usr/bin/env python3
"""Reads calendars by the Python icalendar and compares them with what `due` says to programs.

usage: ics.py CALENDAR.ics LINES.json   both made of one plan by `dorkarta due`
"""

import datetime
import json
import sys

import icalendar


def expected(path):
    """Day and name of every activity that is open and has a last day."""
    with open(path, encoding="utf-8") as lines:
        activities = [json.loads(line) for line in lines]
    return [
        (datetime.date.fromisoformat(activity["to"]), f"{activity['activity']}. {' '.join(activity['name'].split())}")
        for activity in activities
        if "to" in activity and activity["state"] in ("overdue", "due", "coming")
    ]


def judge(path, lines):
    with open(path, "rb") as file:
        data = file.read()
    assert data.endswith(b"\r\n") and data.count(b"\n") == data.count(b"\r\n"), "line ends other than CRLF"
    assert max(map(len, data.split(b"\r\n"))) <= 75, "a line of more than 75 octets"

    calendar = icalendar.Calendar.from_ical(data)
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"], "no version or maker"
    for component in calendar.walk():
        assert not component.errors, component.errors
    events = calendar.walk("VEVENT")
    for event in events:
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        assert type(start) is datetime.date and end - start == datetime.timedelta(days=1), f"not one day: {start}–{end}"
        assert event.decoded("DTSTAMP").utcoffset() == datetime.timedelta(0), event["DTSTAMP"]
        (alarm,) = event.walk("VALARM")
        assert alarm.decoded("TRIGGER") < datetime.timedelta(0), alarm["TRIGGER"]
        assert alarm["ACTION"] == "DISPLAY" and alarm["DESCRIPTION"], "an alarm that shows nothing"
    assert len({event["UID"] for event in events}) == len(events), "two events with one name"
    found = [(event.decoded("DTSTART"), str(event["SUMMARY"])) for event in events]
    assert len(set(found)) == len(found), "an occurrence twice"
    # What comes again has an event for each time; the last one may stand before its last day («каждый вторник», «ежегодно до 1 марта»).
    days = {name: [day for day, other in found if other == name] for _, name in found}
    wanted = {name: day for day, name in expected(lines)}
    assert days.keys() == wanted.keys(), f"{days.keys()}\nare not\n{wanted.keys()}"
    for name, day in wanted.items():
        last, slack = max(days[name]), datetime.timedelta(days=366 if len(days[name]) > 1 else 0)
        assert day - slack <= last <= day, f"{name}: {last}, not {day}"
    print(f"{path}: {len(events)} events")


if __name__ == "__main__":
    match sys.argv[1:]:
        case [path, lines]:
            judge(path, lines)
        case _:
            sys.exit(__doc__)
