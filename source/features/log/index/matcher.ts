import type {LogEntry} from '../../../core/log/log-entry.ts';
import {callWithTimeLimit} from '../../../core/time/call-with-time-limit.ts';

/** A search, ready to be tried. */
export type Matcher = {
	/** A text as it is written, or a regular expression, which may take any time (see `callWithTimeLimit`). */
	readonly kind: 'plain' | 'expression';
	readonly test: (text: string) => boolean;
	/** Finds every place in a text; it is global. */
	readonly pattern: RegExp;
};

/** What a search comes to: nothing is searched, the expression is none, or something can be looked for. */
export type Search = 'none' | 'invalid' | Matcher;

/** The same text gives the same matcher, so that what was found with it can be kept; the last few are, the newest last. */
const recent = new Map<string, Search>();
const maxRecent = 4;

/**
 * Reads what was typed. It is taken as it is written, unless it begins with `/`: then it is a regular expression, with
 * or without a `/` at its end. Capitals count only where there are some (smart case). Never throws.
 */
export function readSearch(text: string): Search {
	const known = recent.get(text) ?? compile(text);
	recent.delete(text);
	recent.set(text, known);

	for (const [oldest] of recent) {
		if (recent.size <= maxRecent) {
			break;
		}

		recent.delete(oldest);
	}

	return known;
}

/** Whether a search finds something in an entry: in its message, node, type or level. */
export function entryMatches(entry: LogEntry, {test}: Matcher): boolean {
	return (
		test(entry.message.safe) ||
		(entry.nodeId !== null && test(entry.nodeId.safe)) ||
		(entry.eventType !== null && test(entry.eventType.safe)) ||
		(entry.level !== null && test(entry.level.safe))
	);
}

/** How long a batch of entries may take, in milliseconds; a key waits no longer. */
const batchTimeoutMs = 25;

/** By the first entry of a batch: the last result, since a second call might take more or less time. */
const batchCache = new WeakMap<
	LogEntry,
	{
		readonly entries: readonly LogEntry[];
		readonly matcher: Matcher;
		readonly attempt: number;
		readonly matches: readonly boolean[] | null;
	}
>();

/** Which of some entries a search finds; null if that takes too long. `attempt` counts the calls for the same entries. */
export function matchEntries(
	entries: readonly LogEntry[],
	matcher: Matcher,
	attempt: number,
): readonly boolean[] | null {
	const [first] = entries;
	const known = first === undefined ? undefined : batchCache.get(first);
	const isSame =
		known?.matcher === matcher &&
		known.attempt === attempt &&
		known.entries.length === entries.length &&
		known.entries.every((entry, index) => entry === entries[index]);

	if (isSame) {
		return known.matches;
	}

	const matches = callWithTimeLimit(batchTimeoutMs, () =>
		entries.map(entry => entryMatches(entry, matcher)),
	);

	if (first !== undefined) {
		batchCache.set(first, {entries, matcher, attempt, matches});
	}

	return matches;
}

function compile(text: string): Search {
	if (text === '') {
		return 'none';
	}

	const source = text.startsWith('/') ? text.slice(1).replace(/\/$/, '') : '';

	if (source !== '') {
		// The letter of an escape as `\S` is no capital that the reader wants.
		const flags = hasCapitals(source.replaceAll(/\\(?:[pP]\{[^}]*\}|.)/gsu, '')) ? 'g' : 'gi';
		const pattern = tryExpression(source, `${flags}u`) ?? tryExpression(source, flags);
		return pattern === null ? 'invalid' : {kind: 'expression', test: testWith(pattern), pattern};
	}

	// Not the hyphen: it means nothing outside of brackets, and the `u` flag forbids to escape what means nothing.
	const escaped = text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
	const sensitive = hasCapitals(text);
	const pattern = new RegExp(escaped, sensitive ? 'gu' : 'giu');
	return {
		kind: 'plain',
		test: sensitive ? other => other.includes(text) : testWith(pattern),
		pattern,
	};
}

/** A global expression goes on where it ended; one that only tells whether must not. */
function testWith({source, flags}: RegExp): Matcher['test'] {
	const once = new RegExp(source, flags.replace('g', ''));
	return text => once.test(text);
}

function tryExpression(source: string, flags: string): RegExp | null {
	try {
		return new RegExp(source, flags);
	} catch {
		// Whatever is wrong with it, the reader is still typing it.
		return null;
	}
}

function hasCapitals(text: string): boolean {
	return text !== text.toLowerCase();
}
