import { stem, split } from "../words/fold.ts";
import type { TokenIndex } from "./token-index.ts";
import { prefixRange } from "./token-index.ts";
import { editsAllowed, isShort, withinEdits } from "./typos.ts";

/** How much a match counts by the way it matched. */
const EXACT = 1, PREFIX = 0.75, TYPO = 0.4;
/** With at least this many rows from exact and prefix matches so far, typing errors are not looked for. */
const ENOUGH_ROWS = 3;
/** More words than this in a query are not looked at: nobody types them. */
const MOST_TERMS = 12;

export interface Scores {
  /** Rows that match every term, in no order. */
  readonly rows: Uint32Array;
  /** By row of the whole table. */
  readonly score: Float32Array;
}

/** Matches queries against one index. The scratch space is kept: a query allocates little. */
export class Matcher {
  private readonly total: Float32Array;
  private readonly term: Float32Array;
  private readonly hits: Uint16Array;

  constructor(
    private readonly index: TokenIndex,
    private readonly rows: number,
    /** Weight of each field of a posting. */
    private readonly fields: readonly number[],
  ) {
    this.total = new Float32Array(rows);
    this.term = new Float32Array(rows);
    this.hits = new Uint16Array(rows);
  }

  /** Rows that have all words of a query, the last one also as the beginning of a word. `null`: the query has no words. */
  match(query: string): Scores | null {
    const typed = split(query).slice(0, MOST_TERMS);
    if (typed.length === 0) return null;
    this.total.fill(0);
    this.hits.fill(0);
    let last: number[] = [];
    typed.forEach((word, i) => {
      this.term.fill(0);
      const found = this.matchTerm(word, i, i === typed.length - 1);
      last = found.filter((row) => this.hits[row] === i);
      for (const row of last) {
        this.hits[row] = i + 1;
        this.total[row] = (this.total[row] ?? 0) + (this.term[row] ?? 0);
      }
    });
    return { rows: Uint32Array.from(last), score: this.total };
  }

  /** Rows with the `i`th term; `this.term` holds their scores. */
  private matchTerm(typed: string, i: number, open: boolean): number[] {
    const found: number[] = [];
    const word = stem(typed);
    const [start, end] = prefixRange(this.index.words, word);
    for (let w = start; w < end; w++) {
      const exact = this.index.words[w] === word;
      if (exact || open) this.collect(w, exact ? EXACT : PREFIX, found);
    }
    const edits = editsAllowed(typed.length);
    if (edits > 0 && this.fewer(found, i, isShort(typed.length) ? 1 : ENOUGH_ROWS)) this.collectTypos(word, edits, open, found);
    return found;
  }

  /** Whether fewer than `count` rows have the earlier terms too: `cok` begins a word, but none in a row with `line`. */
  private fewer(found: readonly number[], i: number, count: number): boolean {
    let kept = 0;
    for (const row of found) if (this.hits[row] === i && ++kept >= count) return false;
    return true;
  }

  private collectTypos(word: string, edits: number, open: boolean, found: number[]): void {
    const short = isShort(word.length);
    const longest = open && !short ? this.index.byLength.length - 1 : word.length + edits;
    for (let length = short ? word.length : Math.max(1, word.length - edits); length <= longest; length++) {
      for (const w of this.index.byLength[length] ?? []) {
        const other = this.index.words[w] ?? "";
        // People seldom miss the first letter, and a word that begins otherwise seldom is the one they mean.
        if (other.charCodeAt(0) === word.charCodeAt(0) && withinEdits(word, other, edits, open && !short)) this.collect(w, TYPO, found);
      }
    }
  }

  /** Adds the rows of a word. A row counts its best field and way of matching. */
  private collect(w: number, how: number, found: number[]): void {
    const { offsets, postings } = this.index;
    const start = offsets[w] ?? 0, end = offsets[w + 1] ?? 0;
    const rarity = how * Math.log(1 + this.rows / (1 + end - start));
    for (let p = start; p < end; p++) {
      const posting = postings[p] ?? 0;
      const row = Math.floor(posting / this.fields.length);
      const score = rarity * (this.fields[posting % this.fields.length] ?? 0);
      const known = this.term[row] ?? 0;
      if (known === 0) found.push(row);
      if (score > known) this.term[row] = score;
    }
  }
}
