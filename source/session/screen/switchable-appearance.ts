import chalk from 'chalk';
import type {SessionContext} from '../../config/parse-options.ts';
import {messagesFor} from '../../i18n/index.ts';
import {languages} from '../../i18n/language.ts';
import type {SystemAdapter} from '../../store/effects.ts';
import type {Background} from '../../terminal/query.ts';
import type {Terminal} from '../../terminal/terminal.ts';
import {
	createAppearance,
	type Appearance,
	type AppearanceOptions,
} from '../../ui/theme/appearance.ts';
import {themeNames} from '../../ui/theme/theme-name.ts';

type SwitchableAppearanceOptions = Pick<SessionContext, 'options' | 'settings'> & {
	readonly terminal: Terminal;
	readonly redraw: () => void;
};

export class SwitchableAppearance {
	#chosen: AppearanceOptions;
	#appearance: Appearance;
	readonly #redraw: () => void;

	constructor({options, settings, terminal, redraw}: SwitchableAppearanceOptions) {
		this.#redraw = redraw;
		this.#chosen = {
			messages: messagesFor(options.language),
			theme: options.theme,
			hasColors: options.color !== 'never' && terminal.color > 0 && !options.screenReader,
			// With a screen reader the screen uses ASCII only, because screen readers spell out Unicode symbols.
			ascii: options.ascii || options.screenReader || !terminal.unicode,
			bindings: settings.bindings,
			calm: options.calm,
			colorLevel: terminal.color,
			hyperlinks: terminal.hyperlinks,
		};
		this.#appearance = createAppearance(this.#chosen);
		// Overrides the color level that Ink's library chalk detected. Level 0 would also remove bold and inverse.
		chalk.level = terminal.color === 0 ? 1 : terminal.color;
	}

	get current(): Appearance {
		return this.#appearance;
	}

	setBackground(background: Background | null): void {
		if (background !== null) {
			this.#change({background});
		}
	}

	#change(changed: Partial<AppearanceOptions>): void {
		this.#chosen = {...this.#chosen, ...changed};
		this.#appearance = createAppearance(this.#chosen);
		this.#redraw();
	}

	/** Changes the theme or the language. Returns false, and changes nothing, for an unknown name. */
	readonly setAppearance: SystemAdapter['setAppearance'] = ({theme, language}) => {
		const newTheme = themeNames.find(name => name === theme);
		const newLanguage = languages.find(name => name === language);

		if ((theme !== undefined && !newTheme) || (language !== undefined && !newLanguage)) {
			return false;
		}

		this.#change({
			...(newTheme && {theme: newTheme}),
			...(newLanguage && {messages: messagesFor(newLanguage)}),
		});
		return true;
	};
}
