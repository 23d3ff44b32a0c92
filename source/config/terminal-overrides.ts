import type {Environment} from '../terminal/environment.ts';

/** False if the terminal cannot move the cursor (`TERM` is `dumb`), and in CI. */
export function canDraw(env: Environment): boolean {
	return !isDumb(env) && !isOn(env['CI']);
}

export function isDumb(env: Environment): boolean {
	return env['TERM'] === 'dumb';
}

/** Returns whether `NO_COLOR`, `FORCE_COLOR` and `TERM` allow colors. `FORCE_COLOR` takes precedence. */
export function wantsColor(env: Environment): boolean {
	if (env['FORCE_COLOR'] !== undefined) {
		return isOn(env['FORCE_COLOR']);
	}

	return (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}

export function wantsSpeech(env: Environment): boolean {
	return isOn(env['INK_SCREEN_READER']);
}

function isOn(variable: string | undefined): boolean {
	return variable !== undefined && variable !== '0' && variable !== 'false';
}
