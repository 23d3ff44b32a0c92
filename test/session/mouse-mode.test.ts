import assert from 'node:assert/strict';
import {test} from 'node:test';
import {MouseMode} from '../../source/session/mouse-mode.ts';
import {reduce} from '../../source/store/reducer.ts';
import {initialState} from '../../source/store/state.ts';
import {createStore} from '../../source/store/store.ts';
import {disableMouseReports, enableMouseReports} from '../../source/terminal/input/mouse.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {start} from '../helpers/values.ts';

function setUp() {
	const clock = new FakeClock(start);
	const written: string[] = [];
	const store = createStore({
		reduce,
		initial: initialState({columns: 80, rows: 24}, start),
		clock,
		frameMs: 33,
		onEffects: () => {},
	});
	const mode = new MouseMode(text => written.push(text));
	mode.attach(store);
	return {
		mode,
		written,
		press: () => {
			store.dispatch({type: 'commandInvoked', command: {type: 'mouse'}, at: start});
		},
	};
}

test('mouse reports follow the state, with one sequence per change', () => {
	const {mode, written, press} = setUp();
	mode.resume();
	assert.deepEqual(written, []);
	press();
	mode.resume();
	assert.deepEqual(written, [enableMouseReports]);
	press();
	assert.deepEqual(written, [enableMouseReports, disableMouseReports]);
});

test('mouse reports are off while another program has the terminal', () => {
	const {mode, written, press} = setUp();
	mode.resume();
	press();
	mode.suspend();
	mode.resume();
	mode.stop();
	assert.deepEqual(written, [
		enableMouseReports,
		disableMouseReports,
		enableMouseReports,
		disableMouseReports,
	]);
	press();
	press();
	assert.equal(written.length, 4);
});

test('nothing is written before the terminal belongs to this program', () => {
	const {mode, written, press} = setUp();
	press();
	assert.deepEqual(written, []);
	mode.resume();
	assert.deepEqual(written, [enableMouseReports]);
});
