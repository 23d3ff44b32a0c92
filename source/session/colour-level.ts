import chalk from 'chalk';
import type {ColorLevel} from '../terminal/capabilities.ts';

/**
 * Makes Ink write colours as the terminal was found to take them: left alone, its colour library looks at the environment
 * by rules of its own. Bold and inverse are no colours, and are written in any case.
 */
export function writeColours(level: ColorLevel): void {
	chalk.level = level === 0 ? 1 : level;
}
