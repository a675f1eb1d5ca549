#!/usr/bin/env python3
"""Count long and short names that newspapers themselves declare equal.

Reads articles files (JSON lines, plain or .gz, with `title` and `text`) and prints,
most frequent first, `count  long  short` for the patterns

    第五次全国经济普查（以下简称“五经普”）   long（以下简称“short”）
    …简称…  …又称…  …也就是…  …俗称…  …即…

The long side is the longest run before the mark that still holds the short name's
characters in order, so 瓦房店轴承集团（瓦轴） comes out as one pair. Pairs enter
config/lexicon/synonyms/names.toml only after reading.

    python3 tools/mine_aliases.py ARTICLES.jsonl.gz ... > aliases.tsv
"""

import collections
import gzip
import json
import re
import sys

HAN = "一-鿿A-Za-z0-9·"
DECLARED = re.compile(
    rf"([{HAN}《》“”、]{{4,30}})[（(](?:以?下?统?简?称|以下简称|下称|简称|又称|俗称|又名|即|也称)[为：:]?[“‘「《]?([{HAN}]{{2,14}})[”’」》]?[）)]"
)
PLAIN = re.compile(rf"([{HAN}《》“”]{{3,24}})[，,]?(?:简称|又称|俗称|也就是|又叫)[“‘「《]?([{HAN}]{{2,12}})[”’」》]?(?=[，。、；（）]|$)")


def in_order(short, long):
    """Whether the characters of `short` stand in `long` in the same order."""
    at = -1
    for mark in short:
        at = long.find(mark, at + 1)
        if at < 0:
            return False
    return True


def trim(long, short):
    """The part of `long` that starts with the short name's first character, if it holds it."""
    if not in_order(short, long):
        return long
    start = long.rfind(short[0])
    while start >= 0 and not in_order(short, long[start:]):
        start = long.rfind(short[0], 0, start)
    return long[max(start, 0) :]


def main():
    pairs = collections.Counter()
    for path in sys.argv[1:]:
        opener = gzip.open if path.endswith(".gz") else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                text = article.get("title", "") + "\n" + article["text"]
                seen = set()
                for pattern in (DECLARED, PLAIN):
                    for long, short in pattern.findall(text):
                        seen.add((trim(re.sub("[《》“”]", "", long), short), short))
                pairs.update(p for p in seen if p[0] != p[1])
    for (long, short), count in sorted(pairs.items(), key=lambda p: (-p[1], p[0])):
        print(count, long, short, sep="\t")


if __name__ == "__main__":
    main()
