import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isDeepStrictEqual} from 'node:util';
import fc from 'fast-check';
import type {LogEntry, Severity} from '../../source/core/log/log-entry.ts';
import {selectScreen} from '../../source/features/screen-model.ts';
import {play, stateAfter, watching} from '../helpers/play.ts';
import {entry, name, polled, start} from '../helpers/values.ts';

const severities: readonly Severity[] = ['info', 'debug', 'warn', 'error'];

const log: readonly LogEntry[] = Array.from({length: 400}, (_, index) => {
	const node = String(Math.floor(index / 50));
	const severity = severities[index % 97 < 3 ? index % 97 : 0] ?? 'info';
	return entry(`n${node} step ${index} ${severity}`, index, {severity, nodeId: name(node)});
});

const keys = 'L # & T n E ] G pageup V A enter esc y'.split(' ');
const searches = ['error', '7', 'n1 step', 'level:warn -7', '/('];

const steps = fc.array(
	fc.oneof(
		{weight: 6, arbitrary: fc.constantFrom(...keys)},
		{
			weight: 4,
			arbitrary: fc
				.tuple(fc.constantFrom('a', 'b'), fc.nat(log.length))
				.map(([id, length]) => polled(id, {startedAt: start}, log.slice(0, length))),
		},
		{weight: 2, arbitrary: fc.constantFrom(...searches).map(text => `/ ctrl+u "${text}"`)},
	),
	{minLength: 10, maxLength: 25},
);

/** Unlike `assert.deepEqual`, does not print the difference: that would take minutes for such large states. */
function assertEqual(actual: unknown, expected: unknown, message: string): void {
	assert.ok(isDeepStrictEqual(actual, expected), message);
}

test('reducing the same state and action again gives the same state, effects and screen', () => {
	fc.assert(
		fc.property(steps, taken => {
			let state = stateAfter(watching(['a', 'b'], {columns: 100, rows: 30}), '3');

			for (const step of taken) {
				const before = selectScreen(state);
				const first = play(state, step);
				const shown = selectScreen(first.state);
				const second = play(state, step);
				assertEqual(second, first, 'the results are equal');
				assertEqual(selectScreen(second.state), shown, 'the screens are equal');
				assertEqual(selectScreen(first.state), shown, 'the first result stays as it was');
				assertEqual(selectScreen(state), before, 'the state before stays as it was');
				state = second.state;
			}
		}),
		{numRuns: 40},
	);
});
