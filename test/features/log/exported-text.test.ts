import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import {cleanName} from '../../../source/core/text/sanitize.ts';
import {localTime} from '../../../source/core/time/calendar.ts';
import {logText} from '../../../source/features/log/exported-text.ts';
import {setTimeZone} from '../../helpers/time-zone.ts';
import {entry, name, start} from '../../helpers/values.ts';

const time = localTime(start);

function lines(entries: readonly LogEntry[]): readonly string[] {
	const run = {id: 'a', safeId: cleanName('a')};
	const listed = entries.map(each => ({run, entry: each, afterGap: false}));
	return logText({runId: 'a', entries: listed}, 'entries missing');
}

test('a line has time, level, node and message', () => {
	const step = {value: 5, max: 20, fraction: null};
	const written = lines([
		entry('execution started'),
		entry('step', 0, {nodeId: name('3'), step}),
		entry('step 5/20', 0, {nodeId: name('KSampler'), step, level: name('warning')}),
		entry('', 0, {eventType: name('executed'), level: null}),
		entry('no time', 0, {at: null}),
		entry('', 0, {level: null}),
	]);
	assert.deepEqual(written, [
		`${time} INFO       execution started`,
		`${time} INFO  n3   step 5/20`,
		`${time} WARNING KSampler step 5/20`,
		`${time}            executed`,
		`${' '.repeat(time.length)} INFO       no time`,
		time,
	]);
});

test('a message has all of its lines, and none of them looks like an entry', () => {
	const forged = `${time} ERROR      forged`;
	assert.deepEqual(lines([entry(`Traceback\r\n  File "a.py"\n${forged}\n`), entry('10%\r20%\r')]), [
		`${time} INFO       Traceback`,
		'      File "a.py"',
		`    ${forged}`,
		`${time} INFO       10%`,
		'    20%',
	]);
});

test('no line contains a control character, whatever the entry', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary'}), fc.string({unit: 'binary'}), (message, node) => {
			for (const line of lines([entry(message, 0, {nodeId: name(node), level: name(node)})])) {
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
		`${time} wfrun_1 INFO  n3   one`,
		'    two',
		'--- wfrun_2 entries missing ---',
		`${localTime(start + 1000)} wfrun_2 INFO  n3   one`,
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
