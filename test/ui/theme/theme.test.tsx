import assert from 'node:assert/strict';
import test from 'node:test';
import {renderToString} from 'ink';
import type {Background} from '../../../source/terminal/query.ts';
import {AppearanceContext} from '../../../source/ui/appearance-context.ts';
import {span} from '../../../source/ui/line.ts';
import {themeNames, type ThemeName} from '../../../source/ui/theme/theme-name.ts';
import {themeFor, type Style, type StyleName, type Theme} from '../../../source/ui/theme/theme.ts';
import {Row} from '../../../source/ui/widgets/Row.tsx';
import {contrast, linear, withColors} from '../../helpers/colors.ts';
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

/** The colors of run states. */
const states: readonly StyleName[] = ['good', 'bad', 'warn', 'running'];
const levels = [1, 2, 3] as const;
const kinds = ['dark', 'light'] as const;

/** The default colors of xterm and of VGA, in the order of their names. */
const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
const sixteen = [
	'000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff',
	'000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff',
];

type Case = {
	readonly name: ThemeName;
	readonly background: Background;
	readonly level: Level;
	readonly theme: Theme;
	readonly texts: ReadonlyArray<readonly [StyleName, Style]>;
};

/** Every theme on every background for which it is made, at every color level. `texts`: the styles of text. */
const cases: readonly Case[] = themeNames.flatMap(name =>
	kinds
		.filter(background => (name !== 'dark' && name !== 'light') || name === background)
		.flatMap(background =>
			levels.map(level => {
				const theme = themeFor(name, background, level);
				const texts = Object.entries(theme).filter(([style]) => style !== 'selected');
				return {name, background, level, theme, texts: texts as ReadonlyArray<[StyleName, Style]>};
			}),
		),
);

/** The themes `terminal` and `mono` use the colors of the user's terminal. */
const painted = cases.filter(({name}) => name !== 'terminal' && name !== 'mono');

test('text on the screen has enough contrast at every color level, also on the tint of the selected row', () => {
	for (const {name, background, level, theme, texts} of painted) {
		const leastText = name === 'contrast' ? {1: 4.5, 2: 5.5, 3: 7}[level] : 4.5;
		const behind = backgrounds[background].slice(0, level === 1 ? 1 : undefined);
		const tints =
			theme.selected.backgroundColor === undefined ? [] : decode(theme.selected.backgroundColor);
		assert.ok(!tints.some(tint => behind.some(other => other === tint)));

		for (const [style, {color, dimColor}] of texts) {
			assert.ok(dimColor !== true, `${style}: the contrast of dim text is unknown`);
			assert.ok(style === 'title' || color !== undefined, style);
			const ofTerminal = background === 'dark' ? '#e5e5e5' : '#000000';

			for (const [on, isSelected] of [
				...behind.map(other => [other, false] as const),
				...tints.map(tint => [tint, true] as const),
			]) {
				const least = isSelected
					? style === 'border'
						? 2.5
						: 4.5
					: style === 'border'
						? 3
						: leastText;

				for (const shown of color === undefined ? [ofTerminal] : decode(color)) {
					const ratio = contrast(shown, on);
					assert.ok(
						ratio >= least,
						`${name} ${style} at ${level}: ${shown} on ${on}: ${ratio.toFixed(2)}`,
					);
				}
			}
		}
	}
});

test('the selected row keeps its colors on a tint, or is inverse where no tint is readable', () => {
	for (const {name, background, level, theme} of cases) {
		const isInverse = level === 1 || name === 'terminal' || name === 'mono';
		assert.equal(theme.selected.inverse === true, isInverse, `${name} at ${level}`);
		const look = appearance('en', {theme: name, background, colorLevel: level});
		const drawn = withColors(level, () =>
			renderToString(
				<AppearanceContext value={look}>
					<Row line={[span('text', 'running')]} width={6} isHighlighted />
				</AppearanceContext>,
				{columns: 6},
			),
		);
		const codes = drawn.split('text')[0]?.split('\u001B[').slice(1) ?? [];
		assert.ok(isInverse ? codes.join() === '7m' : codes.length === 2, JSON.stringify(drawn));
	}
});

test('every theme with colors distinguishes the states at every color level', () => {
	for (const {name, level, theme} of cases) {
		const colors = states.map(state => theme[state].color);
		assert.equal(new Set(colors).size, name === 'mono' ? 1 : 4, `${name} at ${level}`);

		if (name !== 'mono') {
			const [bad = ''] = decode(theme.bad.color ?? '');
			const [red, green, blue] = linear(bad);
			assert.ok(red > 1.3 * green && red > 1.3 * blue, `${name} at ${level}: failed is ${bad}`);
		}
	}
});

test('without colors what matters is bold, underlined or inverse, and what matters less is dim', () => {
	const marked = Object.entries<Style>(themeFor('mono', 'dark', 3)).map(([name, style]) => [
		name,
		Object.keys(style).join(' '),
	]);
	assert.deepEqual(Object.fromEntries(marked.filter(([, marks]) => marks !== '')), {
		title: 'bold',
		focus: 'bold underline',
		'focus-border': 'bold',
		muted: 'dimColor',
		key: 'bold',
		link: 'underline',
		bad: 'bold',
		error: 'bold',
		alarm: 'bold inverse',
		warn: 'bold',
		hit: 'underline',
		'current-hit': 'inverse',
		selected: 'inverse',
	});
});

test('`auto` is `terminal` if the background is unknown', () => {
	for (const level of levels) {
		assert.equal(themeFor('auto', null, level), themeFor('terminal', null, level));
		assert.deepEqual(themeFor('auto', 'light', level), themeFor('light', null, level));
	}
});

/** Linear RGB as it is seen with each kind of color blindness (Machado, Oliveira and Fernandes 2009). */
const eyes = [
	[0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
	[0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
	[1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
];

test('the theme `safe` keeps the states apart for each kind of color blindness, better than `auto`', () => {
	for (const background of kinds) {
		/** The least distance between the colors of two states. */
		const nearest = (name: ThemeName): number => {
			const theme = themeFor(name, background, 3);
			const colors = states.map(state => linear(theme[state].color ?? ''));
			const distances = eyes.flatMap(eye => {
				const seen = colors.map(rgb =>
					[0, 3, 6].map(row =>
						Math.sqrt(
							Math.max(
								0,
								rgb.reduce((sum, part, at) => sum + part * (eye[row + at] ?? 0), 0),
							),
						),
					),
				);
				return seen.flatMap((one, at) =>
					seen
						.slice(at + 1)
						.map(other => Math.hypot(...one.map((part, channel) => part - (other[channel] ?? 0)))),
				);
			});
			return Math.min(...distances);
		};
		assert.ok(nearest('safe') > 0.15 && nearest('safe') > 1.5 * nearest('auto'), background);
	}
});

/** Converts a color of Ink to `#rrggbb`: to two values for a name, whose color in xterm differs from the one in VGA. */
function decode(color: string): readonly string[] {
	if (color.startsWith('#')) {
		return [color];
	}

	const index = Number(/^ansi256\((\d+)\)$/.exec(color)?.[1] ?? -1);

	if (index === -1) {
		const place = names.indexOf(color.replace('Bright', '')) + (color.endsWith('Bright') ? 8 : 0);
		return sixteen.map(colors => `#${colors.split(' ')[place]}`);
	}

	const steps = [0, 95, 135, 175, 215, 255];
	const cube = index - 16;
	const channels =
		index >= 232
			? Array.from({length: 3}, () => 8 + 10 * (index - 232))
			: [cube / 36, (cube / 6) % 6, cube % 6].map(step => steps[Math.floor(step)] ?? 0);
	return [`#${channels.map(value => value.toString(16).padStart(2, '0')).join('')}`];
}
