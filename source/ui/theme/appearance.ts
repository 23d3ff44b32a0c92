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

/** How everything is drawn: what the reader's options and terminal decide, once, before the first frame. */
export type Appearance = {
	readonly theme: Theme;
	readonly glyphs: Glyphs;
	readonly messages: Messages;
	/** The table of keys, with the reader's own in it. */
	readonly bindings: readonly Binding[];
	/** With which colours pictures are painted. */
	readonly paint: PaintOptions;
	/** Whether what moves by itself is to do so seldom. */
	readonly calm: boolean;
	/** Whether the terminal can do OSC 8 links. */
	readonly hyperlinks: boolean;
	/** The zone of every time on the screen. */
	readonly timeZone: TimeZone;
};

export type AppearanceOptions = Pick<Appearance, 'messages' | 'hyperlinks' | 'timeZone'> & {
	readonly theme: ThemeName;
	/** What the terminal's background is; dark where it is not known. */
	readonly background?: Background;
	/** False (as with `NO_COLOR`) takes the theme without colours, whatever `theme` says. */
	readonly colour: boolean;
	readonly ascii: boolean;
	/** Not where it is not said. */
	readonly calm?: boolean;
	/** How many colours there are; any where it is not said, and `colour` is true. */
	readonly colorLevel?: ColorLevel;
	/** The usual ones where it is not said. */
	readonly bindings?: readonly Binding[];
};

/** The look that the options ask for. */
export function createAppearance(options: AppearanceOptions): Appearance {
	return {
		theme: themeFor(options.colour ? options.theme : 'mono', options.background ?? 'dark'),
		glyphs: glyphsFor(options.ascii),
		messages: options.messages,
		paint: {color: options.colour ? (options.colorLevel ?? 3) : 0, ascii: options.ascii},
		bindings: options.bindings ?? keymap,
		calm: options.calm ?? false,
		hyperlinks: options.hyperlinks,
		timeZone: options.timeZone,
	};
}
