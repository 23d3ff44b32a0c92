import assert from 'node:assert/strict';
import {ApiError} from '../../../source/api/errors.ts';
import {dataOf} from '../../../source/api/failure.ts';
import {readExecution} from '../../../source/api/wire/execution.ts';
import {readOrderInfo, readRunList} from '../../../source/api/wire/run-orders.ts';
import {readWorkflowInfo} from '../../../source/api/wire/workflow-info.ts';
import {rawResponseOf} from '../../api/raw-response-of.ts';
import {jsonTexts, naughtyStrings, oddValues} from '../corpora.ts';
import {mutate} from '../mutate.ts';
import type {Part} from '../part.ts';
import {applyResult, type PollResult} from '../poll-result.ts';
import {checkedScreen} from '../rendered.ts';
import {execution, places, withJson, withValue} from '../responses.ts';

const whole = 500_000;
/** Rendering is expensive, so the screen is drawn only for every 25th response. */
const renderInterval = 25;
/** The minimum share of responses that are accepted in spite of errors. */
const minAccepted = 0.3;

const base = Buffer.from(JSON.stringify(execution));
const values = [
	...jsonTexts,
	...naughtyStrings.map(text => JSON.stringify(text)),
	...oddValues,
].filter(text => text.length < 1000);

/**
 * Reads responses that were changed at random. They are passed to the readers without a connection. This is faster,
 * so more responses can be tested.
 */
export const part: Part = {
	whole,
	async run({chance, share, results, figure}) {
		let accepted = 0;

		for (let nth = share(whole); nth > 0; nth--) {
			results.case(`mutation ${nth}`, () => {
				const luck = chance.fork(String(nth));
				const text = luck.happens(0.5)
					? mutate(base, luck).toString()
					: withJson(
							luck.pick(places),
							luck.pick(values),
							withValue(execution, luck.pick(places), luck.next()),
						);
				const result = read(text);
				accepted += result instanceof Error ? 0 : 1;

				if (nth % renderInterval === 0) {
					checkedScreen(applyResult(result).screen);
				}
			});
		}

		figure('understood', accepted);
		assert.ok(accepted > results.cases * minAccepted, `only ${accepted} were accepted`);
	},
};

/**
 * Reads the text as the response to each kind of request. Returns the execution, or an `ApiError` if the text is no
 * valid execution. Throws if a reader fails with any other error.
 */
function read(text: string): PollResult {
	try {
		const data = dataOf(rawResponseOf(text));

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
