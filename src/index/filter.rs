//! Listing articles by day and words, and telling sources apart: shared by every index.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::tokens::normal;
use super::{Filter, Source};
use crate::corpus::Article;

impl Filter {
    pub(super) fn allows_day(&self, date: Option<NaiveDate>) -> bool {
        match date {
            Some(date) => self.from.is_none_or(|from| from <= date) && self.to.is_none_or(|to| date <= to),
            None => self.from.is_none() && self.to.is_none(),
        }
    }

    pub(super) fn allows_words(&self, article: &Article) -> bool {
        self.words.is_empty() || {
            let text = normal(&format!("{}\n{}\n{}", article.headline, article.place, article.text));
            self.words.iter().all(|word| text.contains(&normal(word)))
        }
    }
}

impl Source {
    pub(super) fn tally<'a>(articles: impl Iterator<Item = &'a Article>) -> Vec<Source> {
        let mut by_name: BTreeMap<&str, Source> = BTreeMap::new();
        for article in articles {
            // Only the file's own name: the folders above it are nobody's business.
            let file = article.origin.file.rsplit(['/', '\\']).next().unwrap_or_default();
            let name = if article.source.is_empty() { file } else { article.source.as_str() };
            let source = by_name.entry(name).or_insert_with(|| Source { name: name.to_owned(), articles: 0, first: None, last: None });
            source.articles += 1;
            if let Some(date) = article.date {
                source.first = Some(source.first.map_or(date, |first| first.min(date)));
                source.last = Some(source.last.map_or(date, |last| last.max(date)));
            }
        }
        let mut sources: Vec<Source> = by_name.into_values().collect();
        sources.sort_by(|a, b| b.articles.cmp(&a.articles).then(a.name.cmp(&b.name)));
        sources
    }
}
