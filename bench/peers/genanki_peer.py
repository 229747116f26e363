"""Packages a deck of lines with genanki: genanki_peer.py DECK PACKAGE"""

import sys

import genanki

FIELDS = ["Question", "Answer", "Context", "Statement", "Source", "Note", "Extra", "Key"]
MODEL = genanki.Model(
    1607392319,
    "Bench",
    fields=[{"name": name} for name in FIELDS],
    templates=[
        {
            "name": "Card 1",
            "qfmt": "{{Question}}",
            "afmt": '{{FrontSide}}<hr id="answer">{{Answer}}<br>{{Source}}',
        }
    ],
)

deck = genanki.Deck(2059400110, "Bench")
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        *fields, tags = line.rstrip("\n").split("\t")
        deck.add_note(genanki.Note(model=MODEL, fields=fields, tags=tags.split(" ")))
genanki.Package(deck).write_to_file(sys.argv[2])
