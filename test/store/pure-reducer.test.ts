import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isDeepStrictEqual} from 'node:util';
import fc from 'fast-check';
import type {LogEntry, Severity} from '../../source/core/log/log-entry.ts';
import type {Action} from '../../source/store/action.ts';
import type {Command} from '../../source/store/command.ts';
import {reduce} from '../../source/store/reducer.ts';
import {selectScreen} from '../../source/store/selectors.ts';
import type {State} from '../../source/store/state.ts';
import {invoked, stateAfter, typed, watching} from '../helpers/play.ts';
import {entry, name, polled, start} from '../helpers/values.ts';

const severities: readonly Severity[] = ['info', 'debug', 'warn', 'error'];

const log: readonly LogEntry[] = Array.from({length: 400}, (_, index) => {
	const node = String(Math.floor(index / 50));
	const severity = severities[index % 97 < 3 ? index % 97 : 0] ?? 'info';
	return entry(`n${node} step ${index} ${severity}`, index, {severity, nodeId: name(node)});
});

const commands: readonly Command[] = [
	{type: 'least-level'},
	{type: 'one-node'},
	{type: 'hits-only'},
	{type: 'timeline'},
	{type: 'next-hit', step: 1},
	{type: 'next-error', step: -1},
	{type: 'next-node', step: 1},
	{type: 'jump', to: 'end'},
	{type: 'page', pages: -1},
	{type: 'select-lines'},
	{type: 'all-logs'},
	{type: 'submit'},
	{type: 'back'},
	{type: 'enter'},
	{type: 'copy'},
];

const step: fc.Arbitrary<readonly Action[]> = fc.oneof(
	{weight: 6, arbitrary: fc.constantFrom(...commands).map(command => [invoked(command)])},
	{
		weight: 4,
		arbitrary: fc
			.tuple(fc.constantFrom('a', 'b'), fc.nat(log.length))
			.map(([id, length]) => [polled(id, {startedAt: start}, log.slice(0, length))]),
	},
	{
		weight: 2,
		arbitrary: fc
			.constantFrom('error', '7', '"n1 step"', 'level:warn -7', '/(')
			.map(text => [invoked({type: 'search'}), invoked({type: 'erase', to: 'start'}), typed(text)]),
	},
);

/** Unlike `assert.deepEqual`, does not print the difference: that would take minutes for such large states. */
function assertEqual(actual: unknown, expected: unknown, message: string): void {
	assert.ok(isDeepStrictEqual(actual, expected), message);
}

test('reducing the same state and action again gives the same state, effects and screen', () => {
	fc.assert(
		fc.property(fc.array(step, {minLength: 10, maxLength: 25}), steps => {
			let state: State = stateAfter(
				watching(['a', 'b'], {columns: 100, rows: 30}),
				invoked({type: 'focus', pane: 'log'}),
			);

			for (const action of steps.flat()) {
				const before = selectScreen(state);
				const first = reduce(state, action);
				const shown = selectScreen(first.state);
				const second = reduce(state, action);
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
