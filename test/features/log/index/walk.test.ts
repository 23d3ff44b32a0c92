import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import type {LogEntry} from '../../../../source/core/log/log-entry.ts';
import {emptyLog, mergeLog} from '../../../../source/core/log/log-store.ts';
import {LogLayer} from '../../../../source/features/log/index/layer.ts';
import {MergedSequence} from '../../../../source/features/log/index/merged-sequence.ts';
import {walkWhole} from '../../../../source/features/log/index/walk.ts';
import {entry} from '../../../helpers/values.ts';

const seconds = fc.array(fc.nat(30), {maxLength: 15});

/** Merges the logs, and keeps only the entries whose time is an even number of seconds. */
function evenOf(logs: readonly (readonly LogEntry[])[]): LogLayer {
	const merged = new MergedSequence().over(
		logs.map((log, run) => ({run: String(run), log: mergeLog(emptyLog(), log)})),
	);
	return new LogLayer(merged.sequence, {
		keeps: ({at}) => at !== null && at % 2000 === 0,
		cost: () => 1,
	});
}

function logOf(run: number, times: readonly number[]): readonly LogEntry[] {
	return [...times].sort((a, b) => a - b).map((second, index) => entry(`${run}:${index}`, second));
}

test('a sequence that is partly read is iterated whole, once and in order (property)', () => {
	fc.assert(
		fc.property(
			fc.tuple(seconds, seconds, seconds),
			fc.nat(2000),
			fc.integer({min: 1, max: 4}),
			(times, units, size) => {
				const logs = times.map((list, run) => logOf(run, list));
				const portions = [...walkWhole(evenOf(logs).extend({left: units}).sequence, size)];
				assert.ok(portions.every(portion => portion.length <= size));
				assert.deepEqual(
					portions.flat().map(({entry: {message}}) => message.exact),
					logs
						.flat()
						.filter(({at}) => at !== null && at % 2000 === 0)
						.sort((a, b) => (a.at ?? 0) - (b.at ?? 0))
						.map(({message}) => message.exact),
				);
			},
		),
	);
});
