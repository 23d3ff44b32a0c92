import type {Environment} from './environment.ts';

/** The color levels of chalk: 0 is no colors, 1 is 16 colors, 2 is 256 colors, 3 is truecolor. */
export type ColorLevel = 0 | 1 | 2 | 3;

export type Capabilities = ReturnType<typeof capabilities>;

export type OutputInfo = {
	readonly isTTY: boolean;
	readonly platform: NodeJS.Platform;
};

/** The first version of the VTE library with working hyperlinks: 0.50.1. Version 0.50.0 crashes on a hyperlink. */
const minHyperlinkVte = 50_01;

const forcedLevels: Readonly<Record<string, ColorLevel>> = {'0': 0, false: 0, '2': 2, '3': 3};

/** Detects the capabilities of the terminal. `FORCE_COLOR` overrides `NO_COLOR`, as in Node.js. */
export function capabilities(env: Environment, fields: OutputInfo) {
	const isDumb = env['TERM'] === 'dumb';
	const isAble = fields.isTTY && !isDumb;
	return {
		color: forcedColor(env) ?? (isAble ? color(env, fields) : 0),
		hyperlinks: isAble && hyperlinks(env),
		unicode: !isDumb && unicode(env, fields),
	};
}

function forcedColor(env: Environment): ColorLevel | null {
	const forced = env['FORCE_COLOR'];
	return forced === undefined ? (env['NO_COLOR'] ? 0 : null) : (forcedLevels[forced] ?? 1);
}

function color(env: Environment, {platform}: OutputInfo): ColorLevel {
	const term = env['TERM'] ?? '';

	if (
		/^(?:truecolor|24bit)$/.test(env['COLORTERM'] ?? '') ||
		isModern(env) ||
		term.endsWith('-direct') ||
		platform === 'win32'
	) {
		return 3;
	}

	if (term.includes('256')) {
		return 2;
	}

	return term === '' && env['COLORTERM'] === undefined ? 0 : 1;
}

/** Returns whether the terminal is known to have truecolor and hyperlinks. */
function isModern({TERM = '', TERM_PROGRAM = ''}: Environment): boolean {
	return (
		/^(?:iTerm\.app|WezTerm|vscode|ghostty|zed|Hyper)$/.test(TERM_PROGRAM) ||
		/^(?:xterm-kitty|kitty|alacritty|xterm-ghostty|foot|contour|wezterm)/.test(TERM)
	);
}

function hyperlinks(env: Environment): boolean {
	return (
		isModern(env) ||
		env['TERM_PROGRAM'] === 'tmux' ||
		Number(env['VTE_VERSION'] ?? 0) >= minHyperlinkVte ||
		env['WT_SESSION'] !== undefined ||
		env['KONSOLE_VERSION'] !== undefined
	);
}

function unicode(env: Environment, {platform}: OutputInfo): boolean {
	// The font of the Linux console has only 256 glyphs.
	if (env['TERM'] === 'linux') {
		return false;
	}

	const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'];

	if (platform === 'win32') {
		return env['WT_SESSION'] !== undefined || env['TERM_PROGRAM'] !== undefined;
	}

	return locale === undefined ? platform === 'darwin' : /utf-?8/i.test(locale);
}
