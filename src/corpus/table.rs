//! Tables as sentences: a row 「宿城区｜28｜12.5%」 under 「地区｜人才（人）｜增长」 is told as
//! 「宿城区：人才28人；增长12.5%。」
//!
//! A figure in a cell says nothing without the head of its row and of its column, and a quote is a cut
//! of the article's text: so the text that is stored holds both in one sentence. Nothing stands between
//! a head and its figure, as a newspaper would print it; other words have a colon before them. Knows
//! neither HTML nor Markdown, which build the table, and of figures only their look and what is a unit.
//! Where one unit is given for the whole table (单位：万元), nobody knows for which of the columns, and
//! the cells stay as they are.

use crate::figures::Figures;

/// More columns than any table that people read; what claims more is cut.
const MOST_COLUMNS: usize = 60;
/// A longer cell is no head, and is not said again for every row it spans.
const LONGEST_HEAD: usize = 40;
/// More rows of heads than any table has one above the other.
const MOST_HEADS: usize = 3;
/// Heads of columns that only number the rows.
const NUMBERING: [&str; 5] = ["序号", "编号", "No", "No.", "#"];
/// What stands in cells with nothing in them.
const NOTHING: [&str; 9] = ["", "—", "——", "-", "--", "－", "/", "…", "无数据"];
/// So many characters before a table are looked at for the unit of all its figures.
pub(super) const LONGEST_NOTE: usize = 40;

/// Where a cell of its own gives the unit of all, 单位： stands among its first characters: （计量单位：.
const LONGEST_MARK: usize = 6;

/// A table as it was printed.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The last words before it.
    pub(super) before: String,
    /// Its caption.
    pub(super) caption: String,
    /// Its rows.
    pub(super) rows: Vec<Vec<Cell>>,
    /// How many of the first rows are said to be heads.
    pub(super) heads: usize,
}

/// A cell of it.
#[derive(Debug, Default)]
pub(super) struct Cell {
    /// Its words.
    pub(super) text: String,
    /// Whether it is said to be a head.
    pub(super) head: bool,
    /// How many paragraphs it has, where they are marked.
    pub(super) paragraphs: usize,
    /// Columns it spans, and rows.
    pub(super) span: (usize, usize),
}

impl Cell {
    /// Whether an article stands in it: several sentences, or paragraphs that are more than names.
    fn is_story(&self) -> bool {
        const ENDS: [char; 3] = ['。', '！', '？'];
        let several = self.text.trim_end_matches(|c| ENDS.contains(&c) || "”’』」）)".contains(c)).contains(ENDS);
        several || (self.paragraphs > 1 && self.text.chars().count() > LONGEST_HEAD)
    }
}

/// A place of the grid: what cell stands there, and whether the cell begins in this column.
#[derive(Debug, Clone, Copy)]
struct Place<'t> {
    cell: &'t Cell,
    begins: bool,
    /// Whether it begins in this row.
    own: bool,
}

impl Place<'_> {
    /// Whether the words are said in this row: long ones only in their first.
    fn is_said(&self) -> bool {
        self.own || self.cell.text.chars().count() <= LONGEST_HEAD
    }
}

impl Table {
    /// The table's caption and rows, each a paragraph; `None` where it is no table but the way a page
    /// is laid out, or a list.
    pub(super) fn sentences(&self) -> Option<Vec<String>> {
        let grid = self.grid();
        let columns = grid.iter().map(Vec::len).max().unwrap_or(0);
        let marked = self.heads > 0 || self.rows.iter().flatten().any(|cell| cell.head);
        let long = |cell: &Cell| !marked && (cell.text.contains('。') || cell.text.chars().count() > 60);
        let body = self.rows.iter().enumerate().flat_map(|(at, row)| row.iter().filter(move |cell| at >= self.heads && !cell.head));
        if columns < 2 || (grid.len() < 2 && !marked) || self.rows.iter().flatten().any(long) || body.into_iter().any(Cell::is_story) || self.has_one_unit() {
            return None;
        }
        let mut said: Vec<String> = Some(self.caption.clone()).filter(|caption| !caption.is_empty()).into_iter().collect();
        let titles = grid.iter().take_while(|row| whole(row, columns).is_some()).count();
        said.extend(grid[..titles].iter().filter_map(|row| whole(row, columns)).map(str::to_owned));
        let (heads, body) = grid[titles..].split_at(self.head_rows(&grid[titles..], titles, columns));
        let labels: Vec<Label> = (0..columns).map(|column| Label::of(heads, column)).collect();
        let subject =
            (0..columns).find(|&column| body.iter().any(|row| row.get(column).is_some_and(|place| !is_number(&place.cell.text) || is_year(&place.cell.text))));
        for row in body {
            if let Some(title) = whole(row, columns) {
                said.push(title.to_owned());
            } else if heads.is_empty() {
                said.extend(without_heads(row));
            } else {
                said.extend(with_heads(row, &labels, subject.unwrap_or(0)));
            }
        }
        Some(said)
    }

    /// Whether a unit is given for the whole table: 单位：万元 before it, in its caption or in a cell
    /// of its own, or 各区产值（万元） as a title.
    fn has_one_unit(&self) -> bool {
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let note = |text: &str| text.contains("单位：") || text.contains("单位:");
        let own = |text: &str| note(&text.chars().take(LONGEST_MARK).collect::<String>()) && unit_of(text).1.is_empty();
        let bracket = |text: &str| text.ends_with(['）', ')']) && !unit_of(&format!("表{text}")).1.is_empty();
        let alone = self.rows.iter().filter(|row| row.len() == 1).map(|row| &row[0].text);
        let mut titles = [&self.before, &self.caption].into_iter().chain(alone).map(|text| bare(text));
        titles.any(|text| note(&text) || bracket(&text)) || self.rows.iter().flatten().any(|cell| own(&bare(&cell.text)))
    }

    /// The rows with every cell in all the columns and rows that it spans.
    fn grid(&self) -> Vec<Vec<Place<'_>>> {
        let mut grid = Vec::new();
        // Cells that reach down into the next rows, by column, and how many rows are left.
        let mut open: Vec<Option<(Place<'_>, usize)>> = Vec::new();
        for cells in &self.rows {
            let mut row: Vec<Place<'_>> = Vec::new();
            let mut cells = cells.iter();
            loop {
                if let Some(Some((place, left))) = open.get_mut(row.len()).filter(|open| open.is_some()) {
                    let place = *place;
                    *left -= 1;
                    if *left == 0 {
                        open[row.len()] = None;
                    }
                    row.push(place);
                    continue;
                }
                let Some(cell) = cells.next() else { break };
                for column in 0..cell.span.0.clamp(1, MOST_COLUMNS) {
                    let place = Place { cell, begins: column == 0, own: true };
                    if cell.span.1 > 1 && row.len() < MOST_COLUMNS {
                        open.resize(open.len().max(row.len() + 1), None);
                        open[row.len()] = Some((Place { own: false, ..place }, cell.span.1 - 1));
                    }
                    row.push(place);
                }
                if row.len() >= MOST_COLUMNS {
                    break;
                }
            }
            row.truncate(MOST_COLUMNS);
            if !row.is_empty() {
                grid.push(row);
            }
        }
        grid
    }

    /// How many rows on top are heads: those that are said to be, or the first, with what it spans, if
    /// it has a short word for every column and no figure.
    fn head_rows(&self, grid: &[Vec<Place<'_>>], titles: usize, columns: usize) -> usize {
        let short = |place: &Place<'_>| place.cell.text.chars().count() <= LONGEST_HEAD;
        let said = self.heads.saturating_sub(titles);
        let marked = |(at, row): &(usize, &Vec<Place<'_>>)| row.iter().all(|place| short(place) && (place.cell.head || *at < said));
        match grid.iter().enumerate().take(MOST_HEADS).take_while(marked).count() {
            0 => {}
            // A table of nothing but heads has its figures in them.
            all if all == grid.len() => return all - 1,
            some => return some,
        }
        let words = |place: &Place<'_>| short(place) && !is_value(&place.cell.text);
        let Some(first) = grid.first().filter(|first| first.len() == columns && first.iter().all(words)) else { return 0 };
        let named = first.iter().skip(1).all(|place| !place.cell.text.is_empty()) && !grid.iter().flatten().any(|place| place.cell.head);
        // Of two columns of words the first row may be a pair like the others.
        let figures = || grid.iter().skip(1).flat_map(|row| row.iter().skip(1)).any(|place| is_value(&place.cell.text));
        if !named || !(first.iter().filter(|place| place.begins).count() > 2 || figures()) {
            return 0;
        }
        let deep = first.iter().map(|place| place.cell.span.1).max().unwrap_or(1).clamp(1, MOST_HEADS);
        let deep = if grid.iter().take(deep).flatten().all(words) { deep } else { 1 };
        if deep < grid.len() { deep } else { 0 }
    }
}

/// The words of a row that is one cell over all columns: a title among the rows.
fn whole<'t>(row: &[Place<'t>], columns: usize) -> Option<&'t str> {
    let first = row.first()?;
    let one = row.len() == columns && row.iter().all(|place| place.own && std::ptr::eq(place.cell, first.cell));
    one.then_some(first.cell.text.as_str()).filter(|text| !text.is_empty())
}

/// What the heads of a column say, and the unit that they give.
#[derive(Debug)]
struct Label {
    words: String,
    unit: String,
}

impl Label {
    fn of(heads: &[Vec<Place<'_>>], column: usize) -> Self {
        let mut label = Label { words: String::new(), unit: String::new() };
        let mut last: Option<&Cell> = None;
        for place in heads.iter().filter_map(|row| row.get(column)) {
            if last.is_some_and(|last| std::ptr::eq(last, place.cell)) {
                continue;
            }
            last = Some(place.cell);
            let (words, unit) = unit_of(&place.cell.text);
            if !unit.is_empty() {
                label.unit = unit.to_owned();
            }
            // 产量 over 2023年 is 2023年产量.
            if words.starts_with(|c: char| c.is_ascii_digit()) {
                label.words.insert_str(0, words);
            } else {
                label.words.push_str(words);
            }
        }
        label
    }
}

/// A head's words and the unit in its brackets: 产量（万吨）, but 产量（全年） is all words.
fn unit_of(head: &str) -> (&str, &str) {
    let inside = head.strip_suffix(['）', ')']).and_then(|head| head.rsplit_once(['（', '('])).or_else(|| head.strip_suffix('%').map(|words| (words, "%")));
    let Some((words, unit)) = inside else { return (head, "") };
    let unit = unit.strip_prefix("单位").map_or(unit, |unit| unit.trim_start_matches(['：', ':']));
    if words.is_empty() || !Figures::shared().is_unit(unit) { (head, "") } else { (words.trim_end(), unit) }
}

/// 宿城区：人才28人；增长12.5%。
fn with_heads(row: &[Place<'_>], labels: &[Label], subject: usize) -> Option<String> {
    let mut said = Vec::new();
    for (place, label) in row.iter().zip(labels).enumerate().filter(|(at, (place, _))| *at != subject && place.begins).map(|(_, pair)| pair) {
        if place.is_said() {
            said.extend(Some(told(&label.words, &label.unit, &place.cell.text)).filter(|_| !NUMBERING.contains(&label.words.as_str())).flatten());
        }
    }
    let name =
        row.get(subject).filter(|place| place.is_said()).map(|place| place.cell.text.as_str()).filter(|name| !NOTHING.contains(name)).unwrap_or_default();
    let year = is_year(name) && labels.get(subject).is_some_and(|label| label.words.contains('年'));
    let name = format!("{name}{}", if year { "年" } else { "" });
    match (name.is_empty(), said.is_empty()) {
        (_, true) => Some(closed(&name)).filter(|_| !name.is_empty()),
        (true, false) => Some(closed(&said.join("；"))),
        (false, false) => Some(closed(&format!("{name}：{}", said.join("；")))),
    }
}

/// 户数28户。 from pairs of head and cell; 宿城区：28人；12.5%。 where there are no heads.
fn without_heads(row: &[Place<'_>]) -> Option<String> {
    let cells: Vec<&Cell> = row.iter().filter(|place| place.begins && place.is_said()).map(|place| place.cell).filter(|cell| !cell.text.is_empty()).collect();
    let paired = cells.len() == 2 || (cells.len().is_multiple_of(2) && cells.chunks(2).all(|pair| pair[0].head && !pair[1].head));
    if paired {
        let said: Vec<String> = cells.chunks(2).filter_map(|pair| told(unit_of(&pair[0].text).0, unit_of(&pair[0].text).1, &pair[1].text)).collect();
        return (!said.is_empty()).then(|| closed(&said.join("；")));
    }
    let (first, rest) = cells.split_first()?;
    let rest: Vec<&str> = rest.iter().map(|cell| cell.text.as_str()).filter(|text| !NOTHING.contains(text)).collect();
    Some(closed(&if rest.is_empty() { first.text.clone() } else { format!("{}：{}", first.text, rest.join("；")) }))
}

/// A cell under its head: 人才28人, GDP为600亿元, 职务：县长.
fn told(head: &str, unit: &str, cell: &str) -> Option<String> {
    if NOTHING.contains(&cell) {
        return None;
    }
    let unit = if is_number(cell) { unit } else { "" };
    let joint = match head.chars().next_back() {
        None => "",
        _ if !is_value(cell) && unit.is_empty() => "：",
        Some(last) if last.is_alphanumeric() && ('\u{4e00}'..='\u{9fff}').contains(&last) && !head.ends_with(['年', '月', '日', '第']) => "",
        Some(_) => "为",
    };
    Some(format!("{head}{joint}{cell}{unit}"))
}

/// With a full stop, if it has no end of its own.
fn closed(sentence: &str) -> String {
    let ended = sentence.ends_with(['。', '！', '？', '；']);
    format!("{sentence}{}", if ended { "" } else { "。" })
}

/// Whether a cell is a figure by its look, and neither a year nor a month.
fn is_value(cell: &str) -> bool {
    let rest = cell.trim_start_matches(|c: char| "+-−－±≥≤><约近超".contains(c) || (!c.is_alphanumeric() && Figures::shared().ends_sign(c)));
    let behind = rest.trim_start_matches(|c: char| is_digit(c) || "-—–~～至".contains(c)).chars().next();
    rest.starts_with(is_digit) && !is_year(cell) && !behind.is_some_and(|c| "年月季日号时点:：".contains(c))
}

/// Whether a cell is nothing but a number, so that a unit may follow.
fn is_number(cell: &str) -> bool {
    cell.contains(is_digit) && cell.chars().all(|c| is_digit(c) || "+-−－±.,，．~～—–".contains(c))
}

fn is_year(cell: &str) -> bool {
    cell.len() == 4 && (cell.starts_with("19") || cell.starts_with("20")) && cell.bytes().all(|b| b.is_ascii_digit())
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `A|B` is a row; `!` before a cell makes it a head, `2>` spans columns, `2v` rows.
    fn table(rows: &[&str]) -> Table {
        let cell = |text: &str| {
            let (head, text) = text.strip_prefix('!').map_or((false, text), |text| (true, text));
            let (wide, text) = text.split_once('>').map_or((1, text), |(wide, text)| (wide.parse().unwrap(), text));
            let (deep, text) = text.split_once('v').map_or((1, text), |(deep, text)| (deep.parse().unwrap(), text));
            Cell { text: text.to_owned(), head, paragraphs: 1, span: (wide, deep) }
        };
        Table { rows: rows.iter().map(|row| row.split('|').map(cell).collect()).collect(), ..Table::default() }
    }

    #[test]
    fn a_row_is_said_with_its_heads() {
        for (rows, said) in [
            (&["!地区|!人才|!增长", "宿城区|28人|12.5%", "合计|2>63人"][..], &["宿城区：人才28人；增长12.5%。", "合计：人才63人。"][..]),
            (&["地区|人才（人）|增长（%）", "宿城区|28|12.5", "宿豫区|1,235|—"], &["宿城区：人才28人；增长12.5%。", "宿豫区：人才1,235人。"]),
            (
                &["3>2023年产量", "2v地区|2>产量（万吨）", "2022年|2023年", "宿城区|30.5|31.2"],
                &["2023年产量", "宿城区：2022年产量30.5万吨；2023年产量31.2万吨。"],
            ),
            (&["序号|姓名|职务", "1|张三|县长", "2|李四|局长"], &["张三：职务：县长。", "李四：职务：局长。"]),
            (&["年份|GDP（亿元）|增速", "2022|600|5%", "2023|650|6%"], &["2022年：GDP为600亿元；增速5%。", "2023年：GDP为650亿元；增速6%。"]),
            (&["排名|城市|排名（全国）", "1|上海|1"], &["上海：排名1；排名（全国）为1。"]),
            (
                &["地区|产量（全年）|销量（本月）|人口（含外地人）|得分（NBA）", "宿城区|30.5|12|28|88"],
                &["宿城区：产量（全年）为30.5；销量（本月）为12；人口（含外地人）为28；得分（NBA）为88。"],
            ),
            (
                &["地区|房价（元/平方米）|发电量（单位：亿千瓦时）|届别（年）|小组（A）", "宿城区|8000|1.2|12|3"],
                &["宿城区：房价8000元/平方米；发电量1.2亿千瓦时；届别（年）为12；小组（A）为3。"],
            ),
            (&["地区|售价", "宿城区|₩500", "宿豫区|฿800"], &["宿城区：售价₩500。", "宿豫区：售价฿800。"]),
            (&["户数|28户", "人口|1,235人"], &["户数28户。", "人口1,235人。"]),
            (&["!姓名|张三|!年龄|45岁"], &["姓名：张三；年龄45岁。"]),
            (&["宿城区|28人|12.5%", "宿豫区|35人|3%"], &["宿城区：28人；12.5%。", "宿豫区：35人；3%。"]),
            (&["地区|人才", "2v宿城区|28人", "35人"], &["宿城区：人才28人。", "宿城区：人才35人。"]),
            (&["地区|2021|2022", "宿城区|28|35"], &["宿城区：2021为28；2022为35。"]),
            (&["地区|人才|项目", "3>一、北部", "宿城区|28人|3个"], &["一、北部", "宿城区：人才28人；项目3个。"]),
        ] {
            assert_eq!(table(rows).sentences().unwrap_or_default(), said, "{rows:?}");
        }
    }

    #[test]
    fn what_is_no_table_is_left_alone() {
        for rows in [&["首页"][..], &["首页|新闻"], &["今年以来，老街引进新店28家。|广告", "更多|更多"], &["甲", "乙"]] {
            assert_eq!(table(rows).sentences(), None, "{rows:?}");
        }
    }

    #[test]
    fn a_table_with_one_unit_for_all_or_an_article_in_a_cell_is_left_alone() {
        let plain = ["!地区|!2022年", "宿城区|100"];
        assert!(table(&plain).sentences().is_some());
        for before in ["单位：万元", "（单位: 亿元）", "计量单位 ：吨", "各区产值（万元）", "（亿元）"] {
            assert_eq!(Table { before: before.to_owned(), ..table(&plain) }.sentences(), None, "{before}");
            assert_eq!(Table { caption: before.to_owned(), ..table(&plain) }.sentences(), None, "{before}");
        }
        assert!(Table { before: "同比增长3%".to_owned(), ..table(&plain) }.sentences().is_some());
        assert_eq!(table(&["!单位：万元|!2022年", "宿城区|100"]).sentences(), None);
        assert_eq!(table(&["2>单位：万元", "!地区|!2022年", "宿城区|100"]).sentences(), None);
        assert_eq!(table(&["!首页|!新闻", "今年引进28人。明年再引进35人。|广告"]).sentences(), None);
        assert!(table(&["!地区|!情况", "宿城区|今年引进28人。"]).sentences().is_some());
        let mut told = table(&["!首页|!新闻", "甲|乙"]);
        told.rows[1][0] = Cell { text: "店".repeat(60), paragraphs: 2, span: (1, 1), ..Cell::default() };
        assert_eq!(told.sentences(), None);
    }

    #[test]
    fn a_table_that_claims_to_be_endless_is_cut() {
        let said = table(&["9999>9999v甲|乙", "丙|丁", "戊|己"]).sentences();
        assert!(said.is_none_or(|said| said.concat().chars().count() < 200));
    }
}
