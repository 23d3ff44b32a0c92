import assert from 'node:assert/strict';
import test from 'node:test';
import type {Phase} from '../../source/core/execution.ts';
import type {RunOrder} from '../../source/core/run-order.ts';
import {commandRegistry} from '../../source/features/command-registry.ts';
import {initialState, selectOverlay} from '../../source/features/index.ts';
import {keymap} from '../../source/features/keymap.ts';
import type {Language} from '../../source/i18n/messages.ts';
import type {Action} from '../../source/store/action.ts';
import type {OverlayModel} from '../../source/store/overlay.ts';
import type {State} from '../../source/store/state.ts';
import {order as orderOf} from '../features/runs/order.ts';
import {openApp} from '../helpers/app.tsx';
import {overlayLines, texts} from '../helpers/draw.tsx';
import {added, stateAfter} from '../helpers/play.ts';
import {appearance, now} from '../helpers/sample.ts';
import {name, problem} from '../helpers/values.ts';

const minute = 60_000;
const body = {width: 78, height: 22};

test('the palette shows commands with their panes and keys, settings with their values, and a message without matches', async t => {
	for (const [text, row, language] of [
		['next hit', /│▸next hit +Log {2}n +│/],
		['next hit', /│▸下一处匹配 +日志 {2}n +│/, 'zh'],
		['theme mo', /│▸theme mono +change the theme +│/],
		['save-v', /│▸save-view NAME +save filter/],
		['xyzzy', /│ No command matches\. Delete some text, or press esc\. +│/],
	] as const) {
		const {press} = await openApp(t, start(100), language);
		assert.match(await press(`: "${text}"`), row);
	}
});

test('the picker shows runs, newest first, and whether they are watched or marked; a narrow one has fewer columns', () => {
	const strange = {...order('wfrun_c', 'other', 9), title: null, createdAt: null};
	const state = stateAfter(
		start(),
		added(['wfrun_b'], now),
		'a',
		told([order('wfrun_a', 'succeeded', 5), order('wfrun_b', 'running', 1), strange], 3),
		'down tab',
	);
	assert.deepEqual(drawn(state).slice(0, 6), [
		'▸Add runs 3 ─ 1 marked                                              esc back',
		' Type or paste ids; other words filter the list. tab marks, enter adds.',
		'   TITLE                                                  STATE  CREATED ID',
		' ► 文生图                       watched                 running    10:01 b',
		' ✓•文生图                                                          09:57 a',
		'▸? c                                    archived by the service          c',
	]);
	assert.match(drawn(state, 'en', {width: 32, height: 5})[3] ?? '', /^ ► 文生图 +running$/);
	assert.match(drawn(state, 'en', {width: 74, height: 3})[0] ?? '', /esc back ─ ↓\d$/);
});

test('the picker shows that it is loading, is empty, or failed', () => {
	const opened = stateAfter(start(), 'a');
	const last = (state: State): string =>
		drawn(state)
			.findLast(line => line !== '')
			?.replace(/ +↓$/, '') ?? '';
	assert.equal(last(opened), " Fetching the account's runs");
	assert.equal(last(stateAfter(opened, told([], 0))), ' The account has no runs.');
	const failed = stateAfter(opened, {type: 'pageFailed', at: now, page: 1, problem: problem()});
	assert.match(
		drawn(failed).join('\n'),
		/\n The list could not be fetched; ↓ retries\. The service has a problem \(HTTP\n 502\)/,
	);
	const denied = stateAfter(opened, {
		type: 'denied',
		at: now,
		problem: problem({kind: 'auth', httpStatus: 401, retriable: false}),
	});
	assert.match(drawn(denied).join('\n'), /\n The key was refused, so the list is not available\./);
});

function start(columns = 80): State {
	return initialState({size: {columns, rows: 24}, commands: commandRegistry(keymap)}, now);
}

function openOverlay(state: State): OverlayModel {
	return selectOverlay(state) ?? assert.fail('no overlay is open');
}

function drawn(state: State, language: Language = 'en', extent = body): readonly string[] {
	return texts(overlayLines(openOverlay(state), extent, appearance(language)));
}

function told(orders: readonly RunOrder[], total: number): Action {
	return {type: 'pageLoaded', at: now, page: 1, response: {orders, count: orders.length, total}};
}

function order(id: string, phase: Phase, minutesAgo: number): RunOrder {
	return orderOf(id, {
		title: name('文生图'),
		status: name(phase === 'other' ? 'archived by the service' : phase),
		phase,
		createdAt: now - minutesAgo * minute,
	});
}
