import assert from 'node:assert/strict';
import test from 'node:test';
import {invisiblePattern, visibleJson} from '../../../source/core/text/json-text.ts';
import {rfc3339} from '../../../source/core/time/calendar.ts';

test('every invisible character is escaped and parses to itself, and all others are unchanged', () => {
	for (let point = 0; point <= 0x10_ffff; point++) {
		const character = String.fromCodePoint(point);

		if (character === '"' || character === '\\' || point < 0x20) {
			continue;
		}

		const escaped = visibleJson(character).slice(1, -1);

		if (invisiblePattern.test(character)) {
			assert.match(escaped, /^(\\u[0-9a-f]{4}){1,2}$/);
			assert.equal(JSON.parse(`"${escaped}"`), character);
		} else {
			assert.equal(escaped, character);
		}
	}
});

test('an instant is formatted exactly, and an invalid one has no text', () => {
	for (let at = 0; at < 5000; at++) {
		assert.equal(Date.parse(rfc3339(at) ?? ''), at);
	}

	assert.equal(rfc3339(1000), '1970-01-01T00:00:01Z');
	assert.deepEqual(
		[rfc3339(null), rfc3339(-1), rfc3339(NaN), rfc3339(8.64e15)],
		[null, null, null, null],
	);
});
