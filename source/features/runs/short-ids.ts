import type {Run, RunOrderId} from '../../core/run.ts';
import type {SafeText} from '../../core/text/text.ts';
import {cleanName} from '../../core/text/sanitize.ts';

/** The prefix of all ids of the service. Short ids do not contain the prefix. */
const prefix = 'wfrun_';
const minLength = 4;

type ShortIds = ReadonlyMap<RunOrderId, SafeText>;

/** The latest result of `shortIds`. It stays valid until runs are added or removed. */
let cache: ShortIds = new Map();

/**
 * Returns a short form of each id: without the prefix, the shortest start that is unique, but at least `minLength`
 * characters.
 */
export function shortIds(runs: Iterable<Run>): ShortIds {
	const all = [...runs];

	if (all.length !== cache.size || !all.every(({id}) => cache.has(id))) {
		cache = shorten(all);
	}

	return cache;
}

function shorten(runs: readonly Run[]): ShortIds {
	const bodies = runs
		.map(run => ({id: run.id, body: [...withoutPrefix(run.label)]}))
		.toSorted((a, b) => compare(a.body, b.body));
	return new Map(
		bodies.map(({id, body}, index) => {
			const apart =
				1 +
				Math.max(
					commonLength(body, bodies[index - 1]?.body),
					commonLength(body, bodies[index + 1]?.body),
				);
			const short = body.slice(0, Math.max(minLength, apart)).join('');
			return [id, cleanName(short)];
		}),
	);
}

function withoutPrefix(label: string): string {
	return label.startsWith(prefix) && label.length > prefix.length
		? label.slice(prefix.length)
		: label;
}

function compare(a: readonly string[], b: readonly string[]): number {
	const at = commonLength(a, b);
	return (a[at] ?? '') < (b[at] ?? '') ? -1 : 1;
}

function commonLength(a: readonly string[], b: readonly string[] = []): number {
	const apart = a.findIndex((character, index) => character !== b[index]);
	return apart === -1 ? a.length : apart;
}
