// An inverted index over many short texts: sorted unique words, and for each the rows that have it. Built in one pass over
// words, without an object for a row.

/** Rows by word. `postings` of word `w` stand from `offsets[w]` up to `offsets[w + 1]`; a posting is row × fields + field. */
export interface TokenIndex {
  /** Sorted by code units, unique. */
  readonly words: readonly string[];
  readonly offsets: Uint32Array;
  readonly postings: Uint32Array;
  /** Words by length, so that a search for typing errors looks only at lengths that can match. */
  readonly byLength: readonly Uint32Array[];
}

/** Collects words of texts, field by field. Texts repeat a lot: the words of each distinct text are found once. */
export class TokenCollector {
  private readonly ids = new Map<string, number>();
  private readonly known = new Map<string, Uint32Array>();
  private pairs = new Uint32Array(1 << 16);
  private count = 0;

  constructor(private readonly split: (text: string) => readonly string[]) {}

  /** Notes that `text` stands in a row; `posting` names row and field. */
  add(text: string, posting: number): void {
    if (text === "") return;
    const words = this.known.get(text) ?? this.wordsIn(text);
    if (this.count + words.length * 2 > this.pairs.length) this.grow(words.length * 2);
    for (let i = 0; i < words.length; i++) {
      this.pairs[this.count++] = words[i] ?? 0;
      this.pairs[this.count++] = posting;
    }
  }

  private wordsIn(text: string): Uint32Array {
    const words = Uint32Array.from(new Set(this.split(text)), (word) => {
      const id = this.ids.get(word) ?? this.ids.size;
      this.ids.set(word, id);
      return id;
    });
    this.known.set(text, words);
    return words;
  }

  private grow(least: number): void {
    const larger = new Uint32Array(Math.max(this.pairs.length * 2, this.count + least));
    larger.set(this.pairs);
    this.pairs = larger;
  }

  /** The index. Postings of a word stand in the order in which they were added. */
  finish(): TokenIndex {
    const words = [...this.ids.keys()].sort((a, b) => (a < b ? -1 : 1));
    const place = new Uint32Array(words.length);
    words.forEach((word, i) => (place[this.ids.get(word) ?? 0] = i));
    const offsets = new Uint32Array(words.length + 1);
    for (let i = 0; i < this.count; i += 2) {
      const after = (place[this.pairs[i] ?? 0] ?? 0) + 1;
      offsets[after] = (offsets[after] ?? 0) + 1;
    }
    for (let i = 0; i < words.length; i++) offsets[i + 1] = (offsets[i + 1] ?? 0) + (offsets[i] ?? 0);
    const next = offsets.slice();
    const postings = new Uint32Array(this.count / 2);
    for (let i = 0; i < this.count; i += 2) {
      const word = place[this.pairs[i] ?? 0] ?? 0;
      const at = next[word] ?? 0;
      postings[at] = this.pairs[i + 1] ?? 0;
      next[word] = at + 1;
    }
    return { words, offsets, postings, byLength: groupByLength(words) };
  }
}

function groupByLength(words: readonly string[]): Uint32Array[] {
  const groups: number[][] = [];
  words.forEach((word, i) => (groups[word.length] ??= []).push(i));
  return Array.from(groups, (group) => Uint32Array.from(group ?? []));
}

/** The words that begin with `prefix`: from the first up to, without, the second number. */
export function prefixRange(words: readonly string[], prefix: string): readonly [number, number] {
  const start = lowerBound(words, (word) => word < prefix);
  return [start, lowerBound(words, (word) => word < prefix || word.startsWith(prefix))];
}

/** First position at which `before` is no longer true. */
function lowerBound(words: readonly string[], before: (word: string) => boolean): number {
  let low = 0, high = words.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(words[middle] ?? "")) low = middle + 1;
    else high = middle;
  }
  return low;
}
