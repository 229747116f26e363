"""Packages a deck of lines with Anki's own exporter, in the format every Anki reads:
anki_peer.py DECK PACKAGE"""

import os
import sys
import tempfile

from anki.collection import (
    AddNoteRequest,
    Collection,
    DeckIdLimit,
    ExportAnkiPackageOptions,
)

FIELDS = ["Question", "Answer", "Context", "Statement", "Source", "Note", "Extra", "Key"]

with tempfile.TemporaryDirectory() as folder:
    collection = Collection(os.path.join(folder, "collection.anki2"))
    model = collection.models.new("Bench")
    for name in FIELDS:
        collection.models.add_field(model, collection.models.new_field(name))
    template = collection.models.new_template("Card 1")
    template["qfmt"] = "{{Question}}"
    template["afmt"] = '{{FrontSide}}<hr id="answer">{{Answer}}<br>{{Source}}'
    collection.models.add_template(model, template)
    collection.models.add(model)
    model = collection.models.by_name("Bench")
    deck = collection.decks.id("Bench")
    requests = []
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            *fields, tags = line.rstrip("\n").split("\t")
            note = collection.new_note(model)
            note.fields = fields
            note.tags = tags.split(" ")
            requests.append(AddNoteRequest(note, deck_id=deck))
    collection.add_notes(requests)
    collection.export_anki_package(
        out_path=sys.argv[2],
        limit=DeckIdLimit(deck),
        options=ExportAnkiPackageOptions(
            with_scheduling=False, with_deck_configs=False, with_media=False, legacy=True
        ),
    )
    collection.close()
