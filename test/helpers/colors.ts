import chalk, {type ColorSupportLevel} from 'chalk';
import type {Scope} from './program.ts';

/** Ink writes these colors until the end of the scope. Level 1: 16 colors, 2: 256, 3: RGB, 0: none. */
export function setColors(scope: Scope, level: ColorSupportLevel): void {
	const before = chalk.level;
	chalk.level = level;
	scope.after(() => {
		chalk.level = before;
	});
}

/** Returns what `draw` returns while Ink writes these colors. */
export function withColors<T>(level: ColorSupportLevel, draw: () => T): T {
	const before = chalk.level;
	chalk.level = level;

	try {
		return draw();
	} finally {
		chalk.level = before;
	}
}
