import assert from 'node:assert/strict';
import test from 'node:test';
import {
	countErrors,
	emptyLog,
	logGaps,
	mergeLog,
	nearestError,
	type LogSnapshot,
} from '../../../source/core/log/log-store.ts';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import {entry, name} from '../../helpers/values.ts';

/** Entries of a second each, with a letter for a message. */
function letters(text: string): LogEntry[] {
	return text.split('').map(letter => entry(letter, letter.codePointAt(0)));
}

/** Entries of one and the same second, so that those with the same letter are alike. */
function burst(text: string): LogEntry[] {
	return text.split('').map(letter => entry(letter));
}

function told(log: LogSnapshot): string {
	return log.store.entries
		.slice(0, log.length)
		.map(({message}) => message.exact)
		.join('');
}

/** The same in the order of the service. */
function served({store}: LogSnapshot): string {
	return store.serverOrder.map(({message}) => message.exact).join('');
}

function merged(...responses: ReadonlyArray<readonly LogEntry[]>): LogSnapshot {
	return responses.reduce(mergeLog, emptyLog());
}

test('an answer that says nothing new gives the identical snapshot', () => {
	const log = merged(letters('abcd'));

	for (const again of ['abcd', 'abc', 'a', 'cd', 'bc', '', 'bacd', 'ad']) {
		assert.equal(mergeLog(log, letters(again)), log, again);
	}
});

test('a log grows by its new part, in place', () => {
	const log = merged(letters('abc'));
	const longer = mergeLog(log, letters('abcde'));
	assert.equal(longer.store, log.store);
	assert.equal(told(longer), 'abcde');
	assert.equal(told(log), 'abc');
});

test('G5: alike entries are entries of their own', () => {
	assert.equal(told(merged(burst('xx'), burst('xxx'), burst('xxxyx'))), 'xxxyx');
	assert.equal(told(merged(burst('axbx'), burst('bxcx'))), 'axbxcx');
});

test('G5: a window that slides goes on where the known entries end', () => {
	const log = merged(letters('abc'), letters('bcd'), letters('def'));
	assert.equal(told(log), 'abcdef');
	assert.deepEqual(logGaps(log), []);
});

test('G5: a window that slid too far leaves a counted gap', () => {
	const log = merged(letters('abc'), letters('fgh'), letters('ghi'), letters('xyz'));
	assert.equal(told(log), 'abcfghixyz');
	assert.deepEqual(logGaps(log), [{before: 3}, {before: 7}]);
});

test('a log that begins anew has no gap before its first entry', () => {
	const opening = entry('started again', 200, {eventType: name('execution_start')});
	const log = merged(letters('abc'), [opening, ...letters('xy')]);
	assert.equal(log.length, 6);
	assert.deepEqual(logGaps(log), []);
});

test('G5: an entry that was put in between is told once', () => {
	const log = merged(letters('abcd'), letters('abNcde'), letters('abNcdef'), letters('cdefg'));
	assert.equal(told(log), 'abcdNefg');
});

test('G5: entries that changed place are not told again', () => {
	for (const log of [
		merged(letters('ab'), letters('bac')),
		merged(letters('abcd'), letters('acbde')),
		merged(burst('abcd'), burst('acbde')),
		merged(letters('abcd'), letters('dabce')),
		merged(letters('abcde'), letters('edf')),
	]) {
		assert.equal(
			told(log).split('').toSorted().join(''),
			[...new Set(told(log))].toSorted().join(''),
		);
	}
});

test('G5: entries that the service left out in the middle are kept, and those after them not doubled', () => {
	assert.equal(told(merged(letters('abcd'), letters('acde'), letters('acdef'))), 'abcdef');
});

test('after an entry was put in between, a longer answer is compared in the order of the service', () => {
	const log = merged(letters('abcd'), letters('aNbcde'));
	const longer = mergeLog(log, letters('aNbcdefg'));
	assert.equal(longer.store, log.store);
	assert.equal(told(longer), 'abcdNefg');
	assert.equal(served(longer), 'aNbcdefg');
});

test('what an answer leaves out keeps its place in the order of the service', () => {
	assert.equal(served(merged(letters('abcd'), letters('acNde'))), 'abcNde');
	assert.equal(served(merged(letters('abcde'), letters('cNdef'))), 'abcNdef');
	assert.equal(served(merged(burst('xaxb'), burst('Nxb'))), 'xaNxb');
	assert.equal(served(merged(burst('xaxb'), burst('NxMxb'))), 'NxaMxb');
	assert.equal(served(merged(letters('abcd'), letters('Nacde'))), 'Nabcde');
});

test('G5: an overlap of alike entries alone is no overlap', () => {
	assert.equal(told(merged(burst('axyx'), burst('xNyx'))), 'axyxN');
});

test('G5: the longest overlap is found where alike entries follow one another', () => {
	assert.equal(told(merged(burst('axxxy'), burst('xxyx'))), 'axxxyx');
});

test('an older snapshot grows a book of its own, so that two futures never mix', () => {
	for (const past of [merged(letters('abc')), merged(letters('abc'), letters('aNbc'))]) {
		const before = told(past);
		const one = mergeLog(past, letters('bc1'));
		const other = mergeLog(past, letters('bc2'));
		assert.equal(told(one), `${before}1`);
		assert.equal(told(other), `${before}2`);
		assert.equal(told(past), before);
		assert.notEqual(one.store, other.store);
		assert.equal(told(mergeLog(other, letters('c23'))), `${before}23`);
	}
});

test('a gap or an error of the future is not in an older snapshot', () => {
	const bad = entry('bad', 1, {severity: 'error'});
	const past = merged([entry('a'), bad]);
	const future = mergeLog(past, [{...bad, at: 9e12}, entry('b', 10)]);
	assert.deepEqual(logGaps(future), [{before: 2}]);
	assert.deepEqual(logGaps(past), []);
	assert.equal(countErrors(past), 1);
	assert.equal(countErrors(future), 2);
	assert.equal(nearestError(past, 1, 1), null);
	assert.equal(nearestError(future, 1, 1), 2);
	assert.equal(nearestError(future, 2, -1), 1);
	assert.equal(nearestError(future, 1, -1), null);
	assert.equal(nearestError(future, -1, 1), 1);
});

test('entries differ when any field of theirs differs', () => {
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
		// The same where entries are counted by what they are and not by where they stand.
		assert.equal(merged([plain, entry('z')], [entry('y'), other, entry('z')]).length, 4);
	}
});

test('the answer that was merged last costs nothing when it is merged again', () => {
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
	// To an older snapshot it is news, though its book knows better.
	assert.equal(mergeLog({...log, length: 1}, response).length, 2);
});
