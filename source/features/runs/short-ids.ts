import type {Run, RunOrderId} from '../../core/run.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {SafeText} from '../../core/text/text.ts';

/** Matches the prefix that all ids of the service have. Short ids leave it out. */
const prefix = /^wfrun_(?=.)/s;
const minLength = 4;

type ShortIds = ReadonlyMap<RunOrderId, SafeText>;

/** The latest result of `shortIds`. It stays valid until runs are added or removed. */
let cache: ShortIds = new Map();

/** Returns a short form of each id: its shortest unique start after `wfrun_`, at least `minLength` characters. */
export function shortIds(runs: Iterable<Run>): ShortIds {
	const all = [...runs];

	if (all.length !== cache.size || !all.every(({id}) => cache.has(id))) {
		cache = shorten(all);
	}

	return cache;
}

function shorten(runs: readonly Run[]): ShortIds {
	const bodies = runs
		.map(({id, label}) => ({id, body: [...label.replace(prefix, '')]}))
		.toSorted((a, b) => (a.body.join('') < b.body.join('') ? -1 : 1));
	return new Map(
		bodies.map(({id, body}, index) => {
			const common = Math.max(
				commonPrefixLength(body, bodies[index - 1]?.body),
				commonPrefixLength(body, bodies[index + 1]?.body),
			);
			return [id, cleanName(body.slice(0, Math.max(minLength, common + 1)).join(''))];
		}),
	);
}

function commonPrefixLength(a: readonly string[], b: readonly string[] = []): number {
	const apart = a.findIndex((character, index) => character !== b[index]);
	return apart === -1 ? a.length : apart;
}
