"""Packs a picture anew without losing a pixel: smaller.py PICTURE.png

Flat areas, as pages have them, deflate best when the rows are stored as they are; Chromium
stores what changes from pixel to pixel. Reads what Chromium writes: eight bits, no palette.
"""

import struct
import sys
import zlib


def chunks(data):
    at = 8
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        yield kind, data[at + 8 : at + 8 + length]
        at += length + 12


def chunk(kind, body):
    check = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)


def paeth(left, above, corner):
    guess = left + above - corner
    return min((left, above, corner), key=lambda near: abs(guess - near))


def plain_rows(raw, stride, pixel):
    """The rows without their filters, each behind the byte that says so."""
    above = bytes(stride)
    for at in range(0, len(raw), stride + 1):
        kind, row = raw[at], bytearray(raw[at + 1 : at + 1 + stride])
        for i in range(stride):
            left = row[i - pixel] if i >= pixel else 0
            corner = above[i - pixel] if i >= pixel else 0
            guess = (0, left, above[i], (left + above[i]) // 2, paeth(left, above[i], corner))
            row[i] = (row[i] + guess[kind]) % 256
        above = bytes(row)
        yield b"\0" + above


path = sys.argv[1]
with open(path, "rb") as file:
    parts = list(chunks(file.read()))
head = dict(parts)[b"IHDR"]
width, _, depth, colours = struct.unpack(">IIBB", head[:10])
assert depth == 8 and colours in (2, 6), "a picture as Chromium writes it"
pixel = 3 if colours == 2 else 4
raw = zlib.decompress(b"".join(body for kind, body in parts if kind == b"IDAT"))
rows = b"".join(plain_rows(raw, width * pixel, pixel))
with open(path, "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head))
    file.write(chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))
