import assert from 'node:assert/strict';
import test from 'node:test';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import {
	countErrors,
	emptyLog,
	logGaps,
	mergeLog,
	nearestError,
	type LogSnapshot,
} from '../../../source/core/log/log-store.ts';
import {entry, name} from '../../helpers/values.ts';

/** Makes one entry per letter. Its time follows from the letter: the time of `b` is one second after that of `a`. */
function letters(text: string): LogEntry[] {
	return text.split('').map(letter => entry(letter, letter.codePointAt(0)));
}

/** Makes entries of the same second, so that entries with the same letter are equal. */
function burst(text: string): LogEntry[] {
	return text.split('').map(letter => entry(letter));
}

function messagesOf(log: LogSnapshot): string {
	return log.store.entries
		.slice(0, log.length)
		.map(({message}) => message.exact)
		.join('');
}

/** Returns the letters in the server's order. */
function served({store}: LogSnapshot): string {
	return store.serverOrder.map(({message}) => message.exact).join('');
}

function merged(...responses: ReadonlyArray<readonly LogEntry[]>): LogSnapshot {
	return responses.reduce(mergeLog, emptyLog());
}

test('a response without new entries returns the same snapshot', () => {
	const log = merged(letters('abcd'));

	for (const again of ['abcd', 'abc', 'a', 'cd', 'bc', '', 'bacd', 'ad']) {
		assert.equal(mergeLog(log, letters(again)), log, again);
	}
});

test('a log grows in place by the new entries', () => {
	const log = merged(letters('abc'));
	const longer = mergeLog(log, letters('abcde'));
	assert.equal(longer.store, log.store);
	assert.equal(messagesOf(longer), 'abcde');
	assert.equal(messagesOf(log), 'abc');
});

test('G5: equal entries are separate entries', () => {
	assert.equal(messagesOf(merged(burst('xx'), burst('xxx'), burst('xxxyx'))), 'xxxyx');
	assert.equal(messagesOf(merged(burst('axbx'), burst('bxcx'))), 'axbxcx');
});

test('a log that starts over has no gap before its first entry', () => {
	const opening = entry('started again', 200, {eventType: name('execution_start')});
	const log = merged(letters('abc'), [opening, ...letters('xy')]);
	assert.equal(log.length, 6);
	assert.deepEqual(logGaps(log), []);
});

test('G5: moved entries are not added again', () => {
	for (const log of [
		merged(letters('ab'), letters('bac')),
		merged(letters('abcd'), letters('acbde')),
		merged(burst('abcd'), burst('acbde')),
		merged(letters('abcd'), letters('dabce')),
		merged(letters('abcde'), letters('edf')),
	]) {
		assert.equal(
			messagesOf(log).split('').toSorted().join(''),
			[...new Set(messagesOf(log))].toSorted().join(''),
		);
	}
});

test('G5: entries that a response lacks in the middle are kept, and those after them not duplicated', () => {
	assert.equal(messagesOf(merged(letters('abcd'), letters('acde'), letters('acdef'))), 'abcdef');
});

test("after an insertion, a longer response is compared in the server's order", () => {
	const log = merged(letters('abcd'), letters('aNbcde'));
	const longer = mergeLog(log, letters('aNbcdefg'));
	assert.equal(longer.store, log.store);
	assert.equal(messagesOf(longer), 'abcdNefg');
	assert.equal(served(longer), 'aNbcdefg');
});

test("entries that a response lacks keep their place in the server's order", () => {
	assert.equal(served(merged(letters('abcd'), letters('acNde'))), 'abcNde');
	assert.equal(served(merged(letters('abcde'), letters('cNdef'))), 'abcNdef');
	assert.equal(served(merged(burst('xaxb'), burst('Nxb'))), 'xaNxb');
	assert.equal(served(merged(burst('xaxb'), burst('NxMxb'))), 'NxaMxb');
	assert.equal(served(merged(letters('abcd'), letters('Nacde'))), 'Nabcde');
});

test('G5: an overlap of equal entries only is not reliable', () => {
	assert.equal(messagesOf(merged(burst('axyx'), burst('xNyx'))), 'axyxN');
});

test('G5: the longest overlap is found among consecutive equal entries', () => {
	assert.equal(messagesOf(merged(burst('axxxy'), burst('xxyx'))), 'axxxyx');
});

test('an older snapshot grows a store of its own, so that two futures never mix', () => {
	for (const past of [merged(letters('abc')), merged(letters('abc'), letters('aNbc'))]) {
		const before = messagesOf(past);
		const one = mergeLog(past, letters('bc1'));
		const other = mergeLog(past, letters('bc2'));
		assert.equal(messagesOf(one), `${before}1`);
		assert.equal(messagesOf(other), `${before}2`);
		assert.equal(messagesOf(past), before);
		assert.notEqual(one.store, other.store);
		assert.equal(messagesOf(mergeLog(other, letters('c23'))), `${before}23`);
	}
});

test('an older snapshot has no later gaps or errors', () => {
	const bad = entry('bad', 1, {severity: 'error'});
	const past = merged([entry('a'), bad]);
	const future = mergeLog(past, [{...bad, at: 9e12}, entry('b', 10)]);
	assert.deepEqual(logGaps(future), [2]);
	assert.deepEqual(logGaps(past), []);
	assert.equal(countErrors(past), 1);
	assert.equal(countErrors(future), 2);
	assert.equal(nearestError(past, 1, 1), null);
	assert.equal(nearestError(future, 1, 1), 2);
	assert.equal(nearestError(future, 2, -1), 1);
	assert.equal(nearestError(future, 1, -1), null);
	assert.equal(nearestError(future, -1, 1), 1);
});

test('entries differ if any field differs', () => {
	const plain = entry('a', 1, {
		eventType: name('progress'),
		nodeId: name('3'),
		progressPercent: 1,
		step: {value: 1, max: 4, fraction: null},
	});
	const others: LogEntry[] = [
		{...plain, at: null},
		{...plain, eventType: null},
		{...plain, level: null},
		{...plain, message: name('b')},
		{...plain, nodeId: name('4')},
		{...plain, progressPercent: 2},
		{...plain, step: {value: 2, max: 4, fraction: null}},
		{...plain, step: {value: 1, max: 5, fraction: null}},
		{...plain, step: null},
	];

	for (const other of others) {
		assert.equal(merged([plain], [other]).length, 2);
		// The same holds for entries that are matched by counts.
		assert.equal(merged([plain, entry('z')], [entry('y'), other, entry('z')]).length, 4);
	}
});

test('merging the latest response again costs nothing', () => {
	let looks = 0;
	const response = new Proxy([entry('a'), entry('b')], {
		get(target, key, receiver) {
			looks++;
			return Reflect.get(target, key, receiver) as unknown;
		},
	});
	const log = mergeLog(emptyLog(), response);
	assert.ok(looks > 0);
	looks = 0;
	assert.equal(mergeLog(log, response), log);
	assert.equal(looks, 0);
	// The second entry is new to an older snapshot, although the store has it.
	assert.equal(mergeLog({...log, length: 1}, response).length, 2);
});
