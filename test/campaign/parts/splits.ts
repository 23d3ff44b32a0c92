import assert from 'node:assert/strict';
import {BodyCollector} from '../../../source/api/body-collector.ts';
import {KeyFilter} from '../../../source/terminal/input/key-filter.ts';
import type {Part} from '../part.ts';
import {payloads, terminalReplies} from '../payloads.ts';
import {execution} from '../responses.ts';

const body = Buffer.from(
	JSON.stringify([execution, '国👩‍👩‍👧e\u0301\uFEFF', ...payloads.slice(0, 60)]),
);
const limit = 1024 * 1024;

const whole =
	body.length + terminalReplies.reduce((sum, reply) => sum + Buffer.byteLength(reply) - 1, 0);

/**
 * Cuts a response or a terminal reply into two pieces, at every place. Asserts that it is read like the uncut one.
 */
export const part: Part = {
	whole,
	async run({share, chance, results}) {
		const cuts = chance.sample([...body.keys()], Math.max(1, share(body.length)));

		for (const cut of cuts) {
			await results.caseAsync(`body cut at ${cut}`, async () => {
				assert.deepEqual(await joined(body.subarray(0, cut), body.subarray(cut)), body);
			});
		}

		for (const reply of terminalReplies) {
			// The program waits after an escape byte, which alone is the key esc.
			for (let cut = 1; cut < reply.length; cut++) {
				results.case(`reply ${JSON.stringify(reply)} cut at ${cut}`, () => {
					const filter = new KeyFilter();
					const keys = filter.push(reply.slice(0, cut)) + filter.push(`${reply.slice(cut)}j`);
					assert.equal(keys, 'j');
				});
			}
		}
	},
};

async function joined(...pieces: readonly Uint8Array[]): Promise<Buffer> {
	const collector = new BodyCollector(limit);

	for (const piece of pieces) {
		collector.add(piece);
	}

	return collector.end();
}
