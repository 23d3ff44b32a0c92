import assert from 'node:assert/strict';
import test from 'node:test';
import {renderToString} from 'ink';
import type {ReactElement} from 'react';
import type {Background} from '../../../source/terminal/query.ts';
import {AppearanceContext} from '../../../source/ui/appearance-context.ts';
import {span} from '../../../source/ui/line.ts';
import {themeNames, type ThemeName} from '../../../source/ui/theme/theme-name.ts';
import {themeFor, type StyleName} from '../../../source/ui/theme/theme.ts';
import {Row} from '../../../source/ui/widgets/Row.tsx';
import {contrast, linear, withColors} from '../../helpers/colors.ts';
import {styleNames} from '../../helpers/draw.tsx';
import {appearance} from '../../helpers/sample.ts';

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

/** What a terminal got for the text of one style. Colors are SGR parameters: `31`, `38;5;80` or `38;2;1;2;3`. */
type Sent = {
	readonly foreground: string | null;
	readonly background: string | null;
	readonly attributes: readonly string[];
};

test('text on the screen has enough contrast at every color level', () => {
	for (const {name, background, level} of paletteCases()) {
		const leastText = name === 'contrast' ? {1: 4.5, 2: 5.5, 3: 7}[level] : 4.5;
		const behind = backgrounds[background].slice(0, level === 1 ? 1 : undefined);

		for (const [styleName, {foreground, attributes}] of sentStyles(name, background, level)) {
			const least = styleName === 'border' ? 3 : leastText;
			assert.ok(!attributes.includes('2'), `${styleName}: the contrast of dim text is unknown`);
			assert.ok(styleName === 'title' || foreground !== null, styleName);

			for (const color of foreground === null ? [] : decode(foreground)) {
				for (const other of behind) {
					const ratio = contrast(color, other);
					assert.ok(
						ratio >= least,
						`${name} ${styleName} at ${level}: ${color} on ${other}: ${ratio.toFixed(2)}`,
					);
				}
			}
		}
	}
});

test('the selected row keeps its colors on a tint, or is inverse where no tint is readable', () => {
	for (const {name, background, level} of allCases()) {
		const usual = new Map(sentStyles(name, background, level));
		const isInverse = level === 1 || name === 'terminal' || name === 'mono';

		for (const [styleName, sent] of sentStyles(name, background, level, true)) {
			if (isInverse) {
				assert.deepEqual(sent, {foreground: null, background: null, attributes: ['7']}, name);
				continue;
			}

			assert.deepEqual({...sent, background: null}, usual.get(styleName));
			const [tint = ''] = decode(sent.background ?? '');
			assert.ok(!backgrounds[background].some(color => color === tint));
			const text = background === 'dark' ? '#e5e5e5' : '#000000';
			const [color = ''] = sent.foreground === null ? [text] : decode(sent.foreground);
			const ratio = contrast(color, tint);
			assert.ok(
				ratio >= (styleName === 'border' ? 2.5 : 4.5),
				`${name} ${styleName} at ${level}: ${color} on ${tint}: ${ratio.toFixed(2)}`,
			);
		}
	}
});

test('every theme with colors distinguishes the states at every color level', () => {
	for (const {name, background, level} of allCases()) {
		const sent = new Map(sentStyles(name, background, level));
		const colors = states.map(state => sent.get(state)?.foreground);
		assert.equal(new Set(colors).size, name === 'mono' ? 1 : 4, `${name} at ${level}`);

		if (name !== 'mono') {
			const [bad = ''] = decode(sent.get('bad')?.foreground ?? '');
			const [red, green, blue] = linear(bad);
			assert.ok(red > 1.3 * green && red > 1.3 * blue, `${name} at ${level}: failed is ${bad}`);
		}
	}
});

test('without colors what matters is bold, underlined or inverse, and what matters less is dim', () => {
	const sent = sentStyles('mono', 'dark', 3).flatMap(([name, {attributes}]) =>
		attributes.length === 0 ? [] : [[name, attributes.toSorted().join()]],
	);
	assert.deepEqual(Object.fromEntries(sent), {
		title: '1',
		focus: '1,4',
		'focus-border': '1',
		muted: '2',
		key: '1',
		link: '4',
		bad: '1',
		warn: '1',
		hit: '4',
		'current-hit': '7',
	});
});

test('`auto` is `terminal` if the background is unknown', () => {
	for (const level of levels) {
		assert.equal(themeFor('auto', null, level), themeFor('terminal', null, level));
		assert.deepEqual(themeFor('auto', 'light', level), themeFor('light', null, level));
	}
});

/** Linear RGB as it is seen with each kind of color blindness (Machado, Oliveira and Fernandes 2009). */
const eyes = {
	protanopia: [
		0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998,
	],
	deuteranopia: [
		0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881,
	],
	tritanopia: [
		1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039,
	],
} as const;

test('the theme `safe` keeps the states apart for each kind of color blindness, better than `auto`', () => {
	for (const background of kinds) {
		const nearest = (name: ThemeName): number => {
			const sent = new Map(sentStyles(name, background, 3));
			const colors = states.map(state =>
				linear(decode(sent.get(state)?.foreground ?? '')[0] ?? ''),
			);
			const distances = Object.values(eyes).flatMap(eye =>
				colors
					.map(rgb =>
						[0, 3, 6].map(row =>
							Math.sqrt(
								Math.max(
									0,
									rgb.reduce((sum, part, at) => sum + part * (eye[row + at] ?? 0), 0),
								),
							),
						),
					)
					.flatMap((one, at, seen) =>
						seen
							.slice(at + 1)
							.map(other =>
								Math.hypot(...one.map((part, channel) => part - (other[channel] ?? 0))),
							),
					),
			);
			return Math.min(...distances);
		};
		assert.ok(
			nearest('safe') > 0.15 && nearest('safe') > 1.5 * nearest('auto'),
			`${background} ${nearest('safe')} ${nearest('auto')}`,
		);
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

/** Draws a row for each style, and reads the sequences before its text. */
function sentStyles(
	name: ThemeName,
	background: Background,
	level: Level,
	selected = false,
): ReadonlyArray<readonly [StyleName, Sent]> {
	const look = appearance('en', {theme: name, background, colorLevel: level});
	return textStyles.map(styleName => [
		styleName,
		readSent(draw(<Row line={[span('text', styleName)]} width={6} isHighlighted={selected} />)),
	]);

	function draw(row: ReactElement): string {
		return withColors(level, () =>
			renderToString(<AppearanceContext value={look}>{row}</AppearanceContext>, {columns: 6}),
		);
	}
}

function readSent(row: string): Sent {
	const [start = ''] = row.split('text');
	// oxlint-disable-next-line no-control-regex
	const codes = [...start.matchAll(/\u001B\[([\d;]+)m/g)].map(([, code = '']) => code);
	return {
		foreground: codes.find(code => /^(?:3|9)\d/.test(code)) ?? null,
		background: codes.find(code => /^(?:4|10)\d/.test(code)) ?? null,
		attributes: codes.filter(code => code.length === 1),
	};
}

/**
 * Converts a color from an SGR parameter to `#rrggbb`. Returns two values for one of the sixteen basic colors,
 * because its color in xterm differs from the one in VGA.
 */
function decode(code: string): readonly string[] {
	const [, mode, ...values] = code.split(';').map(Number);

	if (mode === 2) {
		return [toHex(values)];
	}

	const [index = 0] = values;

	if (mode === 5) {
		const steps = [0, 95, 135, 175, 215, 255];
		const cube = index - 16;
		return [
			toHex(
				index >= 232
					? Array.from({length: 3}, () => 8 + 10 * (index - 232))
					: [cube / 36, (cube / 6) % 6, cube % 6].map(step => steps[Math.floor(step)] ?? 0),
			),
		];
	}

	const name = Number(code) >= 90 ? Number(code) - 82 : Number(code) - 30;
	return Object.values(sixteen).map(palette => `#${palette.split(' ')[name]}`);
}

function toHex(channels: readonly number[]): string {
	return `#${channels.map(value => value.toString(16).padStart(2, '0')).join('')}`;
}
