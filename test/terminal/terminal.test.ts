import assert from 'node:assert/strict';
import test from 'node:test';
import type {Environment} from '../../source/terminal/platform.ts';
import {describeTerminal, type Terminal} from '../../source/terminal/terminal.ts';

const modern = {TERM: 'xterm-256color', TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.6.6'};
const ghostty = {TERM: 'xterm-ghostty', TERM_PROGRAM: 'ghostty', TERM_PROGRAM_VERSION: '1.2.3'};
const wezterm = {TERM_PROGRAM: 'WezTerm', TERM_PROGRAM_VERSION: '20240203-110809-5046fc22'};
const tmux = {TERM: 'tmux-256color', TERM_PROGRAM: 'tmux', TMUX: '/tmp/tmux-1/default,1,0'};
const utf8 = {LANG: 'zh_CN.UTF-8'};

type Cases<Name extends keyof Terminal> = ReadonlyArray<
	readonly [env: Environment, expected: Terminal[Name]]
>;

function check<Name extends keyof Terminal>(
	name: Name,
	cases: Cases<Name>,
	{isTTY = true, platform = 'linux'}: {isTTY?: boolean; platform?: NodeJS.Platform} = {},
): void {
	for (const [env, expected] of cases) {
		assert.equal(describeTerminal(env, {isTTY, platform})[name], expected, JSON.stringify(env));
	}
}

test('colors by the variables; none on a dumb terminal, with NO_COLOR or without a terminal', () => {
	check('color', [
		[{TERM: 'xterm-256color'}, 2],
		[{TERM: 'xterm-256color', COLORTERM: 'truecolor'}, 3],
		[{TERM: 'xterm', COLORTERM: '24bit'}, 3],
		[{TERM: 'xterm-256color', CI: 'true'}, 2],
		[{TERM: 'xterm-kitty'}, 3],
		[{TERM: 'foot'}, 3],
		[{TERM: 'xterm'}, 1],
		[{TERM: 'linux'}, 1],
		[{}, 0],
		[{TERM: 'dumb', COLORTERM: 'truecolor'}, 0],
		[{TERM: 'xterm-256color', NO_COLOR: '1'}, 0],
		[{TERM: 'xterm-256color', NO_COLOR: ''}, 2],
	]);
	check('color', [[{TERM: 'xterm-256color'}, 0]], {isTTY: false});
	const forced = {'': 1, true: 1, '1': 1, '2': 2, '3': 3, '0': 0} as const;
	check(
		'color',
		Object.entries(forced).map(([FORCE_COLOR, level]) => [{FORCE_COLOR, TERM: 'dumb'}, level]),
		{isTTY: false},
	);
});

test('links only on terminals known to support them', () => {
	const cases: Cases<'hyperlinks'> = [
		[wezterm, true],
		[tmux, true],
		[{VTE_VERSION: '7600'}, true],
		[{VTE_VERSION: '5000'}, false],
		[{TERM: 'xterm-256color'}, false],
	];
	check('hyperlinks', cases);
	check('hyperlinks', [[wezterm, false]], {isTTY: false});
});

test('non-ASCII glyphs need a UTF-8 locale, by the first variable that is set', () => {
	check('unicode', [
		[utf8, true],
		[{LC_ALL: 'C', ...utf8}, false],
		[{LC_ALL: '', LANG: 'en_US.utf8'}, true],
		[{}, false],
		[{...utf8, TERM: 'linux'}, false],
		[{...utf8, TERM: 'dumb'}, false],
	]);
	check('unicode', [[{}, true]], {platform: 'darwin'});
	check('unicode', [[{WT_SESSION: 'x'}, true]], {platform: 'win32'});
});

test('a progress bar depends on the terminal and its version', () => {
	check('progress', [
		[modern, true],
		[{...modern, TERM_PROGRAM_VERSION: '3.6.5'}, false],
		[{...modern, TERM_PROGRAM_VERSION: '3.10.0'}, true],
		[ghostty, true],
		[{...ghostty, TERM_PROGRAM_VERSION: '1.1.3'}, false],
		[{...ghostty, TERM_PROGRAM_VERSION: undefined}, false],
		[wezterm, false],
		[{...wezterm, TERM_PROGRAM_VERSION: '20250610-000000-abcdef12'}, true],
		[{WT_SESSION: 'x'}, true],
		[{ConEmuANSI: 'ON'}, true],
		[{VTE_VERSION: '7900'}, true],
		[{VTE_VERSION: '7600'}, false],
		[{KONSOLE_VERSION: '260400'}, true],
		[{TERM: 'xterm-kitty'}, false],
		[{...modern, TMUX: 'x'}, false],
		[{...modern, STY: 'x'}, false],
	]);
});

test('notifications and titles go to terminals that understand them', () => {
	check('notifications', [
		[{TERM: 'xterm-kitty'}, 'osc777'],
		[modern, 'osc9'],
		[{...tmux, LC_TERMINAL: 'iTerm2'}, 'osc9'],
		[ghostty, 'osc777'],
		[wezterm, 'osc777'],
		[{TERM: 'foot'}, 'osc777'],
		[{TERM: 'xterm-256color'}, null],
	]);
	check('title', [
		...['dumb', 'linux', 'vt100', '', undefined].map(TERM => [{TERM}, false] as const),
		[{TERM: 'xterm-256color'}, true],
		[tmux, true],
		[{TERM: 'screen'}, true],
		[{WT_SESSION: 'x'}, true],
		[{TERM: '', TERM_PROGRAM: 'vscode'}, true],
	]);
});

test('a multiplexer is known by its variable, over SSH by TERM', () => {
	check('multiplexer', [
		[tmux, 'tmux'],
		[{STY: 'x', TERM: 'screen'}, 'screen'],
		[{TERM: 'tmux-256color'}, null],
	]);
	check('isMultiplexed', [
		[{TMUX: 'a'}, true],
		[{STY: 'b'}, true],
		[{TERM: 'tmux-256color'}, true],
		[{TERM: 'screen'}, true],
		[{TERM: 'xterm'}, false],
	]);
});
