import {createContext, Script} from 'node:vm';
import type {Duration} from '../time/clock.ts';

/** What a user searches for in texts. */
export type Matcher = {
	/** The test of a regular expression may be slow, so use `callWithTimeLimit`. */
	readonly test: (text: string) => boolean;
	/** Has the `g` flag, to find all hits in a text. */
	readonly pattern: RegExp;
};

/** A leading `/` means a regular expression; a final `/` is optional. Case matters only if there are capitals. */
export function compileSearch(text: string): 'none' | 'invalid' | Matcher {
	const source = text.startsWith('/') ? text.slice(1).replace(/\/$/, '') : '';

	if (source === '') {
		return text === '' ? 'none' : plainMatcher(text);
	}

	// Escapes such as `\S` do not make a search case-sensitive.
	const flags = hasCapitals(source.replaceAll(/\\(?:[pP]\{[^}]*\}|.)/gsu, '')) ? 'g' : 'gi';
	const pattern = tryExpression(source, `${flags}u`) ?? tryExpression(source, flags);
	return pattern === null ? 'invalid' : {test: testWith(pattern), pattern};
}

/** Finds a text itself. Case matters only if it has capitals. */
export function plainMatcher(text: string): Matcher {
	// With the `u` flag, `-` must not be escaped outside of brackets.
	const escaped = text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
	const pattern = new RegExp(escaped, hasCapitals(text) ? 'gu' : 'giu');
	return {test: testWith(pattern), pattern};
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

/** Maximum length of a text in which hits are marked, in UTF-16 units. A line of a megabyte may contain a million hits. */
const markedUnits = 4096;

/** Returns the ranges of the matches in the start of a text, extended to whole graphemes: ascending, without overlap. */
export function findRanges(
	whole: string,
	pattern: RegExp,
): ReadonlyArray<{readonly from: number; readonly to: number}> {
	const text = whole.slice(0, markedUnits);
	const found = [...text.matchAll(pattern)].filter(([match]) => match !== '');

	if (found.length === 0) {
		return [];
	}

	const characters = new Intl.Segmenter().segment(text);
	const ranges: Array<{from: number; to: number}> = [];
	let end = 0;

	for (const {0: match, index} of found) {
		const from = characters.containing(index)?.index ?? index;
		const last = characters.containing(index + match.length - 1);
		const to = last === undefined ? text.length : last.index + last.segment.length;

		if (to > end) {
			ranges.push({from: Math.max(end, from), to});
			end = to;
		}
	}

	return ranges;
}

/** Null if `work` takes longer than `limit`. It may be interrupted at any point, so it must have no side effects. */
export const callWithTimeLimit = createTimeLimiter();

/** Uses `node:vm`, the only way to interrupt code on the same thread. A call costs 0.2 ms, the first one some ms. */
function createTimeLimiter() {
	const globals: {work: (() => unknown) | null} = {work: null};
	let script: {readonly run: (limit: Duration) => unknown} | null = null;

	function compile() {
		const context = createContext(globals);
		const compiled = new Script('work()');
		return {run: (timeout: Duration): unknown => compiled.runInContext(context, {timeout})};
	}

	return <T>(limit: Duration, work: () => T): T | null => {
		globals.work = work;

		try {
			script ??= compile();
			return script.run(limit) as T;
		} catch (error) {
			// An error from the VM context is not an instance of this module's `Error`.
			if (
				typeof error === 'object' &&
				error !== null &&
				'code' in error &&
				error.code === timedOut
			) {
				return null;
			}

			throw error;
		} finally {
			globals.work = null;
		}
	};
}

const timedOut = 'ERR_SCRIPT_EXECUTION_TIMEOUT';
