#!/usr/bin/env bash
# Learns the rankings of config/ranking from the evaluation data and our own questions.
#
# tools/train.sh PROGRAM FOLDER [DOMAIN…]: FOLDER gets the indexes and pages, once. Some twenty minutes
# on two cores. What models of other articles get right is printed.
set -euo pipefail

program="$(realpath "$1")"
mkdir -p "$2"
folder="$(realpath "$2")"
shift 2
cd "$(dirname "${BASH_SOURCE[0]}")/.."
shared="${SHARED:-../shared}"
[ $# -gt 0 ] || set -- news reference translated
data="$shared/eval" own=tests/cases/questions
# Sets that nobody has read and no table has learnt from.
unread='(news-(15|17|23|24|32|36|39|40|42)|wire-(16|18|24|25|33|39|44|45|47)|short-(news|wire)-[24]|(cmrc|drcd|rgb)-2|dureader-4|en-(news-(15|37)|wire-(16|43)))\.jsonl$'

# What was broken off leaves nothing behind that would be taken for whole.
for name in news wire rgb-zh cmrc2018 drcd dureader-robust; do
  [ -d "$folder/$name" ] && continue
  rm -rf "$folder/made"
  "$program" --quiet ingest "$data/$name.articles.jsonl.gz" --index "$folder/made"
  mv "$folder/made" "$folder/$name"
done
if [ ! -d "$folder/pages" ]; then
  rm -rf "$folder/made"
  mkdir "$folder/made"
  jq -c '.page as $p | .date as $d | .paper as $s | .articles[] | select((.paragraphs | length) > 0)
    | {page: $p, id: ($p + "-" + .id), title: (.headline_as_set // .headline // ""), date: $d, source: $s,
       text: (.paragraphs | join("\n"))}' "$shared/pages/gold.jsonl" \
    | while read -r row; do printf '%s\n' "$row" >> "$folder/made/$(printf '%s' "$row" | jq -r .page).jsonl"; done
  mv "$folder/made" "$folder/pages"
fi

chosen=()

# sets PREFIX ARTICLES WEIGHT: our own questions, in order of number.
sets() {
  local files file
  mapfile -t files < <(find "$own" -name "$1-[0-9]*.jsonl" | grep -vE "/$unread" | sort -V)
  for file in "${files[@]}"; do chosen+=("$2:$file:$3"); done
}

# dated WEIGHT: questions over articles of the news and the wire.
dated() {
  local name
  for name in news wire; do
    chosen+=("$folder/$name:$data/$name.questions.jsonl:$1")
    sets "$name" "$folder/$name" "$1"
  done
}

# brief WEIGHT: what is looked up in a few words, of what many articles speak of.
brief() {
  local name
  for name in news wire; do sets "short-$name" "$folder/$name" "$1"; done
}

# printed WEIGHT: questions on single pages.
printed() {
  local page number
  for page in "$own"/page-*.jsonl; do
    number="${page##*page-}"
    chosen+=("$folder/pages/d${number%.jsonl}.jsonl:$page:$1")
  done
  chosen+=("seeds:$own/seeds-2.jsonl:$1")
}

# undated WIKI WEB ASKED LOOSE: weights for encyclopaedias, our own questions on pages of the web, those
# that were asked there, and news without a date.
undated() {
  sets cmrc "$folder/cmrc2018" "$1"
  sets drcd "$folder/drcd" "$1"
  sets dureader "$folder/dureader-robust" "$2"
  sets rgb "$folder/rgb-zh" "$4"
  chosen+=(
    "$folder/rgb-zh:$data/rgb-zh.questions.jsonl.gz:$4" "$folder/cmrc2018:$data/cmrc2018.questions.jsonl.gz:$1"
    "$folder/drcd:$data/drcd.questions.jsonl.gz:$1" "$folder/dureader-robust:$data/dureader-robust.questions.jsonl.gz:$3"
  )
}

# english WEIGHT: our questions on the news and the wire, said in English.
english() {
  local name
  for name in news wire; do sets "en-$name" "$folder/$name" "$1"; done
}

for domain in "$@"; do
  chosen=()
  # What is of another domain holds the weights to what all have in common.
  case "$domain" in
    news) dated 3; brief 5; printed 3; undated 0.3:2 0.3 0.3:2 0.3 ;;
    reference) dated 0.2:2; printed 0.2; undated 0.7 1 1.5 1.5 ;;
    translated) english 2; dated 0.3:4; undated 0.3:4 0.3:4 0.3:4 0.3:4 ;;
    *) echo "no domain $domain" >&2; exit 1 ;;
  esac
  echo "== $domain"
  "$program" --quiet train "${chosen[@]}" --domain "$domain"
done
