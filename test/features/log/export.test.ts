import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import {cleanName} from '../../../source/core/text/sanitize.ts';
import {localTime} from '../../../source/core/time/calendar.ts';
import {footerHints} from '../../../source/features/key-hints.ts';
import {logText} from '../../../source/features/log/export.ts';
import type {State} from '../../../source/store/state.ts';
import {readingLog, shownMessages} from '../../helpers/log.ts';
import {play, stateAfter, watching, type Step} from '../../helpers/play.ts';
import {setTimeZone} from '../../helpers/time-zone.ts';
import {entry, name, polled, start} from '../../helpers/values.ts';

const save = 'ctrl+s enter';
const saveAll = 'ctrl+s ctrl+u "all.jsonl" enter';
const pager = 'ctrl+o';

/** The messages of the entries that keys copy, save or show in a pager; `┄` stands for a gap before an entry. */
function given(state: State, ...keys: readonly Step[]): string {
	const [effect] = play(state, ...keys).effects;
	assert.ok(effect !== undefined && 'log' in effect);
	return effect.log.entries
		.map(({entry: {message}, afterGap}) => `${afterGap ? '┄ ' : ''}${message.exact}`)
		.join(' ');
}

const logs = ['one', 'two', 'three'].map((message, second) => entry(message, second));

test('the pager, a text file and a copy get the shown entries, a JSON file gets all', () => {
	const whole = readingLog(logs);
	assert.equal(stateAfter(whole, 'ctrl+s').view.prompt?.text, 'a.log');
	assert.equal(stateAfter(whole, 'A ctrl+s').view.prompt?.text, 'all-runs.log');
	const severe = entry('four', 3, {severity: 'error'});
	const filtered = stateAfter(readingLog([...logs, severe]), '/ "level:warn" enter');
	const hitsOnly = stateAfter(whole, '/ "t" enter &');
	const steps = [1, 2, 3].map(step => entry(`${step}/9`, step, {nodeId: name('3')}));
	const folded = readingLog(steps);
	assert.deepEqual(shownMessages(folded), ['3/9']);

	for (const [state, shown, all, atCursor] of [
		[whole, 'one two three', 'one two three', 'three'],
		[filtered, 'four', 'one two three four', 'four'],
		[hitsOnly, 'two three', 'one two three', 'two'],
		[folded, '1/9 2/9 3/9', '1/9 2/9 3/9', '3/9'],
	] as const) {
		assert.equal(given(state, pager), shown);
		assert.equal(given(state, save), shown);
		assert.equal(given(state, saveAll), all);
		assert.equal(given(state, 'y'), atCursor);
	}

	assert.equal(play(whole, pager).effects[0]?.type, 'pageLog');
});

test('the open entry is copied, also after the followed log has moved on, and its key is in the footer', () => {
	const open = stateAfter(readingLog(logs), 'enter');
	const grown = stateAfter(open, polled('a', {phase: 'running'}, [...logs, entry('four', 3)]));
	assert.equal(given(grown, 'y'), 'three');
	assert.ok(footerHints(grown).some(({id}) => id === 'copy'));
});

test('without an entry a notice is shown', () => {
	for (const [state, kind] of [
		[readingLog([]), 'no-log'],
		[stateAfter(watching([]), '3'), 'no-log'],
		[stateAfter(readingLog(logs), '/ "level:warn" enter'), 'nothing-shown'],
	] as const) {
		for (const keys of [pager, save, 'y']) {
			const {state: after, effects} = play(state, keys);
			assert.deepEqual([effects, after.view.notices[0]?.notice], [[], {kind}], keys);
		}
	}
});

test('what is saved has a gap even if the entry after it is hidden', () => {
	const warning = {severity: 'warn'} as const;
	const state = stateAfter(
		readingLog([entry('one', 0, warning), entry('two', 1)]),
		polled('a', {}, [entry('later', 98), entry('much later', 99, warning)]),
		'/ "level:warn" enter',
	);
	assert.equal(given(state, save), 'one ┄ much later');
	assert.equal(given(state, saveAll), 'one two ┄ later much later');
});

const startTime = localTime(start);

function exported(entries: readonly LogEntry[]): readonly string[] {
	const of = {id: 'a', safeId: cleanName('a')};
	const listed = entries.map(each => ({run: of, entry: each, afterGap: false}));
	return logText({runId: 'a', entries: listed}, 'entries missing');
}

test('a line has time, a letter of the level but none for info, node and message', () => {
	const step = {value: 5, max: 20, fraction: null};
	const written = exported([
		entry('execution started'),
		entry('step', 0, {nodeId: name('3'), step}),
		entry('step 5/20', 0, {nodeId: name('KSampler'), step, level: name('warning')}),
		entry('', 0, {eventType: name('executed'), level: null}),
		entry('no time', 0, {at: null}),
		entry('', 0, {level: null}),
	]);
	assert.deepEqual(written, [
		`${startTime}        execution started`,
		`${startTime}   n3   step 5/20`,
		`${startTime} W KSampler step 5/20`,
		`${startTime}        executed`,
		`${' '.repeat(startTime.length)}        no time`,
		startTime,
	]);
});

test('a message has all of its lines, and none of them looks like an entry', () => {
	const forged = `${startTime} E      forged`;
	assert.deepEqual(
		exported([entry(`Traceback\r\n  File "a.py"\n${forged}\n`), entry('10%\r20%\r')]),
		[
			`${startTime}        Traceback`,
			'      File "a.py"',
			`    ${forged}`,
			`${startTime}        10%`,
			'    20%',
		],
	);
});

test('no line contains a control character, whatever the entry', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary'}), fc.string({unit: 'binary'}), (message, node) => {
			for (const line of exported([entry(message, 0, {nodeId: name(node), level: name(node)})])) {
				assert.doesNotMatch(line, /\p{Cc}|\p{Cs}|\p{Zl}|\p{Zp}/u);
			}
		}),
	);
});

test('in the log of all runs, each line and each gap has the full run id', () => {
	const entries = ['wfrun_1', 'wfrun_2'].map((id, second) => ({
		run: {id, safeId: cleanName(id)},
		entry: entry('one\ntwo', second, {nodeId: name('3')}),
		afterGap: second === 1,
	}));
	assert.deepEqual(logText({runId: null, entries}, 'entries missing'), [
		`${startTime} wfrun_1   n3   one`,
		'    two',
		'--- wfrun_2 entries missing ---',
		`${localTime(start + 1000)} wfrun_2   n3   one`,
		'    two',
	]);
	const alone = logText({runId: 'a', entries: entries.slice(1)}, 'entries missing');
	assert.equal(alone[0], '--- entries missing ---');
});

test('times contain their zone', t => {
	for (const [zone, expected] of [
		['Asia/Shanghai', '2026-05-08T18:00:00.000+08:00'],
		['America/St_Johns', '2026-05-08T07:30:00.000-02:30'],
		['UTC', '2026-05-08T10:00:00.000+00:00'],
	] as const) {
		setTimeZone(t, zone);
		assert.equal(localTime(start), expected);
		assert.equal(Date.parse(localTime(start)), start);
	}
});
