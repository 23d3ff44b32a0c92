import type {Run, RunOrderId} from '../../core/run.ts';
import type {SafeText} from '../../core/text/text.ts';
import {cleanName} from '../../core/text/sanitize.ts';

/** What every run order's id begins with; it tells nobody anything in a list of run orders. */
const prefix = 'wfrun_';
const minLength = 4;

type ShortIds = ReadonlyMap<RunOrderId, SafeText>;

/** Those of the last call: they hang on which runs there are, and that seldom changes. */
let cache: ShortIds = new Map();

/** For each run its id without the common prefix, shortened only as far as all of them stay apart. */
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
