import type {Environment} from '../terminal/environment.ts';

/** Returns whether a screen is possible: the terminal can move the cursor, and the process is not in CI. */
export function canDraw(env: Environment): boolean {
	return !isDumb(env) && !isOn(env['CI']);
}

export function isDumb(env: Environment): boolean {
	return env['TERM'] === 'dumb';
}

/** Returns whether NO_COLOR and FORCE_COLOR allow colors. FORCE_COLOR takes precedence. */
export function wantsColor(env: Environment): boolean {
	if (env['FORCE_COLOR'] !== undefined) {
		return isOn(env['FORCE_COLOR']);
	}

	return (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}

/** Returns whether the user uses a screen reader, by the variable that Ink also reads. */
export function wantsSpeech(env: Environment): boolean {
	return isOn(env['INK_SCREEN_READER']);
}

function isOn(variable: string | undefined): boolean {
	return variable !== undefined && variable !== '0' && variable !== 'false';
}
