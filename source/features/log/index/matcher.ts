import QuickLRU from 'quick-lru';
import type {LogEntry} from '../../../core/log/log-entry.ts';
import {callWithTimeLimit} from '../../../core/time/call-with-time-limit.ts';

/** A compiled search. */
export type Matcher = {
	/** A plain text, or a regular expression, which may take any time (see `callWithTimeLimit`). */
	readonly kind: 'plain' | 'expression';
	readonly test: (text: string) => boolean;
	/** Finds all hits in a text: it has the `g` flag. */
	readonly pattern: RegExp;
};

/** `none` for an empty text, `invalid` for a wrong regular expression. */
export type Search = 'none' | 'invalid' | Matcher;

/** The same text gives the same matcher, which is a key of other caches. */
const searchCache = new QuickLRU<string, Search>({maxSize: 4});

/**
 * Compiles a search. A text that begins with `/` is a regular expression, with or without a `/` at its end. Case
 * matters only if the text contains capitals (smart case). Never throws.
 */
export function compileSearch(text: string): Search {
	const search = searchCache.get(text) ?? compile(text);
	searchCache.set(text, search);
	return search;
}

/** Whether the message, node, type or level of an entry contains a hit. */
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
		// The letter of an escape such as `\S` does not make the search case-sensitive.
		const flags = hasCapitals(source.replaceAll(/\\(?:[pP]\{[^}]*\}|.)/gsu, '')) ? 'g' : 'gi';
		const pattern = tryExpression(source, `${flags}u`) ?? tryExpression(source, flags);
		return pattern === null ? 'invalid' : {kind: 'expression', test: testWith(pattern), pattern};
	}

	// The `u` flag forbids to escape a hyphen outside of brackets.
	const escaped = text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
	const sensitive = hasCapitals(text);
	const pattern = new RegExp(escaped, sensitive ? 'gu' : 'giu');
	return {
		kind: 'plain',
		test: sensitive ? other => other.includes(text) : testWith(pattern),
		pattern,
	};
}

/** Tests without the `g` flag, with which a test would start where the last one ended. */
function testWith({source, flags}: RegExp): Matcher['test'] {
	const once = new RegExp(source, flags.replace('g', ''));
	return text => once.test(text);
}

function tryExpression(source: string, flags: string): RegExp | null {
	try {
		return new RegExp(source, flags);
	} catch {
		// The user is still typing it.
		return null;
	}
}

function hasCapitals(text: string): boolean {
	return text !== text.toLowerCase();
}
