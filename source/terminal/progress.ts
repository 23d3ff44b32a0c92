import type {Environment} from './environment.ts';
import {multiplexer} from './multiplexer.ts';

/** The state of the progress bar that the terminal shows in its tab or on the taskbar (ConEmu, OSC 9;4). */
export type TerminalProgress =
	| {readonly kind: 'none'}
	| {readonly kind: 'normal' | 'error'; readonly percent: number}
	| {readonly kind: 'indeterminate'};

/**
 * The first versions that support progress bars (OSC 9;4), by `TERM_PROGRAM`. A version of WezTerm starts with its
 * release date.
 */
const minVersions: Readonly<Record<string, string>> = {
	ghostty: '1.2',
	'iTerm.app': '3.6.6',
	WezTerm: '20250301',
};

/**
 * Returns whether the terminal supports progress bars (OSC 9;4). Some other terminals treat every OSC 9 as a
 * notification: for a progress of 50 percent, they would show the text `4;1;50`.
 */
export function supportsProgress(env: Environment): boolean {
	if (multiplexer(env) !== null) {
		return false;
	}

	const {TERM_PROGRAM: program = '', TERM_PROGRAM_VERSION: version = ''} = env;
	const minVersion = minVersions[program];
	return minVersion === undefined
		? env['WT_SESSION'] !== undefined ||
				env['ConEmuANSI'] === 'ON' ||
				Number(env['VTE_VERSION'] ?? 0) >= 7900 ||
				Number(env['KONSOLE_VERSION'] ?? 0) >= 260_400
		: version.localeCompare(minVersion, 'en', {numeric: true}) >= 0;
}

const states: Readonly<Record<TerminalProgress['kind'], number>> = {
	none: 0,
	normal: 1,
	error: 2,
	indeterminate: 3,
};

/**
 * Returns the sequence that shows a progress state. The sequence ends with ST, because VTE ignores OSC 9;4 that ends
 * with BEL.
 */
export function progressSequence(progress: TerminalProgress): string {
	const percent = 'percent' in progress ? Math.floor(progress.percent) : 0;
	return `\u001B]9;4;${states[progress.kind]};${Math.max(0, Math.min(100, percent))}\u001B\\`;
}
