import assert from 'node:assert/strict';
import test from 'node:test';
import {messagesFor} from '../../../source/session/catalogue.ts';
import {paletteName} from '../../../source/store/keys/key-of.ts';

test('the notice of a wrong clock says which clock is behind, and how much', () => {
	const notice = (ahead: number) =>
		messagesFor('en').notice({kind: 'clock-skew', ahead}, paletteName);
	assert.match(notice(31_400), /^this machine's clock is 30 seconds behind the service's: /);
	assert.match(notice(-7_200_000), /^this machine's clock is 2 hours ahead of the service's: /);
});
