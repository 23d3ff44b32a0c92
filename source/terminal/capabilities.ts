import type {Environment} from './environment.ts';

/** 0 none, 1 the sixteen colours, 2 the 256 colours, 3 any colour. */
export type ColorLevel = 0 | 1 | 2 | 3;

/** What the terminal can do, as far as its environment tells. */
export type Capabilities = {
	readonly color: ColorLevel;
	/** Whether OSC 8 makes a link. */
	readonly hyperlinks: boolean;
	/** Whether frames, bars and other glyphs beyond ASCII are shown. */
	readonly unicode: boolean;
	/** Whether it understands no escape sequence at all. */
	readonly isDumb: boolean;
};

/** What is known of the output and the machine. */
export type OutputInfo = {
	readonly isTTY: boolean;
	readonly platform: NodeJS.Platform;
};

const truecolorPrograms = new Set(['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'zed', 'Hyper']);
const hyperlinkPrograms = new Set([
	'iTerm.app',
	'WezTerm',
	'vscode',
	'ghostty',
	'zed',
	'Hyper',
	'tmux',
]);
const modernTermNames = /^(?:xterm-kitty|kitty|alacritty|xterm-ghostty|foot|contour|wezterm)/;
/** The first release of the VTE library, times 100, whose links do not crash it. */
const minHyperlinkVte = 50_01;

/**
 * Reads what a terminal can do from the environment. `NO_COLOR`, `FORCE_COLOR` and `FORCE_HYPERLINK` go before what is
 * guessed, and `FORCE_COLOR` before `NO_COLOR`, as in Node itself.
 */
export function capabilities(env: Environment, fields: OutputInfo): Capabilities {
	const isDumb = env['TERM'] === 'dumb';
	const isAble = fields.isTTY && !isDumb;
	return {
		color: forcedColor(env) ?? (isAble ? color(env, fields) : 0),
		hyperlinks: forcedLinks(env) ?? (isAble && hyperlinks(env)),
		unicode: !isDumb && unicode(env, fields),
		isDumb,
	};
}

function forcedColor(env: Environment): ColorLevel | null {
	switch (env['FORCE_COLOR']) {
		case undefined: {
			return env['NO_COLOR'] ? 0 : null;
		}

		case '0':
		case 'false': {
			return 0;
		}

		case '2': {
			return 2;
		}

		case '3': {
			return 3;
		}

		default: {
			return 1;
		}
	}
}

function color(env: Environment, {platform}: OutputInfo): ColorLevel {
	const term = env['TERM'] ?? '';

	if (
		/^(?:truecolor|24bit)$/.test(env['COLORTERM'] ?? '') ||
		truecolorPrograms.has(env['TERM_PROGRAM'] ?? '') ||
		modernTermNames.test(term) ||
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

function forcedLinks(env: Environment): boolean | null {
	const forced = env['FORCE_HYPERLINK'];
	return forced === undefined ? null : forced !== '0' && forced !== 'false';
}

function hyperlinks(env: Environment): boolean {
	return (
		hyperlinkPrograms.has(env['TERM_PROGRAM'] ?? '') ||
		modernTermNames.test(env['TERM'] ?? '') ||
		Number(env['VTE_VERSION'] ?? 0) >= minHyperlinkVte ||
		env['WT_SESSION'] !== undefined ||
		env['KONSOLE_VERSION'] !== undefined
	);
}

function unicode(env: Environment, {platform}: OutputInfo): boolean {
	// The text console has a font of 256 glyphs.
	if (env['TERM'] === 'linux') {
		return false;
	}

	const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'];

	if (platform === 'win32') {
		return env['WT_SESSION'] !== undefined || env['TERM_PROGRAM'] !== undefined;
	}

	return locale === undefined ? platform === 'darwin' : /utf-?8/i.test(locale);
}
