import type {Environment} from '../terminal/environment.ts';

/** Whether to draw a screen: not on a terminal without cursor movement, nor in CI. */
export function canDraw(env: Environment): boolean {
	return !isDumb(env) && !isOn(env['CI']);
}

/** Whether the terminal cannot move the cursor. */
export function isDumb(env: Environment): boolean {
	return env['TERM'] === 'dumb';
}

/** NO_COLOR and FORCE_COLOR by their conventions; FORCE_COLOR wins. */
export function wantsColor(env: Environment): boolean {
	if (env['FORCE_COLOR'] !== undefined) {
		return isOn(env['FORCE_COLOR']);
	}

	return (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}

/** Whether the user has a screen reader, by Ink's variable. */
export function wantsSpeech(env: Environment): boolean {
	return isOn(env['INK_SCREEN_READER']);
}

function isOn(variable: string | undefined): boolean {
	return variable !== undefined && variable !== '0' && variable !== 'false';
}
