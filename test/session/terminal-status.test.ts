import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import type {SignalSettings} from '../../source/config/options.ts';
import {messagesFor} from '../../source/i18n/index.ts';
import {glyphsFor} from '../../source/ui/theme/glyphs.ts';
import {TerminalStatus} from '../../source/session/terminal-status.ts';
import type {Action} from '../../source/store/action.ts';
import {reduce} from '../../source/store/reducer.ts';
import {initialState} from '../../source/store/state.ts';
import {createStore} from '../../source/store/store.ts';
import type {Environment} from '../../source/terminal/environment.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {polled, name, start} from '../helpers/values.ts';

const esc = '\u001B';
const st = `${esc}\\`;
const bell = '\u0007';
const frame = 33;
const ghostty: Environment = {
	TERM: 'xterm-ghostty',
	TERM_PROGRAM: 'ghostty',
	TERM_PROGRAM_VERSION: '1.2.0',
};
const all: SignalSettings = {title: true, progress: true, notify: true, bell: true};

function open(env: Environment = ghostty, wishes: Partial<SignalSettings> = {}) {
	const clock = new FakeClock(start);
	const written: string[] = [];
	const store = createStore({
		reduce,
		initial: initialState({columns: 80, rows: 24}, start),
		clock,
		frameMs: frame,
		onEffects() {
			// No effects.
		},
	});
	const signals = new TerminalStatus({
		env,
		clock,
		enabled: {...all, ...wishes},
		messages: messagesFor('en'),
		glyphs: glyphsFor(false).phases,
		write: text => {
			if (text !== '') {
				written.push(text);
			}
		},
	});
	signals.attach(store);
	return {
		clock,
		signals,
		/** The output since the last call. */
		news: () => written.splice(0),
		does: (...actions: readonly Action[]) => {
			for (const action of actions) {
				store.dispatch(action);
			}

			clock.advance(frame);
		},
	};
}

function watching(...ids: readonly string[]): Action {
	return {type: 'runsAdded', at: start, ids: ids.map(id => name(id))};
}

function focus(focused: boolean): Action {
	return {type: 'windowFocusChanged', at: start, focused};
}

const ended = {phase: 'succeeded', actualDurationSec: 41} as const;

suite('title and progress', () => {
	test('title and progress bar follow the runs; unchanged values are not written', () => {
		const {does, news} = open();
		assert.deepEqual(news(), [`${esc}[?1004h`, `${esc}[22;0t${esc}]0;chenyu-top${bell}`]);
		does(watching('a', 'b'));
		assert.deepEqual(news(), [`${esc}]0;◌2 chenyu-top${bell}`]);
		does(polled('a', {progressPercent: 0}));
		assert.deepEqual(news(), [`${esc}]0;►1 ◌1 chenyu-top${bell}`, `${esc}]9;4;3;0${st}`]);
		does(polled('b', {phase: 'queued'}));
		assert.deepEqual(news(), [`${esc}]0;►1 ○1 chenyu-top${bell}`]);
		does(polled('a', {progressPercent: 50}));
		assert.deepEqual(news(), [`${esc}]9;4;1;25${st}`]);
		does(polled('a', {progressPercent: 50}), {type: 'ticked', at: start + 1000});
		assert.deepEqual(news(), []);
		does(polled('a', {phase: 'failed'}));
		assert.deepEqual(news(), [`${esc}]0;✗1 ○1 chenyu-top${bell}`, `${esc}]9;4;2;50${st}`]);
		does(polled('b', ended));
		assert.deepEqual(news(), [`${esc}]0;✗1 ✓1 chenyu-top${bell}`, `${esc}]9;4;0;0${st}`]);
	});

	test('the terminal is restored while suspended and at the end, once, and set again on resume', () => {
		const {does, news, signals} = open();
		does(watching('a'), polled('a', {progressPercent: 40}));
		news();
		signals.suspend();
		const back = `${esc}[?1004l${esc}]9;4;0;0${st}${esc}]0;${bell}${esc}[23;0t`;
		assert.deepEqual(news(), [back]);
		does(polled('a', {progressPercent: 60}));
		assert.deepEqual(news(), [], 'another program has it');
		signals.resume();
		assert.deepEqual(news(), [
			`${esc}[?1004h`,
			`${esc}[22;0t${esc}]0;►1 chenyu-top${bell}`,
			`${esc}]9;4;1;60${st}`,
		]);
		signals.stop();
		assert.deepEqual(news(), [back]);
		assert.equal(signals.restoreSequence(), '');
		does(polled('a', ended));
		assert.deepEqual(news(), []);
	});

	test('disabled or unsupported sequences are not written', () => {
		const {does, news, signals} = open({TERM: 'linux'}, {bell: false});
		does(focus(false), watching('a'), polled('a'), polled('a', ended));
		signals.stop();
		assert.deepEqual(news(), [`${esc}[?1004h`, `${esc}[?1004l`]);
		const quiet = open(ghostty, {title: false, progress: false, notify: false, bell: false});
		quiet.does(focus(false), watching('a'), polled('a'), polled('a', ended));
		quiet.clock.advance(5000);
		quiet.signals.stop();
		assert.deepEqual(quiet.news(), [`${esc}[?1004h`, `${esc}[?1004l`]);
	});
});

suite('notifications', () => {
	const notified = (text: string) => text.includes(']777;') || text === bell;

	test('a run that ends while the window has no focus', () => {
		const {does, news, clock} = open();
		does(watching('a', 'over'), polled('a'), polled('over', ended), focus(false));
		does(polled('a', ended), polled('a', ended));
		clock.advance(1000);
		assert.deepEqual(news().filter(notified), [
			`${esc}]777;notify;chenyu-top: a;succeeded · 00:41${bell}`,
		]);
		clock.advance(5000);
		assert.deepEqual(news().filter(notified), []);
	});

	test('ten runs that end together share one', () => {
		const ids = Array.from({length: 10}, (_, index) => `run${index}`);
		const {does, news, clock} = open();
		does(watching(...ids), ...ids.map(id => polled(id)), focus(false));
		does(...ids.slice(0, 6).map(id => polled(id, ended)));
		does(...ids.slice(6).map(id => polled(id, {phase: 'failed'})));
		clock.advance(1000);
		assert.deepEqual(news().filter(notified), [
			`${esc}]777;notify;chenyu-top: 10 runs ended;4 failed · 6 succeeded${bell}`,
		]);
	});

	test('none with the focus, when it returns in time, or when silent', () => {
		const here = open();
		here.does(focus(true), watching('a'), polled('a'), polled('a', ended));
		here.clock.advance(2000);
		assert.deepEqual(here.news().filter(notified), []);

		const back = open();
		back.does(watching('a'), polled('a'), focus(false), polled('a', ended), focus(true));
		back.clock.advance(2000);
		assert.deepEqual(back.news().filter(notified), []);

		const silent = open();
		const toggle: Action = {type: 'commandInvoked', at: start, command: {type: 'notifications'}};
		silent.does(
			watching('a', 'b'),
			polled('a'),
			polled('b'),
			toggle,
			focus(false),
			polled('a', ended),
		);
		silent.clock.advance(2000);
		assert.deepEqual(silent.news().filter(notified), []);
		silent.does(toggle, focus(false), polled('b', ended));
		silent.clock.advance(2000);
		assert.equal(silent.news().filter(notified).length, 1);
	});

	test('one if the window never reported the focus and no key was pressed', () => {
		const {does, news, clock} = open();
		does(watching('a', 'b'), polled('a'), polled('b'), polled('a', ended));
		clock.advance(1000);
		assert.equal(news().filter(notified).length, 1);
		does({type: 'commandInvoked', at: start, command: {type: 'help'}}, polled('b', ended));
		clock.advance(1000);
		assert.deepEqual(news().filter(notified), [], 'somebody is there');
	});

	test('kitty: a failure is urgent and does not replace that of another run', () => {
		const {does, news, clock} = open({TERM: 'xterm-kitty'});
		does(watching('a', 'b'), polled('a'), polled('b'), polled('a', {phase: 'failed'}));
		clock.advance(1000);
		does(polled('b', ended));
		clock.advance(1000);
		assert.deepEqual(
			news().flatMap(text => text.match(/(?<=\]99;)i=[^:]+:d=0(?::u=2)?/g) ?? []),
			['i=chenyu-top-a:d=0:u=2', 'i=chenyu-top-b:d=0'],
		);
	});

	test('none in a replay', () => {
		const {does, news, clock} = open();
		const replay = {started: start, length: 60_000, speed: 1, paused: false};
		does({type: 'replayChanged', at: start, replay}, watching('a'), polled('a'), focus(false));
		does(polled('a', ended));
		clock.advance(2000);
		assert.deepEqual(news().filter(notified), []);
	});

	test('a failure has its reason; an unknown terminal gets the bell', () => {
		const {does, news, clock} = open({TERM: 'xterm-256color'});
		does(watching('a'), polled('a'), focus(false), polled('a', ended));
		clock.advance(1000);
		assert.deepEqual(news().filter(notified), [bell]);
		const told = open();
		const error = {
			reason: name('CUDA out of memory'),
			detail: null,
			engineCode: null,
			statusCode: null,
		};
		told.does(watching('a'), polled('a'), focus(false), polled('a', {phase: 'failed', error}));
		told.clock.advance(1000);
		assert.deepEqual(told.news().filter(notified), [
			`${esc}]777;notify;chenyu-top: a;failed: CUDA out of memory${bell}`,
		]);
	});
});
