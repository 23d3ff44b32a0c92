import chalk from 'chalk';
import type {SessionContext} from '../../config/parse-options.ts';
import type {ScreenServices} from '../../features/app/index.ts';
import {languages} from '../../i18n/messages.ts';
import type {Background} from '../../terminal/query.ts';
import type {Terminal} from '../../terminal/terminal.ts';
import {createAppearance, type AppearanceOptions} from '../../ui/theme/appearance.ts';
import {themeNames} from '../../ui/theme/theme-name.ts';
import {messagesFor} from '../catalogue.ts';

type SwitchableAppearanceOptions = Pick<SessionContext, 'options' | 'settings'> & {
	readonly terminal: Terminal;
	readonly redraw: () => void;
};

/** The appearance of the screen, which changes with the theme, the language and the background of the terminal. */
export function createSwitchableAppearance({
	options,
	settings,
	terminal: {color, unicode, hyperlinks},
	redraw,
}: SwitchableAppearanceOptions) {
	let chosen: AppearanceOptions = {
		messages: messagesFor(options.language),
		theme: options.theme,
		hasColors: options.color !== 'never' && color > 0 && !options.screenReader,
		ascii: options.ascii || !unicode,
		hasPlainSigns: options.screenReader,
		bindings: settings.bindings,
		calm: options.calm,
		colorLevel: color,
		hyperlinks,
	};
	let current = createAppearance(chosen);
	// Overrides the color level that Ink's library chalk detected. Level 0 would also remove bold and inverse.
	chalk.level = color === 0 ? 1 : color;

	function change(changed: Partial<AppearanceOptions>): void {
		chosen = {...chosen, ...changed};
		current = createAppearance(chosen);
		redraw();
	}

	return {
		current: () => current,
		chosen: () => ({lang: chosen.messages.language, theme: chosen.theme}),
		setBackground(background: Background | null): void {
			if (background !== null) {
				change({background});
			}
		},
		/** Changes the theme or the language. Returns false, and changes nothing, for an unknown name. */
		setAppearance: ({theme, language}: Parameters<ScreenServices['setAppearance']>[0]): boolean => {
			const newTheme = themeNames.find(name => name === theme);
			const newLanguage = languages.find(name => name === language);

			if ((theme !== undefined && !newTheme) || (language !== undefined && !newLanguage)) {
				return false;
			}

			change({
				...(newTheme && {theme: newTheme}),
				...(newLanguage && {messages: messagesFor(newLanguage)}),
			});
			return true;
		},
	};
}
