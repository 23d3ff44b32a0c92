import assert from 'node:assert/strict';
import test from 'node:test';
import {emptyLog} from '../../../source/core/log/run-log.ts';
import {parseMoney} from '../../../source/core/money/money.ts';
import {runRecord} from '../../../source/features/history/records.ts';
import {execution} from '../../helpers/values.ts';

test('what an unfinished run costs so far is not kept, because it would hide what is billed at its end', () => {
	const recordIn = (phase: 'running' | 'failed') =>
		runRecord({
			id: 'wfrun_1',
			title: null,
			execution: execution({phase, totalCost: parseMoney('0.5')}),
			log: emptyLog,
			polling: {respondedAt: 1},
		});
	assert.equal(recordIn('running').totalCost, undefined);
	assert.equal(recordIn('failed').totalCost, '0.5');
});
