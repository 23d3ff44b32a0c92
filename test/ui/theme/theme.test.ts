import assert from 'node:assert/strict';
import test from 'node:test';
import {themeNames} from '../../../source/ui/theme/theme-name.ts';
import {themeFor, type Theme, type StyleName} from '../../../source/ui/theme/theme.ts';

type Colour = readonly [red: number, green: number, blue: number];

/** Common background colors, from extreme to hard to read on. */
const backgrounds = {
	dark: ['#000000', '#1e1e2e', '#282c34'],
	light: ['#ffffff', '#f5f0e6'],
} as const;

/** The colors of run states. */
const states: readonly StyleName[] = ['good', 'bad', 'warn', 'running'];

/** Color blindness in linear light (Machado, Oliveira and Fernandes 2009). */
const eyes = {
	usual: [
		[1, 0, 0],
		[0, 1, 0],
		[0, 0, 1],
	],
	protanopia: [
		[0.152286, 1.052583, -0.204868],
		[0.114503, 0.786281, 0.099216],
		[-0.003882, -0.048116, 1.051998],
	],
	deuteranopia: [
		[0.367322, 0.860646, -0.227968],
		[0.280085, 0.672501, 0.047413],
		[-0.01182, 0.04294, 0.968881],
	],
	tritanopia: [
		[1.255528, -0.076749, -0.178779],
		[-0.078411, 0.930809, 0.147602],
		[0.004733, 0.691367, 0.3039],
	],
} as const;

test('every theme with colors distinguishes running from ended and good from bad', () => {
	for (const name of themeNames) {
		const theme = themeFor(name, 'dark');
		assert.equal(theme.selected.inverse, true, name);
		assert.equal(
			new Set(states.map(styleName => theme[styleName].color)).size,
			name === 'mono' ? 1 : 4,
			name,
		);
	}
});

test('themes with their own colors are readable on every background of their kind', () => {
	for (const background of ['dark', 'light'] as const) {
		for (const [name, least] of [
			['auto', 4.5],
			[background, 4.5],
			['safe', 4.5],
			['contrast', 7],
		] as const) {
			const theme = themeFor(name, background);

			for (const [styleName, {color}] of coloursOf(theme)) {
				// Frames need less contrast than text.
				const wanted = styleName === 'border' && name !== 'contrast' ? 2.5 : least;

				for (const behind of backgrounds[background]) {
					const ratio = contrast(color, behind);
					assert.ok(ratio >= wanted, `${name} ${styleName} on ${behind}: ${ratio.toFixed(2)}`);
				}
			}
		}
	}
});

test('the theme `safe` keeps the states apart for each kind of color blindness', () => {
	for (const [background, least] of [
		['dark', 0.17],
		['light', 0.1],
	] as const) {
		const nearest = nearestStates(themeFor('safe', background));
		assert.ok(nearest > least, `${background}: ${nearest.toFixed(3)}`);
		assert.ok(nearest > 2 * nearestStates(themeFor('auto', background)), background);
	}
});

function coloursOf(theme: Theme): ReadonlyArray<readonly [string, {readonly color: string}]> {
	return Object.entries(theme).flatMap(([styleName, {color}]) =>
		color === undefined ? [] : [[styleName, {color}] as const],
	);
}

/** The smallest distance of two states for any kind of color blindness, in OKLab, where black and white are 1 apart. */
function nearestStates(theme: Theme): number {
	const colours = states.map(styleName => theme[styleName].color ?? '');
	return Math.min(
		...Object.values(eyes).flatMap(eye =>
			colours.flatMap((one, index) =>
				colours.slice(index + 1).map(other => distance(seen(one, eye), seen(other, eye))),
			),
		),
	);
}

function seen(colour: string, eye: (typeof eyes)[keyof typeof eyes]): Colour {
	const [red, green, blue] = linear(colour);
	const [r, g, b] = eye.map(([x, y, z]) =>
		Math.min(1, Math.max(0, x * red + y * green + z * blue)),
	);
	return [r ?? 0, g ?? 0, b ?? 0];
}

function distance(one: Colour, other: Colour): number {
	const [a, b] = [oklab(one), oklab(other)];
	return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function oklab([red, green, blue]: Colour): Colour {
	const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
	const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
	const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
	return [
		0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
		1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
		0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
	];
}

/** The WCAG contrast, 1 to 21. */
function contrast(one: string, other: string): number {
	const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
	return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
	const [red, green, blue] = linear(colour);
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(colour: string): Colour {
	const [, red = '', green = '', blue = ''] = /^#(..)(..)(..)$/.exec(colour) ?? [];
	assert.notEqual(red, '', `${colour} is no #rrggbb`);
	return [channel(red), channel(green), channel(blue)];
}

function channel(digits: string): number {
	const value = Number.parseInt(digits, 16) / 255;
	return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
