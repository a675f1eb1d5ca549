//! How fast figures are read, beside the `regex` crate looking for a numeral and a measure word.
//!
//! The text is the seed page with sentences of our own, repeated: the regular expression finds
//! where figures may be, the reader says what they are. Run with `cargo bench --bench figures`.

#![expect(clippy::expect_used, reason = "a bench fails by panicking")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use regex::Regex;
use shuwen::figures::Figures;

const PAGE: &str = include_str!("../seeds/000_5071493cad230ae7.txt");
const SENTENCES: &str = "全市建成近5万亩基地，带动2500余人就业，年产值达5亿元，同比增长12.3%。今年2月3日，第二十四届展会接待游客约10万人次。";

fn text() -> String {
    let mut text = String::new();
    while text.len() < 1_000_000 {
        text.push_str(PAGE);
        text.push_str(SENTENCES);
    }
    text
}

fn figures(c: &mut Criterion) {
    let text = text();
    let reader = Figures::embedded();
    let regex = Regex::new("[0-9零一二两三四五六七八九十百千万亿]+(?:个|名|人|元|年|月|日|%|件|种|项|家|次|亩|吨|米|公里|户)").expect("a valid pattern");
    let mut group = c.benchmark_group("figures");
    group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(20);
    group.bench_function("mentions", |b| b.iter(|| reader.mentions(black_box(&text), None).len()));
    group.bench_function("mentions_folded", |b| b.iter(|| reader.mentions_folded(black_box(&text), None).len()));
    group.bench_function("regex", |b| b.iter(|| regex.find_iter(black_box(&text)).count()));
    group.finish();
}

criterion_group!(benches, figures);
criterion_main!(benches);
