import assert from 'node:assert/strict';
import test from 'node:test';
import {selectScreen} from '../../../source/features/screen-model.ts';
import {overlayLines, texts} from '../../helpers/draw.tsx';
import {stateAfter, watching} from '../../helpers/play.ts';
import {appearance} from '../../helpers/sample.ts';

test('the messages are listed with their times, the newest first, and at most a hundred', () => {
	for (const [changes, count, first] of [
		[0, 1, /^ No messages yet\.$/],
		[2, 2, /^ \d\d:\d\d:\d\d {8}mouse off/],
		[120, 100, /mouse off/],
	] as const) {
		const {overlay} = selectScreen(
			stateAfter(watching(['run']), 'm '.repeat(changes), {type: 'messages'}),
		);
		assert.ok(overlay?.kind === 'messages');
		const lines = texts(overlayLines(overlay, {width: 118, height: 300}, appearance()));
		const rows = lines.slice(1).filter(Boolean);
		assert.equal(rows.length, count);
		assert.match(rows[0] ?? '', first);
	}
});
