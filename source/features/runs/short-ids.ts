import type {Run, RunOrderId} from '../../core/run.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {SafeText} from '../../core/text/text.ts';

/** Matches the prefix that all ids of the service have. Short ids leave it out. */
const prefix = /^wfrun_(?=.)/s;
const minLength = 4;

/** Returns a short form of each id: its shortest unique start after `wfrun_`, at least `minLength` characters. */
export function shortIds(runs: Iterable<Run>): ReadonlyMap<RunOrderId, SafeText> {
	const sorted = [...runs]
		.map(({id, label}) => ({id, body: label.replace(prefix, '')}))
		.toSorted((a, b) => (a.body < b.body ? -1 : 1));
	return new Map(
		sorted.map(({id, body}, index) => {
			const common = Math.max(
				commonLength(body, sorted[index - 1]?.body),
				commonLength(body, sorted[index + 1]?.body),
			);
			return [id, cleanName(body.slice(0, Math.max(minLength, common + 1)))];
		}),
	);
}

function commonLength(a: string, b = ''): number {
	let length = 0;

	while (length < a.length && a[length] === b[length]) {
		length++;
	}

	return length;
}
