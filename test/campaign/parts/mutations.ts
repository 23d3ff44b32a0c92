import assert from 'node:assert/strict';
import {dataOf} from '../../../source/api/failure.ts';
import {readExecution} from '../../../source/api/wire/execution.ts';
import {readOrderInfo} from '../../../source/api/wire/order-info.ts';
import {readRunList} from '../../../source/api/wire/run-list.ts';
import {readWorkflowInfo} from '../../../source/api/wire/workflow-info.ts';
import {ApiError} from '../../../source/api/errors/api-error.ts';
import {execution, places, spliced, withAt} from '../answers.ts';
import {jsonTexts, naughtyStrings, oddValues} from '../corpora.ts';
import {mutate} from '../mutate.ts';
import type {Part} from '../part.ts';
import {takeReply, type Came} from '../take-reply.ts';

const whole = 500_000;
/** Drawing costs more than all the rest: one in so many is drawn. */
const drawn = 25;
/** So many of all are still answers, in spite of what is wrong with them. */
const minUnderstood = 0.3;

const base = Buffer.from(JSON.stringify(execution));
const values = [
	...jsonTexts,
	...naughtyStrings.map(text => JSON.stringify(text)),
	...oddValues,
].filter(text => text.length < 1000);

/** Many more spoilt answers than a connection could carry in the time: what the wire reads, without the wire. */
export const mutations: Part = {
	name: 'mutations',
	whole,
	async run({chance, share, results, figure}) {
		let understood = 0;

		for (let nth = share(whole); nth > 0; nth--) {
			results.case(`mutation ${nth}`, () => {
				const luck = chance.fork(String(nth));
				const text = luck.happens(0.5)
					? mutate(base, luck).toString()
					: spliced(
							luck.pick(places),
							luck.pick(values),
							withAt(execution, luck.pick(places), luck.next()),
						);
				const came = read(text);
				understood += came instanceof Error ? 0 : 1;

				if (nth % drawn === 0) {
					takeReply(came);
				}
			});
		}

		figure('understood', understood);
		// One field that is wrong is no reason not to read the others.
		assert.ok(understood > results.cases * minUnderstood, `only ${understood} were understood`);
	},
};

/** What the text is read as: an execution; and as everything else, which may fail but not break. */
function read(text: string): Came {
	const reply = {status: 200, digest: null, text: () => text, retryAfter: null, redirectsTo: null};

	try {
		const data = dataOf(reply);

		for (const reader of [readOrderInfo, readRunList, readWorkflowInfo]) {
			orFailure(() => reader(data));
		}

		return readExecution(data);
	} catch (error) {
		assert.ok(error instanceof ApiError, String(error));
		return error;
	}
}

function orFailure(work: () => unknown): void {
	try {
		work();
	} catch (error) {
		assert.ok(error instanceof ApiError, String(error));
	}
}
