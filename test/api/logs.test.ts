import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {readLogs} from '../../source/api/wire/logs.ts';
import {stepCount, stepText, type LogEntry} from '../../source/core/log/log-entry.ts';

function only(value: unknown): LogEntry {
	const [entry, ...more] = readLogs(value);
	assert.ok(entry);
	assert.deepEqual(more, []);
	return entry;
}

test('entries of other types are kept as text', () => {
	assert.deepEqual(
		readLogs(['plain', 5, false, ['a', 1], {}]).map(entry => entry.message.exact),
		['plain', '5', 'false', '["a",1]', '{}'],
	);
	assert.equal(only('one text').message.exact, 'one text');
	assert.equal(only({message: 'one entry'}).message.exact, 'one entry');
	assert.equal(only([{message: {a: 1}}]).message.exact, '{"a":1}');
});

test('an entry without a message shows its event type, but exports no message', () => {
	for (const message of [undefined, null, '']) {
		const entry = only([{event_type: 'executing', message}]);
		assert.equal(entry.message.safe, 'executing');
		assert.equal(entry.message.exact, '');
	}
});

test('the severity follows the level, but an error event is always an error', () => {
	for (const [level, severity] of [
		['debug', 'debug'],
		['trace', 'debug'],
		['info', 'info'],
		['warning', 'warn'],
		['Error', 'error'],
		['fatal', 'error'],
		['CRITICAL', 'error'],
		['notice', 'info'],
	] as const) {
		assert.equal(only([{level}]).severity, severity, level);
	}

	for (const type of ['execution_error', 'execution_interrupted']) {
		assert.equal(only([{event_type: type, level: 'info'}]).severity, 'error', type);
	}

	assert.equal(only([{}]).severity, 'info');
});

test('a step counter keeps each number, and is valid only with a valid value and max', () => {
	assert.equal(only([{value: 'x', max: {}, fraction: null}]).step, null);
	assert.equal(only([{value: {}, max: []}]).step, null);

	for (const [sent, count, text] of [
		[{value: 13, max: 20}, {value: 13, max: 20}, '13/20'],
		[{value: 13, max: 20, fraction: 0.65}, {value: 13, max: 20}, '13/20'],
		[{value: 1}, null, ''],
		[{value: 1, max: 0}, null, ''],
		[{max: 2}, null, ''],
		[{fraction: 0.656}, null, '65%'],
		[{fraction: 65}, null, ''],
	] as const) {
		const {step} = only([sent]);
		assert.deepEqual(step, {value: null, max: null, fraction: null, ...sent});
		assert.deepEqual(stepCount(step), count);
		assert.equal(stepText(step), text);
	}
});

test('an entry cannot affect the next one', () => {
	const [first, second] = readLogs([{message: 'a\u001B]8;;http://evil', level: '\u009Binfo'}, 'b']);
	assert.doesNotMatch(`${first?.message.safe}${first?.level?.safe}`, /\p{C}/u);
	assert.equal(second?.message.safe, 'b');
});

test('property: any JSON is a log, with one entry per element that is not null', () => {
	fc.assert(
		fc.property(fc.array(fc.jsonValue()), items => {
			assert.equal(readLogs(items).length, items.filter(item => item !== null).length);
		}),
	);
});

test('a message of deep JSON is limited to 64 levels, and may be deeper than the stack', () => {
	const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
	const read = (logs: string) =>
		readLogs(JSON.parse(`[${logs}]`)).map(({message}) => message.exact);
	assert.deepEqual(read(`{"message":${nested(63)}}, ${nested(63)}`), [nested(63), nested(63)]);
	assert.deepEqual(read(`{"message":${nested(65)}}, ${nested(65)}`), ['[…]', '[…]']);
	assert.deepEqual(read(`{"odd":${nested(200_000)}}, ${nested(200_000)}`), ['{…}', '[…]']);
});

/** Values for several fields of a log entry. They are few, so that entries are often alike. Some are invalid. */
const anyName = fc.constantFrom(undefined, null, '', 'n1', 1, '1', true, {}, '\u001B');
const entry = fc.record({
	at: fc.constantFrom('2026-05-08T10:00:01Z', '2026-05-08 18:00:01', 1_778_234_401, null, 'x'),
	event_type: anyName,
	level: anyName,
	message: fc.constantFrom(undefined, '', 'a', 'b', 'c', 5, '5', {a: 1}, '{"a":1}', '\u0007'),
	node_id: anyName,
	progress_percent: fc.constantFrom(undefined, 5, '5', 200, -1),
	value: fc.constantFrom(undefined, 1, '1', 2),
	max: fc.constantFrom(undefined, 0, 2, '2'),
});
const item = fc.oneof({weight: 9, arbitrary: entry}, fc.constantFrom('bare', 5, null));

test('property: a log is read the same whatever the previous entries', () => {
	fc.assert(
		fc.property(
			fc.array(item),
			fc.array(item),
			fc.nat(50),
			fc.nat(50),
			(before, more, from, to) => {
				const now = [...before.slice(from, from + to), ...more, ...before.slice(from)];
				assert.deepEqual(readLogs(now, readLogs(before)), readLogs(now));
			},
		),
	);
});

test('an entry that differs from the known one in a single field is read anew', () => {
	const known = {at: 1e9, event_type: 'a', level: 'b', message: 'c', node_id: 'd', value: 1};
	const log = readLogs([known]);
	assert.equal(readLogs([known], log)[0], log[0]);

	for (const change of [
		{at: 2e9},
		{event_type: 'x'},
		{level: 'x'},
		{message: 'x'},
		{node_id: 'x'},
		{value: 2},
		{progress_percent: 1},
	]) {
		const changed = [{...known, ...change}];
		// The first entry finds its place in the known log, so the second is compared.
		const [, second] = readLogs([known, ...changed], readLogs([known, known]));
		assert.deepEqual(second, readLogs(changed)[0]);
	}
});
