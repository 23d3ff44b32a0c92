import assert from 'node:assert/strict';
import test from 'node:test';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import {messageAtCursor, readingLog, shownEntries, shownMessages} from '../../helpers/log.ts';
import {stateAfter} from '../../helpers/play.ts';
import {entry, name, polled} from '../../helpers/values.ts';

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

test('enter opens the steps, and esc folds them again; enter on a step shows it', () => {
	const opened = stateAfter(readingLog(log), 'g j enter');
	assert.deepEqual(shownMessages(opened), ['start', 'step 1/5', 'step 2/5', 'step 3/5', 'end']);
	assert.equal(messageAtCursor(opened), 'step 1/5');
	const grown = stateAfter(opened, polled('a', {}, [...log, ...steps, entry('more', 20)]));
	assert.equal(shownMessages(grown).length, 7, 'only these steps are open');
	assert.equal(stateAfter(opened, 'enter').view.overlay?.kind, 'entry');
	assert.deepEqual(shownMessages(stateAfter(opened, 'esc')), ['start', 'step 3/5', 'end']);
});

test('a step that the search finds is a line of its own', () => {
	const searched = stateAfter(readingLog(log), '/ "2/5" enter');
	assert.deepEqual(shownMessages(searched), ['start', 'step 1/5', 'step 2/5', 'step 3/5', 'end']);
});

test('the cursor stays at folded steps while they go on', () => {
	const begun = log.slice(0, 4);
	const more = polled('a', {}, [...begun, step('step 4/5', 5)]);
	const later = stateAfter(readingLog(begun), 'g j f f', more);
	assert.deepEqual(shownMessages(later), ['start', 'step 4/5']);
	assert.equal(messageAtCursor(later), 'step 4/5');
});
