import type {Environment} from './environment.ts';
import {multiplexer} from './multiplexer.ts';

/** The state of the terminal's progress bar, in its tab or on the taskbar (ConEmu, OSC 9;4). */
export type TerminalProgress =
	| {readonly kind: 'none'}
	| {readonly kind: 'normal' | 'error'; readonly percent: number}
	| {readonly kind: 'indeterminate'};

/**
 * Returns whether the terminal knows OSC 9;4. Others would show a notification with the text `4;1;50`; multiplexers do not
 * pass it on.
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
			// The version starts with the date of the release; the one of 2024 has no progress bar.
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

export function progressSequence(progress: TerminalProgress): string {
	switch (progress.kind) {
		case 'none': {
			return sequence(0, 0);
		}

		case 'normal': {
			return sequence(1, progress.percent);
		}

		case 'error': {
			return sequence(2, progress.percent);
		}

		case 'indeterminate': {
			return sequence(3, 0);
		}
	}
}

/** Ends with ST, because VTE ignores OSC 9;4 with a BEL. */
function sequence(state: number, percent: number): string {
	const whole = Math.max(0, Math.min(100, Math.floor(percent)));
	return `\u001B]9;4;${state};${whole}\u001B\\`;
}

/** Compares versions like `3.6.6beta1` or `20240203-110809-5046fc22` by their leading numbers. */
function isAtLeast(version: string, minimum: readonly number[]): boolean {
	const numbers = (/^\d+(?:\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number);

	for (const [index, number] of minimum.entries()) {
		const own = numbers[index] ?? 0;

		if (own !== number) {
			return own > number;
		}
	}

	return version !== '';
}
