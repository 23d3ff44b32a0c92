import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import {foreignName} from '../../../source/core/text/sanitize.ts';
import {contentHeight} from '../../../source/features/panes/layout.ts';
import type {Action} from '../../../source/store/action.ts';
import type {State} from '../../../source/store/state.ts';
import {
	logOf,
	messageAtCursor,
	readingLog,
	rowAtCursor,
	shownEntries,
	shownMessages,
} from '../../helpers/log.ts';
import {added, stateAfter} from '../../helpers/play.ts';
import {entry, name, polled, start} from '../../helpers/values.ts';

const height = contentHeight(reading(1), 'log');
const by = (count: number) => ({type: 'move', lines: count}) as const;

function lines(count: number): readonly LogEntry[] {
	return Array.from({length: count}, (_, index) => entry(`line ${index}`, index));
}

function grown(count: number): Action {
	return polled('run', {}, lines(count));
}

function reading(count: number): State {
	return readingOf(lines(count));
}

function readingOf(logs: readonly LogEntry[]): State {
	return readingLog(logs, {ids: ['run'], size: {columns: 80, rows: 24}});
}

/** The messages of the first row and at the cursor. */
function place(state: State): readonly unknown[] {
	return [shownMessages(state)[0], messageAtCursor(state)];
}

test('the cursor moves in the pane first, then the log scrolls', () => {
	assert.deepEqual(place(stateAfter(reading(100), 'up up')), [`line ${100 - height}`, 'line 97']);
	const further = stateAfter(reading(100), by(-height - 1));
	assert.deepEqual(place(further), [`line ${98 - height}`, `line ${98 - height}`]);
	const lower = stateAfter(further, by(height));
	assert.equal(shownMessages(lower).at(-1), messageAtCursor(lower));
});

test('a page scrolls the log, and the cursor stays in its row', () => {
	const paged = stateAfter(reading(100), 'g j down pagedown');
	assert.deepEqual(place(paged), [`line ${height}`, `line ${height + 2}`]);
	const back = stateAfter(paged, 'pageup');
	assert.deepEqual(place(back), ['line 0', 'line 2']);
	assert.equal(messageAtCursor(stateAfter(back, 'pageup')), 'line 0');
});

test('the log follows its end until the user scrolls up, and again at its end, reached by scrolling or a key', () => {
	const before = stateAfter(reading(100), 'up up up');
	const held = stateAfter(before, grown(140));
	assert.deepEqual(place(held), place(before));
	assert.deepEqual([logOf(held).following, logOf(held).newBelow], [false, 40]);

	for (const back of ['G', 'f', by(43)]) {
		const after = stateAfter(held, back);
		assert.deepEqual([logOf(after).following, logOf(after).newBelow], [true, 0]);
		assert.equal(shownMessages(after).at(-1), 'line 139');
	}

	assert.equal(
		place(stateAfter(reading(100), 'f', grown(110)))[0],
		`line ${100 - height}`,
		'f stops',
	);
});

test('each run has its own position in its log', () => {
	const away = stateAfter(reading(100), by(-height), added(['other']), '1 j');
	assert.equal(logOf(away).following, true);
	assert.equal(place(stateAfter(away, 'k'))[0], `line ${99 - height}`);
});

test('a search ignores case, n and N go to hits and wrap around, and the context stays visible', () => {
	const logs = lines(100).map((line, index) =>
		index % 25 === 10 ? entry(`CUDA out of memory ${index}`, index) : line,
	);
	const searched = stateAfter(readingOf(logs), 'g / "cuda" enter');
	assert.deepEqual([logOf(searched).hits, logOf(searched).hitNumber], [4, 1]);
	const keys = ['n', 'n n', 'n n n', 'n n n N', 'n n n N N'];
	assert.deepEqual(
		keys.map(pressed => logOf(stateAfter(searched, pressed)).hitNumber),
		[2, 3, 4, 3, 2],
	);
	const shown = new Set(shownEntries(stateAfter(searched, 'n')).map(({index}) => index));
	assert.ok([34, 35, 36].every(index => shown.has(index)));
	const around = stateAfter(searched, 'N');
	assert.deepEqual([logOf(around).hitNumber, rowAtCursor(around)?.index], [4, 85]);
	assert.deepEqual(around.view.notice?.notice, {kind: 'wrapped', to: 'end'});
	assert.equal(rowAtCursor(stateAfter(around, 'N'))?.index, 60);
	assert.equal(stateAfter(reading(9), 'n').view.notice?.notice.kind, 'no-search');
});

test('e and E go from error to error, and [ and ] from node to node', () => {
	const logs = lines(90).map((line, index) => ({
		...line,
		severity: index === 20 || index === 60 ? ('error' as const) : line.severity,
		nodeId: foreignName(index < 40 ? '1' : '2'),
	}));
	assert.equal(logOf(readingOf(logs)).errors, 2);

	for (const [keys, index] of [
		['e', 20],
		['e e', 60],
		['e e E', 20],
		['e e e', 20],
		['e ]', 40],
		['e ] [', 0],
	] as const) {
		assert.equal(rowAtCursor(stateAfter(readingOf(logs), 'g', keys))?.index, index, keys);
	}
});

test('a gap in the log is a row of its own', () => {
	const later = Array.from({length: 5}, (_, index) => entry(`much later ${index}`, 500 + index));
	const slid = stateAfter(reading(20), polled('run', {}, later));
	const {rows} = logOf(slid);
	assert.deepEqual([rows.length, rows.filter(row => row.kind === 'gap').length], [height, 1]);
	assert.equal(shownMessages(slid).at(-1), 'much later 4');
});

function step(message: string, second: number, change: Partial<LogEntry> = {}): LogEntry {
	return entry(message, second, {nodeId: name('3'), eventType: name('progress'), ...change});
}

const steps = [1, 2, 3].map(value => step(`step ${value}/5`, value));
const log = [entry('start'), ...steps, entry('end', 9)];

test('entries of one node that differ only in their step are one line, with the newest text', () => {
	assert.deepEqual(shownMessages(readingLog(log)), ['start', 'step 3/5', 'end']);
	const [, folded] = shownEntries(readingLog(log));
	assert.deepEqual(folded?.steps, {percent: 60, time: 2000});

	for (const [two, isFolded] of [
		[[step('第 4/20 步', 1), step('第 5/20 步', 2)], true],
		[[step('step 5 of 24', 1), step('step 6 of 24', 2)], true],
		[[step('step5/24', 1), step('step6/24', 2)], true],
		[
			[
				step('', 1, {step: {value: 1, max: 4, fraction: null}}),
				step('', 2, {step: {value: 2, max: 4, fraction: null}}),
			],
			true,
		],
		[[step('step 1/4', 1), step('step 2/4', 2, {nodeId: name('4')})], false],
		[[step('step 1/4', 1), step('step 2/5', 2)], false],
		[[step('step 1/4, loss 0.2', 1), step('step 2/4, loss 0.1', 2)], false],
		[[step('step 1/4', 1), step('step 2/4', 2, {level: name('warn'), severity: 'warn'})], false],
		[[entry('step 1/4', 1), entry('step 2/4', 2)], false],
		[[step('done 1', 1), step('done 2', 2)], false],
	] as const) {
		const shown = shownMessages(readingLog(two));
		assert.equal(shown.length, isFolded ? 1 : 2, two.map(({message}) => message.exact).join());
	}
});

test('enter opens the steps, and enter or esc folds them again; enter on a later step shows it', () => {
	const opened = stateAfter(readingLog(log), 'g j enter');
	assert.deepEqual(shownMessages(opened), ['start', 'step 1/5', 'step 2/5', 'step 3/5', 'end']);
	assert.equal(messageAtCursor(opened), 'step 1/5');
	const longer = stateAfter(opened, polled('a', {}, [...log, ...steps, entry('more', 20)]));
	assert.equal(shownMessages(longer).length, 7, 'only these steps are open');
	assert.equal(stateAfter(opened, 'j enter').view.overlay?.kind, 'entry');

	for (const keys of ['enter', 'j esc']) {
		assert.deepEqual(shownMessages(stateAfter(opened, keys)), ['start', 'step 3/5', 'end']);
	}
});

test('a step that the search finds is a line of its own; steps that it finds all are one', () => {
	const searched = stateAfter(readingLog(log), '/ "2/5" enter');
	assert.deepEqual(shownMessages(searched), ['start', 'step 1/5', 'step 2/5', 'step 3/5', 'end']);
	const all = stateAfter(readingLog(log), '/ "step" enter');
	assert.deepEqual([shownMessages(all), logOf(all).hits], [['start', 'step 3/5', 'end'], 1]);
});

test('the cursor stays at folded steps while more are added', () => {
	const begun = log.slice(0, 4);
	const more = polled('a', {}, [...begun, step('step 4/5', 5)]);
	const later = stateAfter(readingLog(begun), 'g j f f', more);
	assert.deepEqual(shownMessages(later), ['start', 'step 4/5']);
	assert.equal(messageAtCursor(later), 'step 4/5');
});

/** The state with a log of entries at these times, in seconds after the start, when a place was typed. */
function wentTo(text: string, seconds: readonly number[] = [...Array(200).keys()]) {
	const logs = seconds.map(second => entry(`line ${second}`, second));
	return stateAfter(readingLog(logs, {fields: {startedAt: start}}), `; "${text}" enter`);
}

test('the log goes to a time of day or a time since the start', () => {
	// As it is typed on this machine.
	const clock = new Date(start + 65_000).toTimeString().slice(0, 8);

	for (const [text, index] of [
		[clock, 65],
		['90s', 90],
		['+2m', 120],
		['1h', 199],
		['+1m30s', 90],
	] as const) {
		assert.equal(rowAtCursor(wentTo(text))?.index, index, text);
	}

	for (const text of ['x', '24:00', '10:60', '1:2', '-5', '+', '120', '10:02:30:1', '1x']) {
		assert.deepEqual(wentTo(text).view.notice?.notice, {kind: 'no-log-time', text});
	}
});

test('without a text, or with esc, the log stays where it is', () => {
	for (const keys of ['; enter', '; "12s" esc']) {
		const {view, ...state} = stateAfter(readingLog([entry('a'), entry('b')]), keys);
		assert.deepEqual([view.notice, view.prompt], [null, null]);
		assert.equal(logOf({view, ...state}).following, true);
	}
});

test('a time of day is the last one before the end of the log, also across midnight', () => {
	const midnight = (new Date(start).setHours(24, 0, 0, 0) - start) / 1000;
	const seconds = [-7200, -3600, -60, 60, 3600].map(second => second + midnight);
	const places = ['22:00', '23:00', '22:30', '0:01', '0:00', '01:00', '02:00'].map(
		text => rowAtCursor(wentTo(text, seconds))?.index,
	);
	// The last day ends before two o'clock, so the day before is meant.
	assert.deepEqual(places, [0, 1, 1, 3, 3, 4, 0]);
});
