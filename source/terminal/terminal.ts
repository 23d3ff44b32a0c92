import {WriteStream} from 'node:tty';
import type {Environment} from './platform.ts';

/** The color levels of chalk: 0 is no colors, 1 is 16 colors, 2 is 256 colors, 3 is truecolor. */
export type ColorLevel = 0 | 1 | 2 | 3;

/** What a terminal can do, according to the environment variables. */
export type Terminal = {
	readonly color: ColorLevel;
	/** Whether text beyond ASCII may be written. */
	readonly unicode: boolean;
	/** Links in text (OSC 8). */
	readonly hyperlinks: boolean;
	/** The window title (OSC 0). */
	readonly title: boolean;
	/** A progress bar in the tab or on the taskbar (OSC 9;4). */
	readonly progress: boolean;
	/** The OSC sequence for notifications: 9 is from iTerm2, 777 from rxvt-unicode. */
	readonly notifications: 'osc9' | 'osc777' | null;
	/** The multiplexer that wrapped sequences pass. Null over SSH, which does not forward its variables. */
	readonly multiplexer: 'tmux' | 'screen' | null;
	/** Whether the program runs in a multiplexer, also over SSH. */
	readonly isMultiplexed: boolean;
};

type Output = {readonly isTTY: boolean; readonly platform: NodeJS.Platform};

export function describeTerminal(env: Environment, {isTTY, platform}: Output): Terminal {
	const {TERM: term = ''} = env;
	const isDumb = term === 'dumb';
	const isAble = isTTY && !isDumb;
	const multiplexer = env['TMUX'] ? 'tmux' : env['STY'] ? 'screen' : null;
	return {
		color: isTTY || env['FORCE_COLOR'] !== undefined ? colorLevel(env) : 0,
		unicode: !isDumb && hasUnicode(env, platform),
		hyperlinks: isAble && hasHyperlinks(env),
		// Consoles and hardware terminals may print OSC sequences as text.
		title:
			env['WT_SESSION'] !== undefined ||
			env['TERM_PROGRAM'] !== undefined ||
			!/^(?:dumb|linux|ansi|cygwin|vt\d|unknown|$)/.test(term),
		progress: multiplexer === null && hasProgress(env),
		notifications: notifications(env),
		multiplexer,
		isMultiplexed: multiplexer !== null || /^(?:tmux|screen)/.test(term),
	};
}

/** Asks Node, which reads `FORCE_COLOR`, `NO_COLOR`, `COLORTERM` and `TERM`, but takes CI services for dumb terminals. */
function colorLevel({CI: _ci, ...env}: Environment): ColorLevel {
	const known = isModern(env) ? {...env, COLORTERM: 'truecolor'} : env;
	const bits = WriteStream.prototype.getColorDepth(known);
	return bits >= 24 ? 3 : bits >= 8 ? 2 : bits >= 4 ? 1 : 0;
}

/** Returns whether the terminal is known to have truecolor and hyperlinks. */
function isModern({TERM = '', TERM_PROGRAM = ''}: Environment): boolean {
	return (
		/^(?:iTerm\.app|WezTerm|vscode|ghostty|zed|Hyper)$/.test(TERM_PROGRAM) ||
		/^(?:xterm-kitty|kitty|alacritty|xterm-ghostty|foot|contour|wezterm)/.test(TERM)
	);
}

function hasHyperlinks(env: Environment): boolean {
	return (
		isModern(env) ||
		env['TERM_PROGRAM'] === 'tmux' ||
		// VTE 0.50.0 crashes on a hyperlink.
		Number(env['VTE_VERSION'] ?? 0) > 5000 ||
		env['WT_SESSION'] !== undefined ||
		env['KONSOLE_VERSION'] !== undefined
	);
}

function hasUnicode(env: Environment, platform: NodeJS.Platform): boolean {
	if (platform === 'win32') {
		return env['WT_SESSION'] !== undefined || env['TERM_PROGRAM'] !== undefined;
	}

	const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'];
	// The font of the Linux console has only 256 glyphs.
	return (
		env['TERM'] !== 'linux' &&
		(locale === undefined ? platform === 'darwin' : /utf-?8/i.test(locale))
	);
}

/**
 * The first versions with a progress bar, by `TERM_PROGRAM`. Earlier ones and other terminals take every OSC 9 for a
 * notification: for 50 percent they would show the text `4;1;50`. A version of WezTerm starts with its release date.
 */
const progressVersions: Readonly<Record<string, string>> = {
	ghostty: '1.2',
	'iTerm.app': '3.6.6',
	WezTerm: '20250301',
};

function hasProgress(env: Environment): boolean {
	const {TERM_PROGRAM: program = '', TERM_PROGRAM_VERSION: version = ''} = env;
	const least = progressVersions[program];
	return least === undefined
		? env['WT_SESSION'] !== undefined ||
				env['ConEmuANSI'] === 'ON' ||
				Number(env['VTE_VERSION'] ?? 0) >= 7900 ||
				Number(env['KONSOLE_VERSION'] ?? 0) >= 260_400
		: version.localeCompare(least, 'en', {numeric: true}) >= 0;
}

/** Finds the protocol by variables. In tmux, they may describe a terminal that was attached earlier. */
function notifications(env: Environment): Terminal['notifications'] {
	const {TERM: term = '', TERM_PROGRAM: program = '', LC_TERMINAL: outer} = env;
	const isIterm = /^(?:iTerm\.app|WarpTerminal)$/.test(program) || outer === 'iTerm2';
	const isOther =
		/^(?:WezTerm|ghostty)$/.test(program) ||
		/^(?:xterm-kitty|xterm-ghostty|wezterm|foot|rxvt-unicode|contour)/.test(term) ||
		env['KITTY_WINDOW_ID'] !== undefined;
	return isIterm ? 'osc9' : isOther ? 'osc777' : null;
}
