"""What the real Anki makes of packages: reads steps as JSON on stdin, answers JSON on stdout.

A step is {"import": PATH} for a package or a text file, {"edit": GUID, "field": NUMBER, "text":
TEXT} for a change by the collection's owner, {"tag": GUID, "with": TAG} for a tag of theirs, or
{"study": GUID} to make its card a suspended review card of 30 days. All steps work on one fresh collection, with the options that Anki's
import dialog offers at first. The answer has one picture of the collection after each step.
"""
import contextlib
import json
import os
import sys
import tempfile

from anki.buildinfo import version
from anki.collection import Collection
from anki.import_export_pb2 import ImportAnkiPackageRequest, ImportCsvRequest


def import_file(col, path):
    if path.endswith(".txt"):
        path = os.path.abspath(path)
        metadata = col.get_csv_metadata(path=path, delimiter=None)
        return counted(col.import_csv(ImportCsvRequest(path=path, metadata=metadata)).log)
    options = col._backend.get_import_anki_package_presets()
    request = ImportAnkiPackageRequest(package_path=os.path.abspath(path), options=options)
    return counted(col.import_anki_package(request).log)


def counted(log):
    return {kind: len(getattr(log, kind)) for kind in ("new", "updated", "duplicate", "conflicting")}


def edit(col, step):
    note = col.get_note(col.db.scalar("select id from notes where guid = ?", step["edit"]))
    note.fields[step["field"]] = step["text"]
    col.update_note(note)
    return {}


def tag(col, step):
    note = col.get_note(col.db.scalar("select id from notes where guid = ?", step["tag"]))
    note.add_tag(step["with"])
    col.update_note(note)
    return {}


def study(col, step):
    card = col.get_note(col.db.scalar("select id from notes where guid = ?", step["study"])).cards()[0]
    col.sched.set_due_date([card.id], "30!")
    col.sched.suspend_cards([card.id])
    return {}


def ordinals_by_anki(col, note, notetype):
    """The cards Anki itself makes of the same fields, in a note that is removed again."""
    copy = col.new_note(notetype)
    copy.fields = list(note.fields)
    col.add_note(copy, 1)
    made = sorted(card.ord for card in copy.cards())
    derived = col.db.first("select cast(sfld as text), csum from notes where id = ?", copy.id)
    col.remove_notes([copy.id])
    return made, derived


def picture(col):
    col.models._clear_cache()  # the Python side does not notice an import
    notes = []
    for nid, guid, mod, sfld, csum in col.db.all(
            "select id, guid, mod, cast(sfld as text), csum from notes order by id"):
        note = col.get_note(nid)
        cards = note.cards()
        made, derived = ordinals_by_anki(col, note, note.note_type())
        notes.append({
            "id": nid, "guid": guid, "mod": mod, "tags": note.tags, "fields": list(note.fields),
            "notetype": note.note_type()["name"], "sort_field": sfld, "checksum": csum,
            "anki": {"ordinals": made, "sort_field": derived[0], "checksum": derived[1]},
            "cards": [{"id": card.id, "ordinal": card.ord, "due": card.due, "new": card.queue == 0,
                       "state": [card.type, card.queue, card.due, card.ivl, card.reps],
                       "deck": col.decks.name(card.did), "question": card.question(),
                       "answer": card.answer()} for card in sorted(cards, key=lambda c: c.ord)],
        })
    return {
        "notes": notes,
        "decks": sorted(deck.name for deck in col.decks.all_names_and_ids()),
        "notetypes": sorted(entry.name for entry in col.models.all_use_counts() if entry.use_count),
        "required": {kind["name"]: kind["req"] for kind in col.models.all()},
    }


def study_order(col):
    """GUIDs of new cards in the order they are shown, all decks under the first one's top."""
    order = {}
    for options in col.decks.all_config():
        options["new"]["perDay"] = 9999
        col.decks.update_config(options)
    for deck in col.decks.all_names_and_ids():
        col.decks.select(deck.id)
        queue = col.sched.get_queued_cards(fetch_limit=9999)
        order[deck.name] = [col.get_note(entry.card.note_id).guid for entry in queue.cards]
    return order


def run(steps):
    pictures = []
    with tempfile.TemporaryDirectory() as folder:
        col = Collection(os.path.join(folder, "collection.anki2"))
        for step in steps:
            try:
                if "import" in step:
                    log = import_file(col, step["import"])
                elif "tag" in step:
                    log = tag(col, step)
                else:
                    log = edit(col, step) if "edit" in step else study(col, step)
            except Exception as error:
                return {"version": version, "error": f"{type(error).__name__}: {error}"}
            pictures.append({"log": log, **picture(col)})
        report, fine = col.fix_integrity()
        empty = [list(entry.card_ids) for entry in col.get_empty_cards().notes]
        order = study_order(col)
        col.close()
    return {"version": version, "steps": pictures, "order": order, "empty_cards": empty,
            "integrity": {"fine": fine, "report": report}}


def main():
    sys.stdin.reconfigure(encoding="utf-8")
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    steps = json.load(sys.stdin)
    with contextlib.redirect_stdout(sys.stderr):  # Anki prints warnings
        answer = run(steps)
    json.dump(answer, out, ensure_ascii=False)
    out.close()


main()
