import QuickLRU from 'quick-lru';
import type {LogEntry} from '../../../core/log/log-entry.ts';
import {callWithTimeLimit} from '../../../core/time/call-with-time-limit.ts';

export type Matcher = {
	/** `plain`: a substring. `expression`: a regular expression. Its test may be slow, so use `callWithTimeLimit`. */
	readonly kind: 'plain' | 'expression';
	readonly test: (text: string) => boolean;
	/** The search as a regular expression. It has the `g` flag, to find all hits in a text. */
	readonly pattern: RegExp;
};

type Search = 'none' | 'invalid' | Matcher;

/** The same text must give the identical matcher, because other caches compare matchers by identity. */
const searchCache = new QuickLRU<string, Search>({maxSize: 4});

/** A leading `/` means a regular expression; a final `/` is optional. Case matters only if there are capitals. */
export function compileSearch(text: string): Search {
	const search = searchCache.get(text) ?? compile(text);
	searchCache.set(text, search);
	return search;
}

export function entryMatches(entry: LogEntry, {test}: Matcher): boolean {
	return (
		test(entry.message.safe) ||
		(entry.nodeId !== null && test(entry.nodeId.safe)) ||
		(entry.eventType !== null && test(entry.eventType.safe)) ||
		(entry.level !== null && test(entry.level.safe))
	);
}

/** Timeout for testing a batch of entries. It is short, because a key press waits for the test. */
const batchTimeoutMs = 25;

/**
 * Caches which entries of a batch match. The key is the first entry of the batch. Without this cache, filtering the
 * same log twice could give two results, because one test of a batch may time out and the next one may not.
 */
const batchCache = new WeakMap<
	LogEntry,
	{
		readonly entries: readonly LogEntry[];
		readonly matcher: Matcher;
		readonly attempt: number;
		readonly matches: readonly boolean[] | null;
	}
>();

/**
 * Returns for each entry whether it matches; null after a timeout. The result is cached, even a timeout. To test the
 * same entries again, pass another number as `attempt`.
 */
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
		// Escapes such as `\S` do not make a search case-sensitive.
		const flags = hasCapitals(source.replaceAll(/\\(?:[pP]\{[^}]*\}|.)/gsu, '')) ? 'g' : 'gi';
		const pattern = tryExpression(source, `${flags}u`) ?? tryExpression(source, flags);
		return pattern === null ? 'invalid' : {kind: 'expression', test: testWith(pattern), pattern};
	}

	// With the `u` flag, `-` must not be escaped outside of brackets.
	const escaped = text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
	const sensitive = hasCapitals(text);
	const pattern = new RegExp(escaped, sensitive ? 'gu' : 'giu');
	return {
		kind: 'plain',
		test: sensitive ? other => other.includes(text) : testWith(pattern),
		pattern,
	};
}

/** Returns a test without the `g` flag. With this flag, `RegExp.test` would start at the end of the previous match. */
function testWith({source, flags}: RegExp): Matcher['test'] {
	const once = new RegExp(source, flags.replace('g', ''));
	return text => once.test(text);
}

function tryExpression(source: string, flags: string): RegExp | null {
	try {
		return new RegExp(source, flags);
	} catch {
		// The expression is invalid, for example because the user is still typing.
		return null;
	}
}

function hasCapitals(text: string): boolean {
	return text !== text.toLowerCase();
}
