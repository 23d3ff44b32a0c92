import {shownOverlay} from '../helpers/sample-model.ts';
import assert from 'node:assert/strict';
import test from 'node:test';
import type {Phase} from '../../source/core/execution.ts';
import type {RunOrder} from '../../source/core/run-order.ts';
import {keymap} from '../../source/features/keymap.ts';
import {rebind} from '../../source/store/keys/rebind.ts';
import {commandRegistry} from '../../source/features/command-registry.ts';
import {lineWidth, type Line} from '../../source/ui/line.ts';
import type {Appearance} from '../../source/ui/theme/appearance.ts';
import type {Action} from '../../source/store/action.ts';
import {reduce} from '../../source/store/reducer.ts';
import {selectScreen, type ScreenModel} from '../../source/store/selectors.ts';
import {initialState, type State} from '../../source/store/state.ts';
import {name, problem} from '../helpers/values.ts';
import {overlayLines, paneLines, texts, type Extent} from '../helpers/draw.tsx';
import {appearance, now} from '../helpers/sample.ts';

const minute = 60_000;
const body = {width: 78, height: 22};
const palette = {type: 'commandInvoked', at: now, command: {type: 'palette'}} as const;
const add = {type: 'commandInvoked', at: now, command: {type: 'add'}} as const;

test('the palette shows commands with their panes and keys, in both languages', () => {
	const row = (language: 'en' | 'zh', bindings = keymap): string | undefined => {
		const state = play(start(bindings), palette, typed('next hit'));
		return texts(overlayLines(shownOverlay(state, 'palette'), body, appearance(language)))[1];
	};
	assert.match(row('en') ?? '', /^▸next hit +Log {2}n >$/);
	assert.match(row('zh') ?? '', /^▸下一处匹配 +日志 {2}n >$/);
	const bindings = rebind([{command: 'next-hit', keys: [['f3'], ['f4']]}]);
	assert.ok(!('kind' in bindings));
	assert.match(row('en', bindings) ?? '', /^▸next hit +Log {2}F3$/);
});

test('the palette shows a setting with its value, and a message without matches', () => {
	const shown = (text: string): readonly string[] =>
		texts(
			overlayLines(
				shownOverlay(play(start(), palette, typed(text)), 'palette'),
				body,
				appearance(),
			),
		);
	assert.match(shown('theme mo')[1] ?? '', /^▸theme mono +change the theme$/);
	assert.match(shown('interval')[1] ?? '', /^▸interval SECONDS +pause between/);
	assert.equal(shown('xyzzy')[1], ' No command matches. Delete some text, or press esc.');
});

test('the picker shows runs, newest first, and whether they are watched or marked', () => {
	const state = play(
		start(),
		{type: 'runsAdded', at: now, ids: [name('wfrun_b')]},
		add,
		told([order('wfrun_a', 'succeeded', 5), order('wfrun_b', 'running', 1)], 2),
		{type: 'commandInvoked', at: now, command: {type: 'move', lines: 1}},
		{type: 'commandInvoked', at: now, command: {type: 'complete'}},
	);
	assert.deepEqual(drawn(state).slice(0, 4), [
		'▸Add runs 2 ─ 1 marked                                              esc back',
		' Type or paste ids, or choose below; typing filters the list.',
		' ► wfrun_b  文生图                               watched  running    10:01:11',
		'▸✓•wfrun_a  文生图                                        succeeded  09:57:11',
	]);
	assert.match(drawn(play(state, typed('wfrun_x')), 'zh')[1] ?? '', /^▸添加这个单号$/);
});

test('the picker shows that it is loading, has more, is empty, or failed', () => {
	const opened = play(start(), add);
	const last = (state: State): string =>
		drawn(state)
			.findLast(line => line !== '')
			?.replace(/ +↓$/, '') ?? '';
	assert.equal(last(opened), " Fetching the account's runs");
	assert.equal(last(play(opened, told([], 0))), ' The account has no runs.');
	const many = Array.from({length: 100}, (_, index) => order(`r${index}`, 'succeeded', index));
	assert.equal(last(play(opened, told(many, 300))), ' Move down for more.');
	const failed = play(opened, {type: 'pageFailed', at: now, page: 1, problem: problem()});
	assert.match(
		drawn(failed).join('\n'),
		/\n The list could not be fetched; ↓ retries\. The service has a problem \(HTTP\n 502\)/,
	);
	const denied = play(opened, {
		type: 'denied',
		at: now,
		problem: problem({kind: 'auth', httpStatus: 401, retriable: false}),
	});
	assert.match(drawn(denied).join('\n'), /\n The key was refused, so the list is not available\./);
});

test('both fill every size exactly, in both languages and in ASCII', () => {
	const many = Array.from({length: 100}, (_, index) =>
		order(`wfrun_314ff7d8b7a5beff1${index}`, index % 2 === 0 ? 'other' : 'queued', index * 100),
	);

	for (const [columns, rows] of [
		[20, 5],
		[40, 12],
		[60, 15],
		[80, 24],
		[120, 40],
		[200, 60],
	] as const) {
		for (const style of [appearance('en'), appearance('zh'), appearance('en', {ascii: true})]) {
			const extent = {width: columns - 2, height: rows - 2};
			const sized = initialState({columns, rows}, now, commandRegistry(keymap, ['a']));
			const states = [
				play(sized, palette),
				play(sized, add, told(many, 1000), {
					type: 'commandInvoked',
					at: now,
					command: {type: 'move', lines: 50},
				}),
			];

			for (const [index, lines] of states
				.map(state => frontLines(selectScreen(state), extent, style))
				.entries()) {
				assert.equal(lines.length, extent.height);
				assert.ok(
					lines.every(line => lineWidth(line) === extent.width),
					`${index} at ${columns}×${rows}`,
				);
				const pointer = style.glyphs.pointer;
				assert.ok(
					texts(lines)
						.slice(1)
						.some(line => line.startsWith(pointer)),
					`${index} at ${columns}×${rows}: ${texts(lines).join('|')}`,
				);
			}
		}
	}
});

function start(bindings = keymap): State {
	return initialState({columns: 80, rows: 24}, now, commandRegistry(bindings, ['a']));
}

function play(state: State, ...actions: readonly Action[]): State {
	return actions.reduce((before, action) => reduce(before, action).state, state);
}

function drawn(state: State, language: 'en' | 'zh' = 'en'): readonly string[] {
	return texts(overlayLines(shownOverlay(state, 'picker'), body, appearance(language)));
}

function typed(text: string): Action {
	return {type: 'typed', at: now, text};
}

function told(orders: readonly RunOrder[], total: number): Action {
	return {type: 'pageLoaded', at: now, page: 1, response: {orders, count: orders.length, total}};
}

function order(id: string, phase: Phase, minutesAgo: number): RunOrder {
	return {
		id: name(id),
		workflowId: name('wf_1'),
		title: name('文生图'),
		status: name(phase === 'other' ? 'archived by the service' : phase),
		phase,
		createdAt: now - minutesAgo * minute,
	};
}

function frontLines(model: ScreenModel, extent: Extent, style: Appearance): readonly Line[] {
	return model.overlay === null
		? paneLines(model.focus, model, extent, style)
		: overlayLines(model.overlay, extent, style);
}
