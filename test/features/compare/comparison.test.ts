import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import {logOf} from '../../../source/core/log/run-log.ts';
import type {Run} from '../../../source/core/run.ts';
import {
	comparisonLines,
	comparisonMarkdown,
} from '../../../source/features/compare/comparison-text.ts';
import {compareRuns} from '../../../source/features/compare/comparison.ts';
import {messagesFor} from '../../../source/session/catalogue.ts';
import {lineWidth, textOf} from '../../../source/ui/line.ts';
import {stateAfter, watching} from '../../helpers/play.ts';
import {appearance, money, run} from '../../helpers/sample.ts';
import {entry, execution, name, output, polled, start} from '../../helpers/values.ts';
import {event} from '../nodes/event.ts';

type Parts = Partial<Run> & {
	readonly entries?: readonly LogEntry[];
	readonly gaps?: readonly number[];
};

function compared(id: string, {entries = [], gaps = [], ...parts}: Parts = {}): Run {
	return run(id, {
		safeId: name(id).safe,
		title: name('文生图'),
		execution: execution({phase: 'succeeded', startedAt: start, terminalAt: start + 10_000}),
		log: logOf(entries, gaps),
		...parts,
	});
}

function comparison(a: Parts, b: Parts) {
	const runs = [compared('wfrun_a', a), compared('wfrun_b', b)] as const;
	return compareRuns(runs);
}

type Section = 'run' | 'inputs' | 'nodes' | 'outputs' | 'log';

/** Returns the rows of a section as lists of the name, both exact values and the difference. */
function rowsOf({sections}: ReturnType<typeof comparison>, section: Section) {
	const exact = (value: unknown) =>
		value !== null && typeof value === 'object' && 'exact' in value ? value.exact : value;
	return sections
		.find(({id}) => id === section)
		?.rows.map(row => [row.name.exact, ...row.values.map(exact), row.difference]);
}

const input = (key: string, value: string) => ({key: name(key), value: name(value)});

test('inputs that differ or that only one run has, in the order of the first run; none if those of a run are unknown', () => {
	const a = {inputs: [input('6.text', '雨夜'), input('3.steps', '20'), input('3.seed', '1')]};
	const b = {inputs: [input('3.seed', '2'), input('3.steps', '20'), input('9.scale', '4')]};
	const both = comparison(a, b);
	assert.deepEqual(rowsOf(both, 'inputs'), [
		['6.text', '雨夜', null, null],
		['3.seed', '1', '2', null],
		['9.scale', null, '4', null],
	]);
	assert.equal(both.sameInputs, 1);
	const unknown = comparison(a, {});
	assert.deepEqual([rowsOf(unknown, 'inputs'), unknown.sameInputs], [[], null]);
});

test('amounts are subtracted exactly; times of nodes have one scale and their differences', () => {
	const logs = (...seconds: readonly [number, number, number]) => {
		const [from, between, to] = seconds;
		return [
			event(from, 'execution_start'),
			event(from, 'executing', '4'),
			event(between, 'executing', '3'),
			event(to, 'execution_success'),
		];
	};
	const cost = (totalCost: string) => ({execution: execution({totalCost: money(totalCost)})});
	const both = comparison(
		{entries: logs(0, 2, 10), ...cost('0.1')},
		{entries: [...logs(100, 101, 104), event(105, 'executing', '9')], ...cost('0.30000001')},
	);
	assert.deepEqual(
		rowsOf(both, 'run')?.find(([field]) => field === 'total_cost'),
		['total_cost', '0.1', '0.30000001', '0.20000001'],
	);
	assert.deepEqual(rowsOf(both, 'nodes'), [
		['4', 2, 1, -1],
		['3', 8, 3, -5],
		['9', null, 0, null],
	]);
	assert.equal(both.scale, 10_000);
	const [a, b] = ['load', 'sample'].map(message => ({
		entries: [{...event(0, 'executing', '3'), message: name(message)}],
		execution: execution({workflowId: name(message)}),
	}));
	assert.ok(a && b);
	const ofTwoWorkflows = rowsOf(comparison(a, b), 'nodes')?.map(([node]) => node);
	assert.deepEqual(ofTwoWorkflows, ['n3 load', 'n3 sample']);
});

const times = [
	'2026-05-08 10:00:01 saved wfrun_314ff7d8b7a5 in 1.25 s (3.1it/s), 用时 4 秒',
	'2026-11-26T02:30:59.5Z saved wfrun_77e0 in 14s (0.4 it/s), 用时 12 秒',
] as const;

test('the logs differ first where more than times, ids and inputs does; after a gap nothing is compared', () => {
	const [x, y, z] = ['x', 'y', 'z'].map(message => entry(message));
	assert.ok(x && y && z);
	const prompts = ['c1a5f6d0-5d1e-4f4e-9a51-08f5f0a7c3d2', '0bad35f1-c2a4-e86b-970d-08f5f0a7c3d2'];
	const [one, other] = prompts.map(id => entry(`prompt ${id}`));
	assert.ok(one && other);

	for (const [a, b, state, same, gaps] of [
		[[entry(times[0])], [entry(times[1], 60)], 'same', 1],
		[[one], [other], 'same', 1],
		[[entry('seed 1')], [entry('seed 2')], 'differ', 0],
		[[{...x, nodeId: name('3')}], [{...x, nodeId: name('4')}], 'differ', 0],
		[[x, y], [x], 'differ', 1],
		[[x, y], [x, z], 'missing', 1, [1]],
		[[x], [], 'missing', 0],
	] as const) {
		const {log} = comparison({entries: a, gaps: gaps ?? []}, {entries: b});
		assert.deepEqual([log.same, log.state], [same, state], JSON.stringify([a, b]));
	}

	const seeded = (seed: string) => ({
		entries: [entry(`seed ${seed}`)],
		inputs: [input('3.seed', seed)],
	});
	assert.equal(comparison(seeded('8675309'), seeded('42')).log.state, 'same', 'nor do inputs');
	const rows = rowsOf(comparison({entries: [x, y]}, {entries: [x]}), 'log');
	assert.deepEqual(rows?.[0], ['2', 'y', null, null]);
});

const full = comparison(
	{
		inputs: [input('6.text', `${'same words '.repeat(30)}雨夜`), input('a|b', '`x`')],
		entries: [event(0, 'executing', '3'), event(9, 'executed', '3'), entry('seed 1', 9)],
		execution: execution({
			phase: 'failed',
			error: {reason: name('out of memory'), detail: null, engineCode: null, statusCode: null},
			totalCost: money('0.1'),
			outputs: [output('n9', 'https://h.example/a.png?signature=secret')],
		}),
	},
	{
		inputs: [input('6.text', `${'same words '.repeat(30)}雪山`)],
		entries: [event(0, 'executing', '3'), event(2, 'executed', '3'), entry('seed 2', 9)],
	},
);

test('at any width and in both languages no row is wider than the screen', () => {
	fc.assert(
		fc.property(
			fc.integer({min: 18, max: 198}),
			fc.constantFrom('en' as const, 'zh' as const),
			fc.boolean(),
			fc.constantFrom(full, comparison({}, {})),
			(width, language, ascii, shown) => {
				const lines = comparisonLines(shown, width, appearance(language, {ascii}));
				const widest = Math.max(...lines.slice(1).map(lineWidth));
				assert.ok(widest <= Math.max(width, 80), `${widest}`);
			},
		),
	);
	const texts = comparisonLines(full, 78, appearance()).map(line => textOf(line).trimEnd());
	const shown = texts.join('\n');
	assert.match(shown, /^state +✗ failed +✓ succeeded\nerror +A n3 · out of memory\n +B –$/m);
	assert.match(shown, /^6\.text +A [a-z ]+\n(?: +[a-z ]+\n)+ +[a-z ]*雨\n +夜\n +B [a-z ]+/m);
	assert.match(shown, /^n3 executing 3 +A ━{30,}─* 9s\n +B ━+─+ 2s -7s$/m);
	const narrow = comparisonLines(full, 30, appearance()).map(line => textOf(line).trimEnd());
	assert.match(narrow.join('\n'), /\nid +A wfrun_a\n +B wfrun_b\n/, 'no halves of a few cells');
	const alone = comparison({entries: [event(0, 'executing', '3')]}, {});
	const drawn = comparisonLines(alone, 78, appearance()).map(textOf).join('\n');
	assert.match(drawn, /^n3 executing 3 +A .*\n\n/m, 'a node of one run has one row');
	assert.match(shown, /^Log {2}different from entry 3 on/m);
});

test('what is equal in both runs is one line of fields, and one row for a node', () => {
	const entries = [event(0, 'executing', '3'), event(9, 'executed', '3')];
	const lines = comparisonLines(comparison({entries}, {entries}), 78, appearance());
	const shown = lines.map(line => textOf(line).trimEnd()).join('\n');
	assert.match(shown, /\nsame +title 文生图 · state ✓ succeeded · time 10s/);
	assert.doesNotMatch(shown, /\n(title|state|time) /);
	assert.match(shown, /\nn3 executing 3 += ━+─+ 9s\n\n/);
});

test('Markdown has tables in code, without queries of addresses, and bars are escaped', () => {
	const text = comparisonMarkdown(full, messagesFor('en'));
	assert.match(text, /^## Two runs compared\n/);
	assert.match(text, /\| total cost \| `CNY 0\.10` \| {2}\| {2}\|/);
	assert.match(text, /\| `a\\\|b` \| `` `x` `` \| {2}\| {2}\|/);
	assert.match(text, /\| `n3 executing 3` \| `9s` \| `2s` \| -7s \|/);
	assert.ok(!text.includes('secret'));
	const chinese = comparisonMarkdown(full, messagesFor('zh'));
	assert.match(chinese, /\*\*节点\*\*/);
	assert.match(chinese, /\| `失败` \| `成功` \|/);
});

test('a success is at the left of a failure, in whichever order they are in the list', () => {
	const ended = stateAfter(
		watching(['bad', 'good']),
		polled('bad', {phase: 'failed'}),
		polled('good', {phase: 'succeeded'}),
	);
	const {overlay} = stateAfter(ended, 'ctrl+a =').view;
	assert.deepEqual(overlay?.kind === 'compare' && overlay.ids, ['good', 'bad']);
});
