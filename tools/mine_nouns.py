#!/usr/bin/env python3
"""Count which nouns newspapers measure in which units, to be read by a person.

Reads one or more articles files (JSON lines, plain or .gz, with `title` and
`text`) and prints a tab-separated table, most frequent first:

    kind  noun  total  unit=count unit=count ...

kind `A` is a counted noun (3名学生: 学生 名), kind `B` a word in front of the
figure (总投资达3亿元: 总投资 亿元; 种了500亩: 种 亩). Nothing here enters the
lexicon by itself: config/lexicon/nouns.toml holds what was read and kept.

    pip install jieba
    python3 tools/mine_nouns.py ARTICLES.jsonl.gz ... > nouns.tsv
"""

import collections
import gzip
import json
import os
import re
import sys

import jieba

UNITS = """
个百分点 百分点 个标准箱 标准箱 标箱 TEU 平方公里 平方千米 平方米 平方英里 公顷 亩 立方米/秒 立方米 立方 千瓦时 度电 兆瓦时
千瓦 兆瓦 吉瓦 万千瓦 人次 人民币 元 美元 港元 欧元 日元 英镑 卢布 韩元 新台币 澳元 公里/小时 千米/小时 公里 千米 米 厘米 毫米 海里 纳米 光年 微米 英尺
公斤 千克 斤 克 吨 毫克 万吨 标准煤 毫升 升 桶 摄氏度 ℃ ° 度 % ％ 微克/立方米 架次 班次 车次 航次 家次 件次 场次 台次 批次 户次 只次 人份 剂次 剂 小时 分钟 秒 天 周 个月 个小时
个工作日 年 岁 周岁 级 元/吨 元/公斤 元/斤 元/股 元/平方米 元/月 元/人 倍 成 折 分 
名 人 位 户 家 个 项 件 起 例 宗 所 座 处 条 只 头 匹 辆 列 架 艘 台 套 部 本 册 张 枚 块 口 棵 株 颗 粒 朵 片 幅 支 届 场 次 次 期 种 类 款 批 笔 单 箱 袋 瓶 盒 包 份 篇 首 集 节 间 栋 幢 层 孔 根 道 门 顶 床 床位 股 手 桌 尊 副 双 对 组 队 班 趟 轮 站 局 盘 步 环 圈 页 字 票 席 封 盏 把 杆 顿 声 拨 伙 代 羽 尾 匹 峰 滴 束 串 堆 排 行 列 车 船 柜 卷 罐 筐 桶 井 眼 口 埠 则 款 宗 样 类 处 级 星 扇 面 辆次 尾 窝 镇 村 县 市 省 国 区 省份
""".split()
UNIT = "|".join(sorted(set(map(re.escape, UNITS)), key=len, reverse=True))
NUMBER = r"(?:\d[\d,]*(?:\.\d+)?|[一二三四五六七八九十百千两几数]+)(?:[多余几]?[十百千万亿]+)*[多余]?"
FIGURE = re.compile(rf"(?P<n>{NUMBER})(?P<u>{UNIT})")
CLAUSE = re.compile(r"[，。；！？：、\n“”《》（）()\s,;!?…—]+")
GLUE = set("达 达到 为 是 共 约 近 超 超过 突破 有 了 过 至 到 已 达成 高达 约为 约有 共有 共计 累计 的 仅 逾 不足 将近 接近 等于 已达 多达 最高 最低 平均 总计 合计 均 了 将 可 能 只 仅为 高于 低于 在 以 从 由".split())
STOP = set("年 月 日 时 左右 以上 以下 以内 同比 其中 比 较 和 与 及 等 之 也 就 都 还 被 把 对 于 向 中 内 里 上 下 外 前 后".split())


def tags():
    """Part of speech of each word of jieba's dictionary."""
    table = {}
    path = os.path.join(os.path.dirname(jieba.__file__), "dict.txt")
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            word, _, tag = line.split()
            table[word] = tag
    return table


def articles(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield article.get("title", "") + "\n" + article["text"]


def main():
    tag = tags()
    after = collections.defaultdict(collections.Counter)
    before = collections.defaultdict(collections.Counter)
    cut = {}

    def words(text):
        if text not in cut:
            cut[text] = jieba.lcut(text)
        return cut[text]

    def noun(word):
        t = tag.get(word, "x" if len(word) == 1 else "n")
        return t[0] in "nl" or t in ("vn", "an", "j", "b", "eng")

    def any_word(word):
        return tag.get(word, "n")[0] in "nvalbjdx"

    for path in sys.argv[1:]:
        for text in articles(path):
            for clause in CLAUSE.split(text):
                if len(clause) > 80 or not FIGURE.search(clause):
                    continue
                found = list(FIGURE.finditer(clause))
                for at, hit in enumerate(found):
                    unit = hit["u"]
                    if unit == "年" and re.fullmatch(r"(19|20)\d\d|\d\d", hit["n"]):
                        continue
                    end = found[at + 1].start() if at + 1 < len(found) else len(clause)
                    run = []
                    for word in words(clause[hit.end() : min(end, hit.end() + 14)])[:6]:
                        if word == "的" and len(run) < 3:
                            run = run or [""]
                            continue
                        if word in STOP or not (noun(word) or (tag.get(word, "n")[0] in "avb" and len(run) < 2 and len(word) > 1)):
                            break
                        run.append(word)
                    run = [w for w in run if w]
                    while run and not noun(run[-1]):
                        run.pop()
                    if run:
                        after[run[-1]][unit] += 1
                        if len(run) > 1 and len(run[-2]) + len(run[-1]) <= 6:
                            after[run[-2] + run[-1]][unit] += 1
                        if len(run) > 1:
                            after[run[0]][unit] += 0.01
                    start = found[at - 1].end() if at else 0
                    left = list(words(clause[max(start, hit.start() - 14) : hit.start()]))
                    if hit["n"][0] not in "0123456789":
                        continue
                    while left and left[-1] in GLUE:
                        left.pop()
                    if left and any_word(left[-1]):
                        before[left[-1]][unit] += 1
                        if len(left) > 1 and any_word(left[-2]) and len(left[-2]) + len(left[-1]) <= 6:
                            before[left[-2] + left[-1]][unit] += 1
            cut.clear()

    for kind, table in (("A", after), ("B", before)):
        rows = [(sum(c.values()), w, c) for w, c in table.items()]
        rows.sort(key=lambda r: (-r[0], r[1]))
        for total, word, counts in rows:
            if total < 4:
                break
            top = " ".join(f"{u}={int(n)}" for u, n in counts.most_common(7) if n >= 1)
            print(kind, word, int(total), top, sep="\t")


if __name__ == "__main__":
    main()
