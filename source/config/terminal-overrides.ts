import type {Environment} from '../terminal/environment.ts';

/** Whether a screen makes sense: not on a terminal that only prints, nor in an automatic build. */
export function canDraw(env: Environment): boolean {
	return !isDumb(env) && !isOn(env['CI']);
}

/** Whether the terminal only prints. */
export function isDumb(env: Environment): boolean {
	return env['TERM'] === 'dumb';
}

/** NO_COLOR and FORCE_COLOR as their conventions say; where both are set, the one that was set on purpose, FORCE_COLOR. */
export function wantsColor(env: Environment): boolean {
	if (env['FORCE_COLOR'] !== undefined) {
		return isOn(env['FORCE_COLOR']);
	}

	return (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}

/** Whether the reader listens, by the variable that Ink has for it. */
export function wantsSpeech(env: Environment): boolean {
	return isOn(env['INK_SCREEN_READER']);
}

function isOn(variable: string | undefined): boolean {
	return variable !== undefined && variable !== '0' && variable !== 'false';
}
