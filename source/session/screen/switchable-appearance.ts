import chalk from 'chalk';
import type {SessionContext} from '../../config/parse-options.ts';
import {messagesFor} from '../../i18n/index.ts';
import {languages} from '../../i18n/language.ts';
import type {SystemAdapter} from '../../store/effects.ts';
import type {Background} from '../../terminal/background.ts';
import type {Capabilities} from '../../terminal/capabilities.ts';
import {
	createAppearance,
	type Appearance,
	type AppearanceOptions,
} from '../../ui/theme/appearance.ts';
import {themeNames} from '../../ui/theme/theme-name.ts';
import {dependsOnBackground} from '../../ui/theme/theme.ts';

type SwitchableAppearanceOptions = Pick<SessionContext, 'options' | 'settings'> & {
	readonly capabilities: Capabilities;
	readonly redraw: () => void;
	readonly queryBackground: () => Promise<Background | null>;
};

export class SwitchableAppearance {
	#chosen: AppearanceOptions;
	#appearance: Appearance;
	#redraw: () => void;
	readonly #queryBackground: () => Promise<Background | null>;
	#response: Promise<Background | null> = Promise.resolve(null);

	constructor({
		options,
		settings,
		capabilities,
		redraw,
		queryBackground,
	}: SwitchableAppearanceOptions) {
		this.#redraw = redraw;
		this.#queryBackground = queryBackground;
		this.#chosen = {
			messages: messagesFor(options.language),
			theme: options.theme,
			hasColors: options.color !== 'never' && capabilities.color > 0 && !options.screenReader,
			// With a screen reader the screen uses ASCII only, because screen readers spell out Unicode symbols.
			ascii: options.ascii || options.screenReader || !capabilities.unicode,
			bindings: settings.bindings,
			calm: options.calm,
			colorLevel: capabilities.color,
			hyperlinks: capabilities.hyperlinks,
		};
		this.#appearance = createAppearance(this.#chosen);
		// Overrides the color level that Ink's library chalk detected. Level 0 would also remove bold and inverse.
		chalk.level = capabilities.color === 0 ? 1 : capabilities.color;
	}

	get current(): Appearance {
		return this.#appearance;
	}

	/** The terminal responds as keyboard input, so call this only after Ink has started to read the keyboard. */
	async queryBackground(): Promise<void> {
		const {background, hasColors, theme} = this.#chosen;

		if (background === undefined && hasColors && dependsOnBackground(theme)) {
			this.#response = this.#queryBackground();
			this.#change({background: await this.#response});
		}
	}

	/** Waits for the terminal's response to the last query. A response after the exit would be typed into the shell. */
	async close(): Promise<void> {
		this.#redraw = () => {};
		await this.#response;
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
		void this.queryBackground();
		return true;
	};
}
