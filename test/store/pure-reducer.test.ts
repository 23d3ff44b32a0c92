import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isDeepStrictEqual} from 'node:util';
import fc from 'fast-check';
import type {LogEntry, Severity} from '../../source/core/log/log-entry.ts';
import {serverStateOf} from '../../source/features/replay/server-state.ts';
import type {Action} from '../../source/store/action.ts';
import type {Command} from '../../source/store/command.ts';
import {reduce} from '../../source/store/reducer.ts';
import {selectScreen} from '../../source/store/selectors.ts';
import type {State} from '../../source/store/state.ts';
import {invoked, stateAfter, typed, watching as watchingRuns} from '../helpers/play.ts';
import {entry, name, polled, start} from '../helpers/values.ts';

const severities: readonly Severity[] = ['info', 'debug', 'warn', 'error'];
const types = ['executing', 'progress', 'executed', null] as const;

/**
 * A number of log entries that takes several steps to index. One step indexes at most 37,000 entries for the log, or
 * 25,000 for the timeline.
 */
const longest = 3000;
const logs: Readonly<Record<string, readonly LogEntry[]>> = {
	a: makeLog(longest, 1),
	b: makeLog(longest, 3),
	c: makeLog(40, 2),
};

const commands: readonly Command[] = [
	{type: 'least-level'},
	{type: 'one-node'},
	{type: 'hits-only'},
	{type: 'timeline'},
	{type: 'next-hit', step: 1},
	{type: 'next-hit', step: -1},
	{type: 'next-error', step: -1},
	{type: 'next-node', step: 1},
	{type: 'jump', to: 'start'},
	{type: 'jump', to: 'end'},
	{type: 'page', pages: -1},
	{type: 'move', lines: -1},
	{type: 'select-lines'},
	{type: 'wrap'},
	{type: 'submit'},
	{type: 'back'},
	{type: 'enter'},
	{type: 'copy'},
];

/** An action, or a rewind by a number of actions. */
type Step = Action | {readonly back: number};

const step: fc.Arbitrary<readonly Step[]> = fc.oneof(
	{weight: 6, arbitrary: fc.constantFrom(...commands).map(command => [invoked(command)])},
	{weight: 4, arbitrary: fc.constantFrom('a', 'b').chain(id => fc.nat(longest).map(grow(id)))},
	{weight: 2, arbitrary: fc.nat(40).map(grow('c'))},
	{
		weight: 2,
		arbitrary: fc.constantFrom('error', '7', '"n1 step"', 'level:warn -7', '/(').map(search),
	},
	{
		weight: 2,
		arbitrary: fc
			.constantFrom<Command[]>([{type: 'all-logs'}], [{type: 'timeline'}])
			.map(keys => keys.map(key => invoked(key))),
	},
	{weight: 1, arbitrary: fc.constant([invoked({type: 'save-log'}), invoked({type: 'submit'})])},
	{weight: 1, arbitrary: fc.nat(20).map(back => [{back}])},
	{
		weight: 1,
		arbitrary: fc
			.constantFrom(1, -1)
			.map(lines => [
				invoked({type: 'focus', pane: 'runs'}),
				invoked({type: 'move', lines}),
				invoked({type: 'focus', pane: 'log'}),
			]),
	},
);

test('reducing the same state and action again gives the same state, effects and screen', () => {
	fc.assert(
		fc.property(fc.array(step, {minLength: 10, maxLength: 25}), fc.boolean(), (steps, isSecond) => {
			const history = [watching()];

			for (const next of steps.flat()) {
				const state = history.at(-1) ?? watching();
				history.push(reduceTwice(state, actionOf(next, history), isSecond));
			}
		}),
		{numRuns: 40},
	);
});

/**
 * Asserts that reducing an action twice gives equal results, and that no earlier state changes. Returns the new
 * state: that of the second time if `isSecond`, otherwise that of the first.
 */
function reduceTwice(state: State, action: Action, isSecond: boolean): State {
	const before = selectScreen(state);
	const first = reduce(state, action);
	const shown = selectScreen(first.state);
	const second = reduce(state, action);
	assertEqual(selectScreen(second.state), shown, 'the screens are equal');
	assertEqual(second.state, first.state, 'the states are equal');
	assertEqual(second.effects, first.effects, 'the effects are equal');
	assertEqual(selectScreen(first.state), shown, 'the first result stays as it was');
	assertEqual(selectScreen(state), before, 'the state before stays as it was');
	return isSecond ? second.state : first.state;
}

/** Unlike `assert.deepEqual`, does not print the difference: that would take minutes for such large states. */
function assertEqual(actual: unknown, expected: unknown, message: string): void {
	assert.ok(isDeepStrictEqual(actual, expected), message);
}

function watching(): State {
	const runs = watchingRuns(Object.keys(logs), {columns: 100, rows: 30});
	return stateAfter(runs, invoked({type: 'focus', pane: 'log'}));
}

/** Makes a log with an entry every `seconds` seconds. */
function makeLog(count: number, seconds: number): readonly LogEntry[] {
	return Array.from({length: count}, (_, index) => {
		const node = String(Math.floor(index / 50) % 9);
		const severity = severities[index % 97 < 3 ? index % 97 : 0] ?? 'info';
		const type = types[index % 4] ?? null;
		return entry(`n${node} step ${index} ${severity}`, index * seconds, {
			severity,
			nodeId: index % 11 === 0 ? null : name(node),
			eventType: type === null ? null : name(type),
		});
	});
}

function grow(id: string): (length: number) => readonly Step[] {
	return length => [polled(id, {startedAt: start}, (logs[id] ?? []).slice(0, length))];
}

function search(text: string): readonly Step[] {
	return [invoked({type: 'search'}), invoked({type: 'erase', to: 'start'}), typed(text)];
}

function actionOf(next: Step, history: readonly State[]): Action {
	if (!('back' in next)) {
		return next;
	}

	const there = history.at(-1 - next.back) ?? history[0] ?? watching();
	return {type: 'rewound', at: start, serverState: serverStateOf(there)};
}
