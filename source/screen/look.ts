import type {Messages} from '../messages/index.ts';
import {glyphsFor, type Glyphs} from './glyphs.ts';
import {themes, type Theme, type ThemeName} from './theme.ts';

/** How everything is drawn: what the reader's options and terminal decide, once, before the first frame. */
export type Look = {
	readonly theme: Theme;
	readonly glyphs: Glyphs;
	readonly messages: Messages;
	/** Whether the terminal can do OSC 8 links. */
	readonly hyperlinks: boolean;
	/** The zone of every time on the screen, as `Intl` names it, like `Asia/Shanghai`. */
	readonly timeZone: string;
};

export type LookOptions = Pick<Look, 'messages' | 'hyperlinks' | 'timeZone'> & {
	readonly theme: ThemeName;
	/** False (as with `NO_COLOR`) takes the theme without colours, whatever `theme` says. */
	readonly colour: boolean;
	readonly ascii: boolean;
};

/** The look that the options ask for. */
export function createLook(options: LookOptions): Look {
	return {
		theme: themes[options.colour ? options.theme : 'mono'],
		glyphs: glyphsFor(options.ascii),
		messages: options.messages,
		hyperlinks: options.hyperlinks,
		timeZone: options.timeZone,
	};
}
