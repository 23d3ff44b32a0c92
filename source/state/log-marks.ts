import type {LogEntry} from '../domain/log-entry.ts';
import {messageText, type TextRange} from './log-text.ts';
import type {Matcher} from './matcher.ts';
import {withinTime} from './within-time.ts';

/** What a search finds in the parts of an entry, ascending and apart. */
export type EntryMarks = {
	readonly level: readonly TextRange[];
	readonly node: readonly TextRange[];
	readonly message: readonly TextRange[];
};

const noMarks: EntryMarks = {level: [], node: [], message: []};
/** Further to the right nothing is marked, as a line of a megabyte may hold a million hits. */
const markedUnits = 4096;
/** How long an expression may take for one entry, in milliseconds; there may be a screen full of them. */
const patience = 4;

const segmenter = new Intl.Segmenter();
const remembered = new WeakMap<LogEntry, {readonly matcher: Matcher; readonly marks: EntryMarks}>();

/** Finds what is to be marked in an entry; nothing where that takes too long. */
export function entryMarks(entry: LogEntry, matcher: Matcher): EntryMarks {
	const known = remembered.get(entry);

	if (known?.matcher === matcher) {
		return known.marks;
	}

	const find = (): EntryMarks => ({
		level: findRanges(entry.level?.safe ?? '', matcher.pattern),
		node: findRanges(entry.nodeId?.safe ?? '', matcher.pattern),
		message: findRanges(messageText(entry), matcher.pattern),
	});
	const marks = (matcher.kind === 'plain' ? find() : withinTime(patience, find)) ?? noMarks;
	remembered.set(entry, {matcher, marks});
	return marks;
}

/** Where the pattern is found. A character is never torn: what is found in a part of it marks all of it. */
export function findRanges(whole: string, pattern: RegExp): readonly TextRange[] {
	const text = whole.slice(0, markedUnits);
	const ranges: TextRange[] = [];
	let end = 0;

	for (const found of text.matchAll(pattern)) {
		if (found[0] === '') {
			continue;
		}

		const characters = segmenter.segment(text);
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
