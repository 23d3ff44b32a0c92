import type {ThemeName} from './theme-name.ts';
import type {Binding} from '../../store/keys/binding.ts';
import {keymap} from '../../features/keymap.ts';
import type {Messages} from '../../i18n/index.ts';
import type {Background} from '../../terminal/background.ts';
import type {ColorLevel} from '../../terminal/capabilities.ts';
import type {PaintOptions} from '../../terminal/images/half-blocks.ts';
import type {TimeZone} from '../clock-time.ts';
import {glyphsFor, type Glyphs} from './glyphs.ts';
import {themeFor, type Theme} from './theme.ts';

/** Everything that decides how the screen looks. */
export type Appearance = {
	readonly theme: Theme;
	readonly glyphs: Glyphs;
	readonly messages: Messages;
	/** The key bindings, including the user's own. */
	readonly bindings: readonly Binding[];
	/** The colors of images that are drawn with half blocks. */
	readonly paint: PaintOptions;
	/** Whether animations are slowed down. */
	readonly calm: boolean;
	/** Whether the terminal supports OSC 8 links. */
	readonly hyperlinks: boolean;
	readonly timeZone: TimeZone;
};

export type AppearanceOptions = Pick<Appearance, 'messages' | 'hyperlinks' | 'timeZone'> & {
	readonly theme: ThemeName;
	/** Null if the terminal did not report it; undefined until then. */
	readonly background?: Background | null;
	/** False, as with `NO_COLOR`, forces the theme without colors. */
	readonly colour: boolean;
	readonly ascii: boolean;
	readonly calm?: boolean;
	/** Defaults to true color. */
	readonly colorLevel?: ColorLevel;
	/** Defaults to the built-in key bindings. */
	readonly bindings?: readonly Binding[];
};

export function createAppearance(options: AppearanceOptions): Appearance {
	const colorLevel = options.colour ? (options.colorLevel ?? 3) : 0;
	return {
		theme: themeFor(
			options.colour ? options.theme : 'mono',
			options.background ?? null,
			colorLevel,
		),
		glyphs: glyphsFor(options.ascii),
		messages: options.messages,
		paint: {color: colorLevel, ascii: options.ascii},
		bindings: options.bindings ?? keymap,
		calm: options.calm ?? false,
		hyperlinks: options.hyperlinks,
		timeZone: options.timeZone,
	};
}
