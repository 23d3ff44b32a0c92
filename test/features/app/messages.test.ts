import assert from 'node:assert/strict';
import test from 'node:test';
import {selectScreen} from '../../../source/store/selectors.ts';
import {overlayLines, texts} from '../../helpers/draw.tsx';
import {invoked, stateAfter, watching} from '../../helpers/play.ts';
import {appearance} from '../../helpers/sample.ts';

const open = invoked({type: 'messages'});
const toggleMouse = invoked({type: 'mouse'});

/** The rows of the list of messages. */
function drawn(count: number, width: number): readonly string[] {
	const noted = stateAfter(watching(['run']), ...Array.from({length: count}, () => toggleMouse));
	const {overlay} = selectScreen(stateAfter(noted, open));
	assert.ok(overlay?.kind === 'messages');
	return texts(overlayLines(overlay, {width, height: 300}, appearance()))
		.slice(1)
		.filter(Boolean);
}

test('the messages are listed with their times, the newest first, and at most a hundred', () => {
	assert.deepEqual(drawn(0, 118), [' No messages yet.']);
	const [newest, second] = drawn(2, 118);
	assert.match(newest ?? '', /^ \d\d:\d\d:\d\d {8}mouse off/);
	assert.match(second ?? '', /^ \d\d:\d\d:\d\d {8}mouse on/);
	assert.equal(drawn(120, 118).length, 100);
});
