import assert from 'node:assert/strict';
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

/** The parts are from 0 to 1. */
type Colour = readonly [red: number, green: number, blue: number];

/** The contrast of two colours `#rrggbb` by WCAG 2, 1 to 21. */
export function contrast(one: string, other: string): number {
	const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
	return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
	const [red, green, blue] = linear(colour);
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The light of a colour `#rrggbb`, without the gamma curve of sRGB. */
export function linear(colour: string): Colour {
	const [, red = '', green = '', blue = ''] = /^#(..)(..)(..)$/.exec(colour) ?? [];
	assert.notEqual(red, '', `${colour} is no #rrggbb`);
	return [channel(red), channel(green), channel(blue)];
}

function channel(digits: string): number {
	const value = Number.parseInt(digits, 16) / 255;
	return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
