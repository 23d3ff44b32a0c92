import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {cleanProse} from '../../source/core/text/sanitize.ts';
import type {Environment} from '../../source/terminal/environment.ts';
import {passThrough} from '../../source/terminal/multiplexer.ts';
import {notificationProtocol, notificationSequence} from '../../source/terminal/notification.ts';
import {progressSequence, supportsProgress} from '../../source/terminal/progress.ts';
import {restoreTitle, supportsTitle, titleSequence} from '../../source/terminal/title.ts';

const esc = '\u001B';
const st = `${esc}\\`;
const bell = '\u0007';

const kitty: Environment = {TERM: 'xterm-kitty', KITTY_WINDOW_ID: '1'};
const iterm: Environment = {
	TERM: 'xterm-256color',
	TERM_PROGRAM: 'iTerm.app',
	TERM_PROGRAM_VERSION: '3.6.6',
};
const ghostty: Environment = {
	TERM: 'xterm-ghostty',
	TERM_PROGRAM: 'ghostty',
	TERM_PROGRAM_VERSION: '1.2.3',
};
const wezterm: Environment = {
	TERM: 'xterm-256color',
	TERM_PROGRAM: 'WezTerm',
	TERM_PROGRAM_VERSION: '20240203-110809-5046fc22',
};
const plain: Environment = {TERM: 'xterm-256color'};
const tmux: Environment = {
	TERM: 'tmux-256color',
	TERM_PROGRAM: 'tmux',
	TMUX: '/tmp/tmux-1/default,1,0',
};

test('detects the terminals and versions with a progress bar', () => {
	for (const [env, expected] of [
		[iterm, true],
		[{...iterm, TERM_PROGRAM_VERSION: '3.6.5'}, false],
		[{...iterm, TERM_PROGRAM_VERSION: '3.10.0'}, true],
		[ghostty, true],
		[{...ghostty, TERM_PROGRAM_VERSION: '1.1.3'}, false],
		[wezterm, false],
		[{...wezterm, TERM_PROGRAM_VERSION: '20250610-000000-abcdef12'}, true],
		[{WT_SESSION: 'x'}, true],
		[{ConEmuANSI: 'ON'}, true],
		[{...plain, VTE_VERSION: '7900'}, true],
		[{...plain, VTE_VERSION: '7600'}, false],
		[{...plain, KONSOLE_VERSION: '260400'}, true],
		[{...plain, KONSOLE_VERSION: '251203'}, false],
		[kitty, false],
		[plain, false],
		[{...ghostty, TERM_PROGRAM_VERSION: undefined}, false],
		[{...iterm, TMUX: 'x'}, false],
		[{...iterm, STY: 'x'}, false],
	] as const) {
		assert.equal(supportsProgress(env), expected, JSON.stringify(env));
	}
});

test('writes all states of the progress bar', () => {
	assert.equal(progressSequence({kind: 'normal', percent: 57.9}), `${esc}]9;4;1;57${st}`);
	assert.equal(progressSequence({kind: 'error', percent: 200}), `${esc}]9;4;2;100${st}`);
	assert.equal(progressSequence({kind: 'indeterminate'}), `${esc}]9;4;3;0${st}`);
	assert.equal(progressSequence({kind: 'none'}), `${esc}]9;4;0;0${st}`);
});

suite('notifications', () => {
	const notification = {
		runId: 'wfrun_1f',
		isUrgent: true,
		title: cleanProse('chenyu-top: 4;1;50'),
		body: cleanProse('failed; 00:23'),
	};
	const written = (env: Environment, mayRing = true): string =>
		notificationSequence(notification, notificationProtocol(env), mayRing, env);

	test('each terminal gets its protocol, an unknown one the bell', () => {
		assert.equal(
			written(kitty),
			`${esc}]99;i=chenyu-top-wfrun_1f:d=0:u=2;chenyu-top: 4;1;50${st}${esc}]99;i=chenyu-top-wfrun_1f:d=1:p=body;failed; 00:23${st}`,
		);
		assert.equal(written(iterm), `${esc}]9;chenyu-top: 4;1;50: failed; 00:23${bell}`);
		assert.equal(written(ghostty), `${esc}]777;notify;chenyu-top: 4,1,50;failed, 00:23${bell}`);
		assert.equal(written(wezterm), written(ghostty));
		assert.equal(written({TERM: 'foot'}), written(ghostty));
		assert.equal(written(plain), bell);
		assert.equal(written(plain, false), '');
		assert.equal(written({TERM: 'linux'}), bell);
	});

	test('kitty gets an id per run, and urgency only for a failure', () => {
		const of = (runId: string, isUrgent: boolean) =>
			notificationSequence({...notification, runId, isUrgent}, 'osc99', false, {});
		assert.match(of('a', false), /\]99;i=chenyu-top-a:d=0;[^]*\]99;i=chenyu-top-a:d=1:p=body;/);
		assert.match(of('b', true), /\]99;i=chenyu-top-b:d=0:u=2;[^]*\]99;i=chenyu-top-b:d=1:p=body;/);
		assert.match(
			of(`x;:=${esc}]0;y${'z'.repeat(500)}`, false),
			/\]99;i=chenyu-top-x0yz{50,100}:d=0;/,
		);
	});

	test('in tmux and screen the sequence is passed through, and the bell rings too', () => {
		assert.equal(written(tmux), bell);
		assert.equal(
			written({...tmux, LC_TERMINAL: 'iTerm2'}),
			`${esc}Ptmux;${esc}${esc}]9;chenyu-top: 4;1;50: failed; 00:23${bell}${st}${bell}`,
		);
		assert.equal(passThrough(`${esc}]99;;x${st}`, {STY: 'x'}), `${esc}P${esc}]99;;x${bell}${st}`);
		assert.equal(passThrough('x', {}), 'x');
	});

	test('hostile text cannot end the sequence (T1)', () => {
		const hostile = cleanProse(`a${esc}]0;owned${bell}\u009C\u009D52;c;AA${st}b\n`);

		for (const env of [kitty, iterm, ghostty]) {
			const sequence = notificationSequence(
				{runId: hostile, isUrgent: true, title: hostile, body: hostile},
				notificationProtocol(env),
				true,
				env,
			);
			// Only the introducers and terminators of the sequence itself.
			const controls = sequence.match(/\p{Cc}/gu) ?? [];
			assert.equal(controls.length, env === kitty ? 4 : 2, JSON.stringify(sequence));
		}

		assert.doesNotMatch(titleSequence(hostile).slice(2, -1), /\p{Cc}/u);
	});
});

test('the title is set if supported, truncated, and restored', () => {
	for (const TERM of ['dumb', 'linux', 'vt100', '', undefined]) {
		assert.equal(supportsTitle({TERM}), false, TERM);
	}

	for (const env of [
		plain,
		tmux,
		{TERM: 'screen'},
		{WT_SESSION: 'x'},
		{TERM: '', TERM_PROGRAM: 'vscode'},
	]) {
		assert.equal(supportsTitle(env), true);
	}

	assert.equal(titleSequence(cleanProse('►2 chenyu-top')), `${esc}]0;►2 chenyu-top${bell}`);
	assert.equal([...titleSequence(cleanProse('好'.repeat(500)))].length, 120 + 5);
	assert.equal(restoreTitle, `${esc}]0;${bell}${esc}[23;0t`);
});
