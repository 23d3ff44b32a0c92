import assert from 'node:assert/strict';
import test from 'node:test';
import {openApp} from '../../helpers/app.tsx';
import {invoked, watching} from '../../helpers/play.ts';

test('the messages are listed with their times, the newest first, and at most a hundred', async t => {
	for (const [changes, count, first] of [
		[0, 1, /│ No messages yet\. /],
		[2, 2, /│ \d\d:\d\d:\d\d {8}mouse off/],
		[120, 100, /mouse off/],
	] as const) {
		const {press} = await openApp(t, watching(['run'], {columns: 100, rows: 120}));
		const shown = await press('m '.repeat(changes), invoked({type: 'messages'}));
		const rows = shown
			.split('\n')
			.slice(2, -1)
			.filter(row => /[^│ ]/.test(row));
		assert.equal(rows.length, count);
		assert.match(rows[0] ?? '', first);
	}
});
