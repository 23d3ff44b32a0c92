import {parseFilterTerms, type FilterTerm} from '../text/filter-terms.ts';
import {plainMatcher, type Matcher} from '../text/text-search.ts';
import type {LogEntry, Severity} from './log-entry.ts';
import {nodeName} from './node-event.ts';

export const severities: readonly Severity[] = ['debug', 'info', 'warn', 'error'];

type EntryTest = (entry: LogEntry) => boolean;

/** What a user typed to filter and search a log, such as `level:warn node:n5 oom -tile`. */
export type LogQuery = {
	/** Levels, nodes and negated terms: entries that fail the test are hidden. */
	readonly shows: EntryTest;
	/** The other words: entries that pass the test are hits. Null without such words. */
	readonly finds: EntryTest | null;
	/** The hits in a text that passes `finds`. */
	readonly matchers: readonly Matcher[];
	readonly hasUnknownLevel: boolean;
};

export function parseLogQuery(text: string): LogQuery {
	const terms = parseFilterTerms(text, ['level', 'node']);
	const words = terms.flatMap(term => (term.kind === 'word' && !term.isNegated ? term.word : []));
	const matchers = words.map(plainMatcher);
	const hiding = terms.filter(term => term.kind === 'field' || term.isNegated).map(testOf);
	return {
		shows: entry => hiding.every(test => test(entry)),
		finds:
			matchers.length === 0
				? null
				: entry => matchers.every(matcher => entryMatches(entry, matcher)),
		matchers,
		hasUnknownLevel: terms.some(
			term =>
				term.kind === 'field' && term.field === 'level' && severityNamed(term.value) === undefined,
		),
	};
}

/** Returns the value of the first `level` or `node` of a query; null without one. */
export function queryTerm(text: string, field: 'level' | 'node'): string | null {
	const terms = parseFilterTerms(text, ['level', 'node']);
	const term = terms.find(each => each.kind === 'field' && each.field === field && !each.isNegated);
	return term?.kind === 'field' ? term.value : null;
}

/** Replaces each `level` or `node` of a query. Null removes it. */
export function withQueryTerm(text: string, field: 'level' | 'node', value: string | null): string {
	const others = text.replaceAll(new RegExp(`(?<=^|\\s)${field}[:：](?:"[^"]*"?|\\S*)`, 'gi'), '');
	const quoted = value !== null && /[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value;
	return [...(value === null ? [] : [`${field}:${quoted}`]), ...others.split(/\s+/)]
		.filter(part => part !== '')
		.join(' ');
}

/** Finds a severity by the start of its name, or by a longer name: `err`, `warning`. */
function severityNamed(value: string): Severity | undefined {
	const name = value.toLowerCase();
	return severities.find(severity => severity.startsWith(name) || name.startsWith(severity));
}

/** Returns whether an entry belongs to the node that a query names: `n5` or `5`. */
export function isOfNode({nodeId}: Pick<LogEntry, 'nodeId'>, name: string): boolean {
	return (
		nodeId !== null &&
		[nodeId.safe, nodeName(nodeId.safe)].some(id => id.toLowerCase() === name.toLowerCase())
	);
}

function testOf(term: FilterTerm): EntryTest {
	const test = positiveTestOf(term);
	return term.isNegated ? entry => !test(entry) : test;
}

function positiveTestOf(term: FilterTerm): EntryTest {
	if (term.kind === 'word') {
		const matcher = plainMatcher(term.word);
		return entry => entryMatches(entry, matcher);
	}

	if (term.field === 'node') {
		return entry => isOfNode(entry, term.value);
	}

	// An unknown level hides nothing.
	const least = severities.indexOf(severityNamed(term.value) ?? 'debug');
	return ({severity}) => severities.indexOf(severity) >= least;
}

function entryMatches(entry: LogEntry, {test}: Matcher): boolean {
	return (
		test(entry.message.safe) ||
		(entry.nodeId !== null && test(entry.nodeId.safe)) ||
		(entry.eventType !== null && test(entry.eventType.safe)) ||
		(entry.level !== null && test(entry.level.safe))
	);
}
