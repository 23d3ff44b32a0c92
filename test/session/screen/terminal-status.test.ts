import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import type {Options} from '../../../source/config/options.ts';
import {messagesFor} from '../../../source/session/catalogue.ts';
import {TerminalStatus} from '../../../source/session/screen/terminal-status.ts';
import type {Action} from '../../../source/store/action.ts';
import type {Environment} from '../../../source/terminal/platform.ts';
import {describeTerminal} from '../../../source/terminal/terminal.ts';
import {glyphsFor} from '../../../source/ui/theme/glyphs.ts';
import {openStore, runError, runsAdded} from '../../events/watch.ts';
import {FakeClock} from '../../helpers/fake-clock.ts';
import {polled, start} from '../../helpers/values.ts';

const esc = '\u001B';
const st = `${esc}\\`;
const bell = '\u0007';
/** Progress is shown after 1.1 s. */
const frame = 1100;
const ghostty: Environment = {
	TERM: 'xterm-ghostty',
	TERM_PROGRAM: 'ghostty',
	TERM_PROGRAM_VERSION: '1.2.0',
};
const all: Options['signals'] = {title: true, progress: true, notify: true, bell: true};

function open(env: Environment = ghostty, wishes: Partial<Options['signals']> = {}) {
	const clock = new FakeClock(start);
	const written: string[] = [];
	const store = openStore(clock);
	const signals = new TerminalStatus({
		terminal: describeTerminal(env, {isTTY: true, platform: 'linux'}),
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

function focus(focused: boolean): Action {
	return {type: 'windowFocusChanged', at: start, focused};
}

const ended = {phase: 'succeeded', actualDurationSec: 41} as const;

suite('title and progress', () => {
	test('title and progress bar follow the runs; unchanged values are not written', () => {
		const {does, news} = open();
		assert.deepEqual(news(), [`${esc}[?1004h`, `${esc}[22;0t${esc}]0;chenyu-top${bell}`]);
		does(focus(true), runsAdded('a', 'b'));
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
		does(runsAdded('a'), polled('a', {progressPercent: 40}));
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

	test('mouse reports follow the state, and are off while another program has the terminal', () => {
		const {does, news, signals} = open();
		const toggle: Action = {type: 'commandInvoked', at: start, command: {type: 'mouse'}};
		const mouse = (texts: readonly string[]) => texts.join('').match(/\[\?1000[hl]/g) ?? [];
		does(toggle);
		signals.suspend();
		signals.resume();
		assert.deepEqual(mouse(news()), ['[?1000h', '[?1000l', '[?1000h']);
		does(toggle);
		assert.deepEqual(mouse(news()), ['[?1000l']);
		signals.suspend();
		does(toggle);
		assert.deepEqual(mouse(news()), []);
		signals.resume();
		signals.stop();
		does(toggle, toggle);
		assert.deepEqual(mouse(news()), ['[?1000h', '[?1000l']);
	});

	test('disabled or unsupported sequences are not written', () => {
		for (const [env, wishes] of [
			[{TERM: 'linux'}, {bell: false}],
			[ghostty, {title: false, progress: false, notify: false, bell: false}],
		] as const) {
			const {does, news, signals} = open(env, wishes);
			does(focus(false), runsAdded('a'), polled('a', {progressPercent: 40}), polled('a', ended));
			signals.stop();
			assert.deepEqual(news(), [`${esc}[?1004h`, `${esc}[?1004l`]);
		}
	});
});

suite('notifications', () => {
	const notified = (text: string) => text.includes(']777;') || text === bell;
	const message = (text: string) => `${esc}]777;notify;chenyu-top: ${text}${bell}`;
	const tenIds = Array.from({length: 10}, (_, index) => `run${index}`);
	const toggle: Action = {type: 'commandInvoked', at: start, command: {type: 'notifications'}};
	const help: Action = {type: 'commandInvoked', at: start, command: {type: 'help'}};
	const replay = {started: start, length: 60_000, speed: 1, paused: false};
	const replaying: Action = {type: 'replayChanged', at: start, replay};
	const [watched, running, away] = [runsAdded('a'), polled('a'), focus(false)];
	const [aEnds, bEnds] = [polled('a', ended), polled('b', ended)];
	const error = runError('CUDA out of memory');

	for (const [what, actions, expected, env] of [
		[
			'a run that ends while the window has no focus has one',
			[runsAdded('a', 'b'), running, bEnds, away, aEnds, aEnds],
			[message('a;succeeded · 41s')],
		],
		[
			'ten runs that end together share one',
			[
				runsAdded(...tenIds),
				...tenIds.map(id => polled(id)),
				away,
				...tenIds.slice(0, 6).map(id => polled(id, ended)),
				...tenIds.slice(6).map(id => polled(id, {phase: 'failed'})),
			],
			[message('10 runs ended;4 failed · 6 succeeded')],
		],
		['none with the focus', [focus(true), watched, running, aEnds], []],
		['none if the focus returns in time', [watched, running, away, aEnds, focus(true)], []],
		[
			'none while they are off, and one when they are on again',
			[runsAdded('a', 'b'), running, polled('b'), toggle, away, aEnds, toggle, away, bEnds],
			[message('b;succeeded · 41s')],
		],
		[
			'one if the window never reported the focus and no key was pressed',
			[watched, running, aEnds],
			[message('a;succeeded · 41s')],
		],
		['none if a key was pressed', [watched, running, help, aEnds], []],
		['none in a replay', [replaying, watched, running, away, aEnds], []],
		[
			'a failure has its reason',
			[watched, running, away, polled('a', {phase: 'failed', error})],
			[message('a;failed: CUDA out of memory')],
		],
		[
			'an unknown terminal gets the bell',
			[watched, running, away, aEnds],
			[bell],
			{TERM: 'xterm-256color'},
		],
	] as const satisfies ReadonlyArray<
		readonly [string, readonly Action[], readonly string[], Environment?]
	>) {
		test(what, () => {
			const {does, news, clock} = open(env);
			does(...actions);
			clock.advance(1000);
			assert.deepEqual(news().filter(notified), expected);
			clock.advance(5000);
			assert.deepEqual(news().filter(notified), []);
		});
	}
});
