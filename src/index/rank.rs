//! BM25 of many weighted terms: each list of occurrences is added up in one pass.
//!
//! tantivy's own union skips what cannot reach the best, which pays for a handful of terms. A
//! question with its synonyms has a hundred and more, and then the skipping is most of the work.
//! Same formula with K1 and B of its own, same statistics, same order of equals. Knows nothing of what the terms mean.

use std::collections::{BTreeMap, HashMap};

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, Searcher, TantivyError, Term as Token};

use super::blend::K1;

/// How many documents are looked at together.
const CHUNK: usize = 64;
/// Rounding takes less off a score.
const ALMOST: f32 = 0.9999;

/// How much a document's length weighs in each field, by the length as the index rounds it.
pub(super) type Lengths = HashMap<Field, [f32; 256]>;

/// The lengths' weights in one state of the index; with each field, how much its length counts.
pub(super) fn lengths(searcher: &Searcher, fields: &[(Field, f32)]) -> Result<Lengths, TantivyError> {
    let documents = documents(searcher);
    let mut found = Lengths::new();
    for &(field, b) in fields {
        let mut words = 0;
        for segment in searcher.segment_readers() {
            words += segment.inverted_index(field)?.total_num_tokens();
        }
        let average = (words as f32 / documents as f32).max(f32::MIN_POSITIVE);
        let weight = |id: usize| K1 * (1.0 - b + b * FieldNormReader::id_to_fieldnorm(id as u8) as f32 / average);
        found.insert(field, std::array::from_fn(weight));
    }
    Ok(found)
}

/// The documents that score highest for the terms with their weights, best first, at most `limit`.
/// `more` is added to the score of a document that holds one of the terms, at most `most`.
pub(super) fn best(
    searcher: &Searcher,
    lengths: &Lengths,
    weights: &BTreeMap<Token, f32>,
    limit: usize,
    (most, more): (f32, impl Fn(DocAddress) -> f32),
) -> Result<Vec<(f32, DocAddress)>, TantivyError> {
    let documents = documents(searcher) as f32;
    let segments = searcher.segment_readers();
    // Every term is looked up once in each segment, for how rare it is and for where it occurs.
    let mut lists: Vec<Vec<(&Token, f32, TermInfo)>> = segments.iter().map(|_| Vec::with_capacity(weights.len())).collect();
    for (token, &weight) in weights {
        let mut found = Vec::new();
        for (at, segment) in segments.iter().enumerate() {
            if let Some(info) = segment.inverted_index(token.field())?.get_term_info(token)? {
                found.push((at, info));
            }
        }
        let with = found.iter().map(|(_, info)| u64::from(info.doc_freq)).sum::<u64>() as f32;
        let rarity = (1.0 + (documents - with + 0.5) / (with + 0.5)).ln();
        for (at, info) in found {
            lists[at].push((token, weight * rarity * (1.0 + K1), info));
        }
    }
    let mut found = Best { limit, kept: Vec::new(), floor: 0.0 };
    let mut scores: Vec<f32> = Vec::new();
    for (at, (segment, lists)) in segments.iter().zip(lists).enumerate() {
        if lists.is_empty() {
            continue;
        }
        scores.clear();
        scores.resize(segment.max_doc() as usize, 0.0);
        for (token, weight, info) in lists {
            let field = token.field();
            let Some(by_length) = lengths.get(&field) else { continue };
            let rounded = segment.get_fieldnorms_reader(field)?;
            let mut block = segment.inverted_index(field)?.read_block_postings_from_terminfo(&info, IndexRecordOption::WithFreqs)?;
            while block.block_len() > 0 {
                for (&doc, &times) in block.docs().iter().zip(block.freqs()) {
                    let times = times as f32;
                    scores[doc as usize] += weight * times / (times + by_length[usize::from(rounded.fieldnorm_id(doc))]);
                }
                block.advance();
            }
        }
        for (chunk, scores) in scores.chunks(CHUNK).enumerate() {
            // Most documents come nowhere near, and many are passed by at once; the sum below is rounded.
            let low = ((found.floor - most) * ALMOST).max(0.0);
            if !scores.iter().fold(false, |any, &score| any | (score > low)) {
                continue;
            }
            for (doc, &score) in scores.iter().enumerate() {
                if score <= 0.0 || score + most <= found.floor {
                    continue;
                }
                let at = DocAddress::new(at as u32, (chunk * CHUNK + doc) as u32);
                let score = score + more(at);
                if score > found.floor && segment.alive_bitset().is_none_or(|alive| alive.is_alive(at.doc_id)) {
                    found.offer(score, at);
                }
            }
        }
    }
    Ok(found.sorted())
}

/// The best so far, and some more until they are sorted out.
struct Best {
    limit: usize,
    kept: Vec<(f32, DocAddress)>,
    /// Score below which nothing gets in any more.
    floor: f32,
}

impl Best {
    fn offer(&mut self, score: f32, at: DocAddress) {
        self.kept.push((score, at));
        if self.kept.len() >= 2 * self.limit.max(1) {
            self.cut();
        }
    }

    fn cut(&mut self) {
        if self.limit == 0 {
            self.kept.clear();
        } else if self.kept.len() > self.limit {
            let (_, last, _) = self.kept.select_nth_unstable_by(self.limit - 1, order);
            // Equals come in order of their place, so a later one of this score stays out.
            self.floor = last.0;
            self.kept.truncate(self.limit);
        }
    }

    fn sorted(mut self) -> Vec<(f32, DocAddress)> {
        self.cut();
        self.kept.sort_unstable_by(order);
        self.kept
    }
}

fn order(a: &(f32, DocAddress), b: &(f32, DocAddress)) -> std::cmp::Ordering {
    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
}

/// How many documents there are, as the statistics count them: swept out or not.
fn documents(searcher: &Searcher) -> u64 {
    searcher.segment_readers().iter().map(|segment| u64::from(segment.max_doc())).sum()
}

#[cfg(test)]
mod tests {
    use tantivy::schema::{Schema, TEXT};
    use tantivy::{Index, doc};

    use super::*;

    #[test]
    fn whom_the_best_leave_out_is_worse() {
        let mut schema = Schema::builder();
        let text = schema.add_text_field("text", TEXT);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 20 << 20).unwrap();
        for at in 0..1000usize {
            let words = ["river ".repeat(1 + at * 37 % 11), "bridge ".repeat(at * 53 % 7), "road ".repeat(at * 29 % 13)].concat();
            writer.add_document(doc!(text => words)).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let lengths = lengths(&searcher, &[(text, 0.4)]).unwrap();
        let weights: BTreeMap<Token, f32> = [("river", 1.0), ("bridge", 0.5)].map(|(word, weight)| (Token::from_field_text(text, word), weight)).into();
        for most in [0.0, 0.3, 5.0] {
            // What is added lifts some that come nowhere near by themselves.
            let more = |at: DocAddress| if at.doc_id.is_multiple_of(97) { most } else { 0.0 };
            let all = best(&searcher, &lengths, &weights, 1000, (most, more)).unwrap();
            assert!(all.len() == 1000 && all.is_sorted_by(|a, b| order(a, b).is_lt()), "{most}");
            for limit in [0, 1, 5, 40, 300] {
                assert_eq!(best(&searcher, &lengths, &weights, limit, (most, more)).unwrap(), all[..limit], "{limit} with {most}");
            }
        }
    }
}
