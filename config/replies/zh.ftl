# Everything the bot says in Chinese. Names and values are listed in src/chat/keys.rs;
# `shuwen check` tells what is missing. Words of newspapers never come from here.

start =
    您好，我是数闻。我读报纸，用报上的原话回答问题：给出数字，也给出写着它的那句话。
    直接问就行，例如：宿城区引进了多少高层次人才？
    在群里请用 /ask@{ $bot }，或者 @{ $bot }，或者回复我的消息。
    /help 看全部用法。
help =
    怎么问
    • 私聊里直接写问题；群里用 /ask 问题、@{ $bot } 问题，或回复我的消息。
    • 可以接着追问，例如：那专利呢？
    • 答案下面的“原文”给出前后文，“下一个”给出其他可能的数字。
    命令
    /ask 问题
    /digest [今天|昨天|本周|9月1日|9月] [地名或主题] 摘要
    /subscribe 08:00 [地名或主题] 每天定时摘要
    /unsubscribe 退订
    /figures 文字 列出一段文字里的数字（也可以回复一条消息）
    /sources 我读过哪些报纸
    /lang zh|en|auto 说中文、说英文、随问题
    /stop 停止：退订摘要，不再接着上一个问题
ask-how = 请写上问题，例如：/ask 宿城区引进了多少高层次人才？
trouble = 抱歉，这次出错了，没能完成。请稍后再试一次。
unknown-command = 没有 /{ $command } 这个命令。/help 看全部用法。

too-long = 太长了：一个问题最多 { $most } 个字符。请写短一点再问。
unreadable = 这一行读不出来：不是 UTF-8 编码的文字。请换成 UTF-8 再发一次，其他的照常回答。
lang-how = { $given ->
    [blank] 请写上语言：/lang zh 说中文，/lang en 说英文，/lang auto 随问题的语言。
   *[other] 我不会说“{ $given }”。/lang zh 说中文，/lang en 说英文，/lang auto 随问题的语言。
}
lang-set = 好的，以后都说中文。/lang auto 恢复为随问题的语言。
lang-auto = 好的，用什么语言问，就用什么语言答。
stopped = 好的，停了：这里不再发每日摘要，也不再接着上一个问题。还可以随时提问；/subscribe 08:00 重新订阅。

welcome = 不客气。还想查什么，接着问就行。
# What is heard and not said: whole messages, or parts of them, that are no question.
heard-greetings =
    你好、你好呀、你好啊、您好、您好呀、您好啊、你们好、大家好、嗨、嘿、哈喽、哈啰、哈罗、喂、在吗、在么、在不在、有人吗
    早、早安、早上好、上午好、中午好、下午好、晚上好、晚安
heard-thanks =
    谢谢、谢谢你、谢谢您、谢谢啦、谢谢了、多谢、多谢了、感谢、非常感谢、十分感谢、谢、谢啦、谢了、辛苦了、辛苦、麻烦了
    好、好的、好吧、行、可以、明白、明白了、知道了、懂了、了解、了解了、收到、不错、很好、太好了、厉害、真棒、棒、哈哈、哈哈哈、嗯、嗯嗯、哦、哦哦、再见、拜拜
# The same about the answer before: what its buttons do, and another unit, which stands for _.
heard-source = 原文、看原文、原文呢、出处、来源、全文、上下文
heard-next = 下一个、下一条、下一页、还有吗、还有呢、还有别的吗、其他的呢、更多
heard-previous = 上一个、上一条、上一页、前一个、返回
heard-convert = 换算成_、换算为_、换算到_、折算成_、折算为_、折合成_、单位换成_、单位改成_、单位用_、单位换为_
# Only where a unit stands there.
heard-convert-unit = 换成_、改成_、折合_、合_、合多少_、折合多少_、等于多少_、相当于多少_、那是多少_、按_算、用_表示、以_计
# Words for days behind /digest: what they name, and how many of it from today. Of a day of the week the last one
# is meant; what may stand before it says another. `last` are so many days up to today, `before` up to yesterday. Where
# a number is said for `_`, it is so many times as far or as long.
heard-days =
    今天、今日 = day 0
    昨天、昨日 = day -1
    前天、前日 = day -2
    大前天 = day -3
    明天、明日 = day 1
    后天、后日 = day 2
    本周、这周、这星期、周、一周、这一周、一星期、一个星期、这几天、最近几天、近几天 = week 0
    上周、上一周、上个周、上星期、上一星期、上个星期、上一个星期、上礼拜、上个礼拜 = week -1
    上上周、上上个周、上上星期、上上个星期、上上礼拜、上上个礼拜 = week -2
    下周、下星期、下个星期、下礼拜、下个礼拜 = week 1
    本月、这个月 = month 0
    上月、上个月、上一个月 = month -1
    上上月、上上个月 = month -2
    下月、下个月 = month 1
    今年、本年、上半年、下半年 = year 0
    去年 = year -1
    前年 = year -2
    明年 = year 1
    后年 = year 2
    最近_天、近_天、过去_天、这_天、最近_日 = last 1
    最近_周、近_周、过去_周、最近_个星期、近_个星期、过去_个星期、最近_个礼拜、过去_个礼拜、最近_星期、过去_星期 = last 7
    最近半个月、近半个月、过去半个月、最近半月、近半月、半个月 = last 15
    最近_个月、近_个月、过去_个月 = last 30
    最近_年、过去_年 = year 0
    前_天 = before 1
    前_周、前_个星期、前_个礼拜 = before 7
    前几天 = before 7
    _天前、_天以前 = day -1
    _周前、_星期前、_个星期前、_礼拜前、_个礼拜前 = week -1
    _个月前 = month -1
    周一、星期一、礼拜一 = weekday 1
    周二、星期二、礼拜二 = weekday 2
    周三、星期三、礼拜三 = weekday 3
    周四、星期四、礼拜四 = weekday 4
    周五、星期五、礼拜五 = weekday 5
    周六、星期六、礼拜六 = weekday 6
    周日、周天、星期日、星期天、礼拜日、礼拜天 = weekday 7
heard-weekdays =
    上上、上上个 = week -2
    上、上个 = week -1
    本、这、这个 = week 0
    下、下个 = week 1
    上一个 = past
# Between two days: 8/1至8/5.
heard-until = 至、到
none-open = 现在没有可以查看的答案，请先问一个问题。
converted = { $figure } ＝ { $kind ->
    [about] 约
    [nearly] 近
    [over] 超过
    [at_least] 至少
    [at_most] 至多
    [less_than] 不足
    [vague] 约
   *[exact] {""}
}{ $value }
not-converted = “{ $figure }”没法换算成{ $unit }。
heard-english =
    说英文、说英语、讲英文、讲英语、用英文、用英语、请说英文、请说英语、请讲英文、请讲英语、请用英文、请用英语、用英文回答、用英语回答、请用英文回答、请用英语回答、改成英文、切换英文、英文回答
heard-chinese =
    说中文、讲中文、用中文、请说中文、请讲中文、请用中文、用中文回答、请用中文回答、改成中文、切换中文、中文回答、说汉语、讲汉语、说普通话

not-asked =
    没看出要查什么。请问一个能在报上查到的数字、日期、人、地方或名称，例如：
    宿城区引进了多少高层次人才？
nothing = 我读过的报道里没有查到答案。
unsure = 没有查到确切的答案，不敢乱说。
near = 报道里最接近的是：
close = 有 { $count } 个说法同样说得通，都列在这里：
close-dated = 报道先后给出 { $count } 个说法，新的在前：
which = 您问的是哪一个？
differs = 另有不同的数字：
# Before the answer to a question that asks whether something is so.
whether = { $holds ->
    [yes] 是，报道里说的正是：
   *[open] 报道里说的是：
}
approximate = { $kind ->
    [about] 原文是约数（约、左右），不是确数。
    [nearly] 原文说“近”，即略少于此数。
    [over] 原文说“超过”或“多、余”，即多于此数。
    [at_least] 原文说“至少、以上”，即不少于此数。
    [at_most] 原文说“不超过、以内”，即不多于此数。
    [less_than] 原文说“不足、不到”，即少于此数。
   *[vague] 原文只说了大概，不是确数。
}
# Only questions in English have it.
in-english = { $kind ->
   *[exact] { $figure }
}
not-fact = { $status ->
    [target] 这是目标，还不是事实。
    [plan] 这是预计或计划，还不是事实。
    [claim] 这是当事一方或传言的说法，报道没有证实。
   *[negated] 原文是否定的说法。
}
agreeing = 另有 { $count } 篇报道给出同样的答案。
untitled = （无标题）
source-button = 原文{ $number ->
    [blank] {""}
   *[other] {" "}{ $number }
}
next-button = 下一个
next-title = “{ $question }”还可能是：
no-next = 没有更多了。
no-previous = 前面没有了，这就是最先给出的答案。
forgotten = 这个按钮太旧了，请再问一次。
article-gone = 这篇报道已经不在库里了。

figures-how = 请在 /figures 后面写上文字，或者用 /figures 回复一条消息。
figures-none = 这段文字里没有数字。
figures-some = 找到 { $count } 个数字：
figures-more = 还有 { $count } 个没有列出。
figure-kind = { $kind ->
    [quantity] 数量
    [money] 金额
    [percent] 百分比
    [rate_change] 增减幅度
    [percentage_point] 百分点
    [multiple] 倍数
    [duration] 时长
    [age] 年龄
    [date] 日期
    [ordinal] 次序
   *[ratio] 比例
}
figure-modifier = { $kind ->
    [about] 约
    [nearly] 接近
    [over] 超过
    [at_least] 至少
    [at_most] 至多
    [less_than] 不足
   *[vague] 大概
}

sources = 库里有 { $sources } 个来源，共 { $articles } 篇：
sources-none = 库里还没有报道。
source-line = { $articles } 篇，{ $dates }
source-undated = 日期不详
source-unnamed = 来源不详
sources-more = 还有 { $count } 个来源没有列出。

digest-title = { $day }{ $topic ->
    [blank] {""}
   *[other] {" "}{ $topic }
} 摘要，{ $stories } 条
digest-week = { $from }至{ $to }{ $topic ->
    [blank] {""}
   *[other] {" "}{ $topic }
} 摘要，{ $stories } 条
digest-undated = { $topic ->
    [blank] 摘要
   *[other] { $topic } 摘要
}，{ $stories } 条（日期不详）
digest-also = 另有 { $papers } 家报纸刊载
digest-more = 还有 { $count } 条没有列出。
digest-nothing = { $topic ->
    [blank] 这段时间没有报道。
   *[other] 这段时间没有关于“{ $topic }”的报道。
}
digest-no-day = “{ $day }”不是一个日子。请写成 2021-09-01 或 9月1日这样。
digest-too-long = “{ $days }”太长，一份摘要讲不完。请给一天、一周、一个月或一个季度，例如 /digest 9月1日，/digest 2021年9月。
digest-ahead = { $day }还没有到，报纸还没有出。
digest-latest = 最近有报道的一天：/digest { $day }{ $topic ->
    [blank] {""}
   *[other] {" "}{ $topic }
}
digest-no-news = { $topic ->
    [blank] 没有新的报道。有新的再发。
   *[other] 没有关于“{ $topic }”的新报道。有新的再发。
}
subscribed = 好的，每天 { $time } 在这里发{ $topic ->
    [blank] 摘要
   *[other] 关于“{ $topic }”的摘要
}。/unsubscribe 可以退订。
subscribe-how = 请写上时间，例如：/subscribe 08:00，或 /subscribe 08:00 宿城。
subscribe-time = “{ $time }”不是时间。请写成 08:00 这样。
subscribe-topic = “{ $given }”是时间，不是主题；这里每天只发一份摘要。用法：/subscribe 08:00，或 /subscribe 08:00 宿城。
admins-only = 在群里，只有管理员可以订阅、退订或改语言。
unsubscribed = 好的，这里不再发每日摘要。

menu-ask = 问一个问题
menu-digest = 看摘要：可加日子、地名或主题
menu-subscribe = 每天定时收摘要，例如 08:00
menu-unsubscribe = 退订每日摘要
menu-figures = 列出一段文字里的数字
menu-sources = 库里有哪些报纸
menu-lang = 说哪种语言：zh、en、auto
menu-stop = 停止：退订摘要，不再接着上一个问题
menu-help = 怎么用
