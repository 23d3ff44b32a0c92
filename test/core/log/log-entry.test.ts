import assert from 'node:assert/strict';
import test from 'node:test';
import {isSameEntry} from '../../../source/core/log/log-entry.ts';
import {entry, name} from '../../helpers/values.ts';

test('entries are the same if all their fields are equal', () => {
	const fields = {nodeId: name('3'), level: name('-'), eventType: null, progressPercent: 1};
	const different = [
		{},
		{at: null},
		{nodeId: name('3-')},
		{level: null, eventType: name('-')},
		{level: name('')},
		{progressPercent: null},
		{step: {value: 1, max: 2, fraction: null}},
		{step: {value: 1, max: 2, fraction: 0.5}},
	].map(change => entry('a', 0, {...fields, ...change}));
	const all = [...different, entry('-a', 0, fields), entry('a', 1, fields)];

	for (const [index, one] of all.entries()) {
		const first = all.findIndex(other => isSameEntry({...one}, other));
		assert.equal(first, index);
	}
});
