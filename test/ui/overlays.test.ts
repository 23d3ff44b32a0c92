import assert from 'node:assert/strict';
import test from 'node:test';
import type {Phase} from '../../source/core/execution.ts';
import {downloadId} from '../../source/core/output/download.ts';
import type {RunOrder} from '../../source/core/run-order.ts';
import {commandRegistry} from '../../source/features/command-registry.ts';
import {initialState, selectOverlay} from '../../source/features/index.ts';
import {keymap} from '../../source/features/keymap.ts';
import {selectScreen} from '../../source/features/screen-model.ts';
import type {Language} from '../../source/i18n/messages.ts';
import {greeting} from '../../source/session/screen/screen-reader/announcements.ts';
import type {Action} from '../../source/store/action.ts';
import {rebind} from '../../source/store/keys/rebind.ts';
import type {OverlayModel} from '../../source/store/overlay.ts';
import type {State} from '../../source/store/state.ts';
import {order as orderOf} from '../features/runs/order.ts';
import {openApp} from '../helpers/app.tsx';
import {frame, overlayLines, texts} from '../helpers/draw.tsx';
import {added, stateAfter} from '../helpers/play.ts';
import {ids, sampleOutputs, sampleState} from '../helpers/sample-state.ts';
import {appearance, now} from '../helpers/sample.ts';
import {name, pollFailed, problem} from '../helpers/values.ts';

const minute = 60_000;
const body = {width: 78, height: 22};

test('the palette shows commands with their panes and keys, settings with their values, and a message without matches', async t => {
	const {bindings} = rebind([{command: 'next-hit', keys: [['f3'], ['f4']]}], keymap);

	for (const [text, row, language, look] of [
		['next hit', /│▸next hit +Log {2}n +│/],
		['next hit', /│▸下一处匹配 +日志 {2}n +│/, 'zh'],
		['next hit', /│▸next hit +Log {2}F3 +│/, 'en', {bindings}],
		['theme mo', /│▸theme mono +change the theme +│/],
		['interval', /│▸interval SECONDS +pause between/],
		['xyzzy', /│ No command matches\. Delete some text, or press esc\. +│/],
	] as const) {
		const {press} = await openApp(t, start(look?.bindings, 100), language, look);
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
		' Type or paste ids, or choose below; typing filters the list.',
		'   TITLE                                                  STATE  CREATED ID',
		' ► 文生图                       watched                 running    10:01    b',
		' ✓•文生图                                                          09:57    a',
		'▸? untitled                             archived by the service        –    c',
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

function start(bindings = keymap, columns = 80): State {
	return initialState({size: {columns, rows: 24}, commands: commandRegistry(bindings, ['a'])}, now);
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

const [card, back, download, again, pause, open, quit] = 'ŝĉĥĵŭøæ';

/** Each of these commands has a key of one letter. */
const bindings = own({failure: card, back, download, 'poll-now': again, pause, open, quit});
const look = appearance('en', {bindings});
const size = {columns: 100, rows: 40};

test('the panes name the keys in force', () => {
	const after = (keys: string) => panesOf(stateAfter(sampleState(size), keys));
	const gaveUp = (why: 'unreachable' | 'unknown-run') =>
		panesOf(stateAfter(sampleState(size), pollFailed(ids.running, {at: now, gaveUp: why})));
	const stopped = {
		type: 'downloadUpdated',
		at: now,
		id: downloadId(ids.done, 'n9_images'),
		phase: {kind: 'canceled'},
	} as const;

	for (const [key, text] of [
		[card, after('j j j')],
		[again, gaveUp('unreachable')],
		[again, gaveUp('unknown-run')],
		[back, panesOf(viewer())],
		[open, panesOf(viewer())],
		[download, panesOf(stateAfter(sampleOutputs(size), 'z', stopped))],
		[pause, after('P')],
		[quit, greeting(look)],
	] as const) {
		assert.match(text, new RegExp(`(?<![a-z])${key ?? ''}(?![a-z])`), text);
	}
});

/** The rows without the key hints. */
function panesOf(state: State): string {
	return frame(selectScreen(state), size, look, []).join('\n');
}

/** The viewer with an output of an unknown kind. */
function viewer(): State {
	const state = stateAfter(sampleState(size), 'j j 4 v');
	return stateAfter(state, {
		type: 'previewUpdated',
		at: now,
		requestId: state.previewCount,
		id: '',
		content: {kind: 'unsupported', type: null, size: 12_345_678},
	});
}

function own(keys: Readonly<Record<string, string | undefined>>) {
	const overrides = Object.entries(keys).map(([command, key = '']) => ({command, keys: [[key]]}));
	return rebind(overrides, keymap).bindings;
}
