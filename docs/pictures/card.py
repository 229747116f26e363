#!/usr/bin/env python3
"""Makes card.png: the back of a card of the sample deck in the real Anki, by day and by night.

    cargo run --release -- build
    PYTHON docs/pictures/card.py

PYTHON has `aqt` 26.9.3, Anki's own package. Xvfb has to be there, the libraries that Qt names when
they are missing, and a font such as Noto Sans.
"""

import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QImage, QPainter

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DESKTOP = ROOT / "tests" / "push" / "desktop.py"
DECK = ROOT / "decks" / "leadership.apkg"

# The card that the README shows beside its note.
KEY = "jrx2wh74n6h2srta"
SIZE = (420, 470)


def photograph(out, *options):
    size = "x".join(map(str, SIZE))
    command = [sys.executable, str(DESKTOP), "--size", size, *options]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, text=True, **pipes) as anki:
        for line in anki.stdout:
            if line.startswith("> ready"):
                print(f"study {DECK} {KEY}", file=anki.stdin, flush=True)
            elif line.startswith("> shown"):
                print(f"shoot {out}", file=anki.stdin, flush=True)
            elif line.startswith("> shot"):
                print("quit", file=anki.stdin, flush=True)
    if not Path(out).exists():
        sys.exit(f"no picture of {KEY}: is {DECK} built?")


def palette(image):
    """The 256 most frequent colours of an image."""
    rows, columns = range(image.height()), range(image.width())
    counts = Counter(image.pixel(x, y) for y in rows for x in columns)
    return [colour for colour, _ in counts.most_common(256)]


def main():
    with tempfile.TemporaryDirectory() as folder:
        day, night = f"{folder}/day.png", f"{folder}/night.png"
        photograph(day)
        photograph(night, "--night")
        both = QImage(2 * SIZE[0], SIZE[1], QImage.Format.Format_RGB32)
        painter = QPainter(both)
        for place, path in enumerate((day, night)):
            painter.drawImage(place * SIZE[0], 0, QImage(path))
        painter.end()
        # A card has few colours: with 256 of them the file is half as large.
        flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
        small = both.convertToFormat(QImage.Format.Format_Indexed8, palette(both), flags)
        # 0 is the smallest file: PNG loses nothing.
        small.save(str(HERE / "card.png"), quality=0)


if __name__ == "__main__":
    main()
