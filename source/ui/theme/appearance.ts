import type {Messages} from '../../i18n/messages.ts';
import type {Binding} from '../../store/keys/binding.ts';
import type {Background} from '../../terminal/query.ts';
import type {ColorLevel} from '../../terminal/terminal.ts';
import {glyphsFor, type Glyphs} from './glyphs.ts';
import type {ThemeName} from './theme-name.ts';
import {themeFor, type Theme} from './theme.ts';

/** All settings that determine how the screen looks. */
export type Appearance = {
	readonly theme: Theme;
	readonly glyphs: Glyphs;
	readonly messages: Messages;
	/** The key bindings: those of the user's own commands, then the built-in ones. */
	readonly bindings: readonly Binding[];
	/** The color level, and whether only ASCII characters are allowed. */
	readonly paint: {readonly color: ColorLevel; readonly ascii: boolean};
	/** Whether the setting `calm` is on, which reduces motion: for example, the clock is updated only every five seconds. */
	readonly calm: boolean;
	/** Whether the terminal supports OSC 8 links. */
	readonly hyperlinks: boolean;
};

export type AppearanceOptions = Pick<Appearance, 'messages' | 'bindings' | 'hyperlinks'> &
	Partial<Pick<Appearance, 'calm'>> & {
		readonly theme: ThemeName;
		/** Whether the terminal has a light or a dark background; null, the default, if it is unknown. */
		readonly background?: Background | null;
		/** Whether colors are allowed. If false, for example because of `NO_COLOR`, the theme without colors is used. */
		readonly hasColors: boolean;
		readonly ascii: boolean;
		/** Whether the signs are ASCII though the terminal has others: screen readers spell these out. */
		readonly hasPlainSigns?: boolean;
		/** The color depth of the terminal. Default: true color. */
		readonly colorLevel?: ColorLevel;
	};

export function createAppearance({
	theme,
	background = null,
	hasColors,
	colorLevel = 3,
	ascii,
	hasPlainSigns = false,
	...others
}: AppearanceOptions): Appearance {
	const color = hasColors ? colorLevel : 0;
	return {
		calm: false,
		...others,
		theme: themeFor(hasColors ? theme : 'mono', background, color),
		glyphs: glyphsFor(ascii || hasPlainSigns),
		paint: {color, ascii},
	};
}
