import assert from 'node:assert/strict';
import test from 'node:test';
import {messagesFor} from '../../source/i18n/index.ts';
import {createClockSkewDetector} from '../../source/polling/clock-skew.ts';
import {paletteName} from '../../source/store/keys/key-of.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

test('H14: a clock difference of more than 30 s is reported once', () => {
	const clock = new FakeClock();
	const reported: number[] = [];
	const onServerDate = createClockSkewDetector(clock, ahead => reported.push(ahead));
	onServerDate(clock.now() - 30_000);
	onServerDate(clock.now() + 29_000);
	assert.deepEqual(reported, []);
	onServerDate(clock.now() + 31_000);
	onServerDate(clock.now() + 31_000);
	onServerDate(clock.now() - 90_000);
	assert.deepEqual(reported, [31_000]);
});

test('H14: the report has the difference, and which clock is behind', () => {
	const sentences = [31_400, -31_400, 600_000, -7_200_000].map(ahead =>
		messagesFor('en').notice({kind: 'clock-skew', ahead}, paletteName),
	);
	assert.deepEqual(sentences, [
		"this machine's clock is 31 sec behind the service's: running times are off by the same amount",
		"this machine's clock is 31 sec ahead of the service's: running times are off by the same amount",
		"this machine's clock is 10 min behind the service's: running times are off by the same amount",
		"this machine's clock is 2 hr ahead of the service's: running times are off by the same amount",
	]);
	assert.equal(
		messagesFor('zh').notice({kind: 'clock-skew', ahead: 31_000}, paletteName),
		'本机时钟比服务的慢 31秒，运行时长会有同样的偏差',
	);
});
