import type {Run, RunOrderId} from '../../core/run.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {SafeText} from '../../core/text/text.ts';

/** Matches the prefix that all ids of the service have. Short ids leave it out. */
const prefix = /^wfrun_(?=.)/s;
const minLength = 4;

/** Returns a short form of each id: its start after `wfrun_`, as long as is needed to tell all of them apart. */
export function shortIds(runs: Iterable<Run>): ReadonlyMap<RunOrderId, SafeText> {
	const bodies = [...runs].map(({id, safeId}) => ({id, body: safeId.replace(prefix, '')}));
	const distinct = new Set(bodies.map(({body}) => body)).size;
	let length = minLength;

	while (new Set(bodies.map(({body}) => body.slice(0, length))).size < distinct) {
		length++;
	}

	return new Map(bodies.map(({id, body}) => [id, cleanName(body.slice(0, length))]));
}
