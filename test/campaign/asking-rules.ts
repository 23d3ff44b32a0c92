import assert from 'node:assert/strict';
import type {ProblemKind} from '../../source/core/problem.ts';
import type {Asked} from './observed-client.ts';

/** After so many failures in a row the service is only probed. */
const failuresUntilProbing = 5;
const outOfReach: ReadonlySet<ProblemKind> = new Set(['network', 'timeout']);

/** Throws where the questions of a watch were not asked as it is promised: H7, H9, H10, H11. */
export function assertAskedPolitely(requested: readonly Asked[]): void {
	for (const one of requested) {
		const before = requested.filter(other => other !== one && other.at <= one.at);
		assertAlone(one, before);
		assertNotTooSoon(one, before);
		assertProbing(one, before);
		const refused = before.find(({error, ended}) => error?.kind === 'auth' && ended < one.at);
		assert.equal(refused, undefined, `${one.about} is asked after the key was refused (H10)`);
	}
}

function assertAlone(one: Asked, before: readonly Asked[]): void {
	const overlapping = before.find(({about, ended}) => about === one.about && ended > one.at);
	assert.equal(overlapping, undefined, `two questions for ${one.about} overlap (H11)`);
}

function assertNotTooSoon(one: Asked, before: readonly Asked[]): void {
	const early = before.find(({ended, error}) => {
		return ended < one.at && one.at < ended + (error?.retryAfter ?? 0);
	});
	assert.equal(
		early,
		undefined,
		`${one.about} is asked ${one.at - (early?.ended ?? 0)} ms after a pause of ${early?.error?.retryAfter} was asked for (H7)`,
	);
}

/** Whoever is asked while the service is being probed is the only one, but for those that were under way before. */
function assertProbing(one: Asked, before: readonly Asked[]): void {
	const ended = before.filter(other => other.ended <= one.at).sort((a, b) => a.ended - b.ended);
	let failures = 0;
	let since = Infinity;

	for (const {error, ended: when} of ended) {
		if (error === null || !(outOfReach.has(error.kind) || (error.httpStatus ?? 0) >= 500)) {
			// What is neither an answer nor out of reach may leave the count as it is; so it is not judged.
			failures = 0;
			since = Infinity;
		} else {
			failures++;
			since = failures === failuresUntilProbing ? when : since;
		}
	}

	const besides = before.filter(other => other.ended > one.at && other.at > since);
	assert.deepEqual(
		besides.map(({about}) => about),
		[],
		'more than one question while probing (H9)',
	);
}
