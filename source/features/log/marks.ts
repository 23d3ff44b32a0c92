import type {LogEntry} from '../../core/log/log-entry.ts';
import {callWithTimeLimit} from '../../core/time/call-with-time-limit.ts';
import type {TextRange} from '../../terminal/wrap-text.ts';
import type {Matcher} from './index/matcher.ts';
import {messageText} from './text.ts';

/** The ranges of the search hits in the level, node and message of an entry, ascending and without overlap. */
type EntryMarks = Readonly<ReturnType<typeof marksIn>>;

const noMarks: EntryMarks = {level: [], node: [], message: []};
/** Maximum length of the searched text, in UTF-16 units. A line of a megabyte may contain a million hits. */
const markedUnits = 4096;
const timeoutMs = 20;

/** Splits text into graphemes. Null before its first use, because its creation would delay the first frame. */
let segmenterCache: Intl.Segmenter | null = null;
const marksCache = new WeakMap<LogEntry, {readonly matcher: Matcher; readonly marks: EntryMarks}>();

export function entryMarks(entry: LogEntry, matcher: Matcher): EntryMarks {
	findMarks([entry], matcher);
	return marksCache.get(entry)?.marks ?? noMarks;
}

/** Finds and caches the search hits in uncached entries. After a timeout, these entries count as having no hits. */
export function findMarks(entries: readonly LogEntry[], matcher: Matcher): void {
	const fresh = entries.filter(entry => marksCache.get(entry)?.matcher !== matcher);

	if (fresh.length === 0) {
		return;
	}

	const find = (): readonly EntryMarks[] => fresh.map(entry => marksIn(entry, matcher));
	const found = matcher.kind === 'plain' ? find() : callWithTimeLimit(timeoutMs, find);

	for (const [index, entry] of fresh.entries()) {
		marksCache.set(entry, {matcher, marks: found?.[index] ?? noMarks});
	}
}

function marksIn(entry: LogEntry, {pattern}: Matcher) {
	return {
		level: findRanges(entry.level?.safe ?? '', pattern),
		node: findRanges(entry.nodeId?.safe ?? '', pattern),
		message: findRanges(messageText(entry), pattern),
	};
}

/** Returns the matches of `pattern` in the first `markedUnits` units of a text, extended to whole graphemes. */
export function findRanges(whole: string, pattern: RegExp): readonly TextRange[] {
	const text = whole.slice(0, markedUnits);
	const ranges: TextRange[] = [];
	let end = 0;

	for (const found of text.matchAll(pattern)) {
		if (found[0] === '') {
			continue;
		}

		segmenterCache ??= new Intl.Segmenter();
		const characters = segmenterCache.segment(text);
		const from = characters.containing(found.index)?.index ?? found.index;
		const last = characters.containing(found.index + found[0].length - 1);
		const to = last === undefined ? text.length : last.index + last.segment.length;

		if (to > end) {
			ranges.push({from: Math.max(end, from), to});
			end = to;
		}
	}

	return ranges;
}
