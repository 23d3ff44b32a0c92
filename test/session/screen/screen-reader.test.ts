import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ScreenReader} from '../../../source/session/screen/screen-reader/screen-reader.ts';
import {openStore, watching} from '../../events/watch.ts';
import {FakeClock} from '../../helpers/fake-clock.ts';
import {appearance} from '../../helpers/sample.ts';
import {polled, start} from '../../helpers/values.ts';

test('it is silent while suspended, and announces the differences on resume', () => {
	const clock = new FakeClock(start);
	const written: string[] = [];
	const store = openStore(clock, watching('wfrun_1'));
	const speaker = new ScreenReader({
		write: text => written.push(text),
		appearance: () => appearance('en'),
	});
	speaker.attach(store);
	speaker.suspend();
	const before = written.length;
	store.dispatch(polled('wfrun_1'));
	clock.advance(100);
	store.dispatch(polled('wfrun_1', {phase: 'canceled'}));
	clock.advance(100);
	assert.equal(written.length, before);
	speaker.resume();
	assert.deepEqual(written.slice(before), ['\u001B[?2004h', 'wfrun_1: canceled\n']);
});
