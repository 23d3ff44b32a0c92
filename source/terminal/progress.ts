import type {Environment} from './environment.ts';
import {multiplexer} from './multiplexer.ts';

/** What the terminal's own progress bar shows (OSC 9;4): nothing, a share, an error at a share, or that something goes on. */
export type TerminalProgress =
	| {readonly kind: 'none'}
	| {readonly kind: 'share' | 'error'; readonly percent: number}
	| {readonly kind: 'busy'};

/**
 * Whether the terminal is known to have such a bar. Others take OSC 9 for a notification with the text `4;1;50`, so a
 * guess would be worse than nothing; and what is between (tmux) does not pass it on.
 */
export function supportsProgress(env: Environment): boolean {
	if (multiplexer(env) !== null) {
		return false;
	}

	const version = env['TERM_PROGRAM_VERSION'] ?? '';

	switch (env['TERM_PROGRAM']) {
		case 'ghostty': {
			return isAtLeast(version, [1, 2]);
		}

		case 'iTerm.app': {
			return isAtLeast(version, [3, 6, 6]);
		}

		case 'WezTerm': {
			// Its versions begin with the day; the release of 2024 does not know it.
			return isAtLeast(version, [20_250_301]);
		}

		case undefined:
		default: {
			return (
				env['WT_SESSION'] !== undefined ||
				env['ConEmuANSI'] === 'ON' ||
				Number(env['VTE_VERSION'] ?? 0) >= 7900 ||
				Number(env['KONSOLE_VERSION'] ?? 0) >= 260_400
			);
		}
	}
}

/** The sequence that shows it. */
export function progressSequence(progress: TerminalProgress): string {
	switch (progress.kind) {
		case 'none': {
			return sequence(0, 0);
		}

		case 'share': {
			return sequence(1, progress.percent);
		}

		case 'error': {
			return sequence(2, progress.percent);
		}

		case 'busy': {
			return sequence(3, 0);
		}
	}
}

/** Ended by ESC \, as terminals of the VTE library want it. */
function sequence(state: number, percent: number): string {
	const whole = Math.max(0, Math.min(100, Math.floor(percent)));
	return `\u001B]9;4;${state};${whole}\u001B\\`;
}

/** Whether a version like `3.6.6beta1` or `20240203-110809-5046fc22` is at least that one. */
function isAtLeast(version: string, least: readonly number[]): boolean {
	const numbers = (/^\d+(?:\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number);

	for (const [index, number] of least.entries()) {
		const own = numbers[index] ?? 0;

		if (own !== number) {
			return own > number;
		}
	}

	return version !== '';
}
