import assert from 'node:assert/strict';
import test from 'node:test';
import {isDeepStrictEqual} from 'node:util';
import {selectScreen} from '../../../source/store/selectors.ts';
import type {Background} from '../../../source/terminal/background.ts';
import {themeNames, type ThemeName} from '../../../source/ui/theme/theme-name.ts';
import {dependsOnBackground, themeFor, type StyleName} from '../../../source/ui/theme/theme.ts';
import {contrast, linear, type Colour} from '../../helpers/contrast.ts';
import {frameText, styleNames} from '../../helpers/draw.tsx';
import {sampleState} from '../../helpers/sample-state.ts';

type Level = 1 | 2 | 3;

/**
 * Common background colors. The first is black or white, which gives text the most contrast. With 16 colors, the
 * contrast is checked only on this one.
 */
const backgrounds = {
	dark: ['#000000', '#1e1e2e', '#282c34'],
	light: ['#ffffff', '#f5f0e6'],
} as const;

/** The styles of text. `selected` is a background. */
const textStyles = styleNames.filter(name => name !== 'selected');

/** The colors of run states. */
const states: readonly StyleName[] = ['good', 'bad', 'warn', 'running'];

const levels = [1, 2, 3] as const;
const kinds = ['dark', 'light'] as const;

/** The default colors of xterm and of VGA. */
const sixteen = {
	xterm:
		'000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff',
	vga: '000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff',
} as const;

/**
 * For usual vision and each kind of color blindness: the matrix that converts a color in linear RGB to the one that
 * is seen (Machado, Oliveira and Fernandes 2009).
 */
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

test('text on the screen has enough contrast at every color level', () => {
	for (const {name, background, level} of paletteCases()) {
		const leastText = name === 'contrast' ? {1: 4.5, 2: 5.5, 3: 7}[level] : 4.5;
		const behind = backgrounds[background].slice(0, level === 1 ? 1 : undefined);
		const theme = themeFor(name, background, level);

		for (const styleName of textStyles) {
			const {color, dimColor = false} = theme[styleName];
			const least = styleName === 'border' ? 3 : leastText;
			assert.ok(!dimColor, `${styleName}: the contrast of dim text is unknown`);
			assert.ok(styleName === 'title' || color !== undefined, styleName);

			for (const shown of decode(color)) {
				for (const other of behind) {
					const ratio = contrast(shown, other);
					assert.ok(
						ratio >= least,
						`${name} ${styleName} at ${level}: ${shown} on ${other}: ${ratio.toFixed(2)}`,
					);
				}
			}
		}
	}
});

test('the selected row has a tint, or is inverse where no tint is readable', () => {
	for (const {name, background, level} of allCases()) {
		const theme = themeFor(name, background, level);

		if (level === 1 || name === 'terminal' || name === 'mono') {
			assert.deepEqual(theme.selected, {inverse: true}, name);
			continue;
		}

		const [tint = ''] = decode(theme.selected.backgroundColor);
		assert.ok(!backgrounds[background].some(color => color === tint));

		for (const styleName of textStyles) {
			const text = background === 'dark' ? '#e5e5e5' : '#000000';
			const [color = text] = decode(theme[styleName].color);
			const ratio = contrast(color, tint);
			assert.ok(
				ratio >= (styleName === 'border' ? 2.5 : 4.5),
				`${name} ${styleName} at ${level}: ${color} on ${tint}: ${ratio.toFixed(2)}`,
			);
		}
	}
});

test('an inverse row has no other colors, which would become different backgrounds', () => {
	const size = {columns: 80, rows: 24};
	// The theme is `terminal`.
	const drawn = frameText(selectScreen(sampleState(size)), size);
	// oxlint-disable-next-line no-control-regex
	assert.match(drawn, /\u001B\[7m▸[^\u001B]* 314f [^\u001B]*57%[^\u001B]*\u001B\[27m/);
});

test('every theme with colors distinguishes the states at every color level', () => {
	for (const {name, background, level} of allCases()) {
		const theme = themeFor(name, background, level);
		const colors = states.map(state => theme[state].color);
		assert.equal(new Set(colors).size, name === 'mono' ? 1 : 4, `${name} at ${level}`);

		if (name !== 'mono') {
			const [bad = ''] = decode(theme.bad.color);
			const [red, green, blue] = linear(bad);
			assert.ok(red > 1.3 * green && red > 1.3 * blue, `${name} at ${level}: failed is ${bad}`);
		}
	}
});

test('titles and failures are bold, links and hits underlined, the current hit inverse, and less important text dim or colored', () => {
	for (const {name, background, level} of allCases()) {
		const theme = themeFor(name, background, level);
		const bold = [theme.title, theme.focus, theme.bad];
		const underlined = [theme.link, theme.hit];
		assert.ok(bold.every(style => style.bold) && underlined.every(style => style.underline), name);
		assert.ok(theme['current-hit'].inverse);
		// The others have colors of their own for what is less important.
		const isDim = name === 'mono' || name === 'terminal';
		assert.equal(theme.muted.dimColor === true, isDim, name);
	}
});

test('colors are named as the terminal knows them', () => {
	const formats = {1: /^[a-z]+(?:Bright)?$/, 2: /^ansi256\(\d+\)$/, 3: /^#[\da-f]{6}$/};

	for (const {name, background, level} of paletteCases()) {
		for (const {color, backgroundColor} of Object.values(themeFor(name, background, level))) {
			for (const one of [color, backgroundColor]) {
				assert.ok(one === undefined || formats[level].test(one), `${name}: ${one}`);
			}
		}
	}
});

test('`auto` is `terminal` if the background is unknown', () => {
	for (const level of levels) {
		assert.equal(themeFor('auto', null, level), themeFor('terminal', null, level));
		assert.deepEqual(themeFor('auto', 'light', level), themeFor('light', null, level));
	}
});

test('the theme `safe` keeps the states apart for each kind of color blindness', () => {
	for (const [background, level, least] of [
		['dark', 3, 0.17],
		['light', 3, 0.1],
		['dark', 2, 0.17],
		['light', 2, 0.1],
		['dark', 1, 0.13],
		['light', 1, 0.08],
	] as const) {
		const nearest = nearestStates('safe', background, level);
		const where = `${background} at ${level}`;
		assert.ok(nearest > least, `${where}: ${nearest.toFixed(3)}`);
		const factor = level === 1 ? 1 : 2;
		assert.ok(nearest > factor * nearestStates('auto', background, level), where);
	}
});

type Case = {readonly name: ThemeName; readonly background: Background; readonly level: Level};

function allCases(): readonly Case[] {
	return themeNames.flatMap(name =>
		kinds
			.filter(background => (name !== 'dark' && name !== 'light') || name === background)
			.flatMap(background => levels.map(level => ({name, background, level}))),
	);
}

/** All cases except the themes `terminal` and `mono`, which use the colors of the user's terminal. */
function paletteCases(): readonly Case[] {
	return allCases().filter(({name}) => name !== 'terminal' && name !== 'mono');
}

const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

/**
 * Converts a color of a theme to `#rrggbb`. Returns two values for one of the sixteen basic colors, because its color
 * in xterm differs from the one in VGA; none for no color.
 */
function decode(color = ''): readonly string[] {
	if (color === '' || color.startsWith('#')) {
		return color === '' ? [] : [color];
	}

	const [, digits] = /^ansi256\((\d+)\)$/.exec(color) ?? [];

	if (digits === undefined) {
		const index = names.indexOf(color.replace('Bright', '')) + (color.endsWith('Bright') ? 8 : 0);
		return Object.values(sixteen).map(palette => `#${palette.split(' ')[index]}`);
	}

	const index = Number(digits);
	const steps = [0, 95, 135, 175, 215, 255];
	const cube = index - 16;
	const channels =
		index >= 232
			? Array.from({length: 3}, () => 8 + 10 * (index - 232))
			: [cube / 36, (cube / 6) % 6, cube % 6].map(step => steps[Math.floor(step)] ?? 0);
	return [`#${channels.map(value => value.toString(16).padStart(2, '0')).join('')}`];
}

/**
 * Returns the distance between the two most similar colors of run states, over all kinds of vision in `eyes`. The
 * distance is measured in OKLab, where black and white are 1 apart.
 */
function nearestStates(name: ThemeName, background: Background, level: Level): number {
	const theme = themeFor(name, background, level);
	const colours = states.map(state => decode(theme[state].color)[0] ?? '');
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

test('the background is needed for the themes that differ by it, and only for them', () => {
	for (const name of themeNames) {
		const differs = !isDeepStrictEqual(themeFor(name, 'dark', 3), themeFor(name, 'light', 3));
		assert.equal(dependsOnBackground(name), differs, name);
	}
});
