import {themeNames} from '../ui/theme/theme-name.ts';
import type {Options} from '../config/options.ts';
import {languages} from '../config/options.ts';
import type {Settings} from '../config/settings.ts';
import type {SystemAdapter} from '../store/effects.ts';
import {messagesFor} from '../i18n/index.ts';
import {createAppearance, type Appearance, type AppearanceOptions} from '../ui/theme/appearance.ts';
import {asksBackground} from '../ui/theme/theme.ts';
import type {Background} from '../terminal/background.ts';
import type {Capabilities} from '../terminal/capabilities.ts';
import {writeColours} from './colour-level.ts';

/** What decides how a screen looks. */
export type SwitchableAppearanceOptions = {
	readonly options: Pick<Options, 'language' | 'theme' | 'color' | 'ascii' | 'calm' | 'spoken'>;
	readonly settings: Pick<Settings, 'bindings'>;
	readonly able: Capabilities;
	/** Draws the screen anew, with another look. */
	readonly redraw: () => void;
	/** Asks the terminal for its background. */
	readonly askBackground: () => Promise<Background>;
};

/** The look of a screen, which the reader can change. */
export class SwitchableAppearance {
	#chosen: AppearanceOptions;
	#appearance: Appearance;
	readonly #redraw: () => void;
	readonly #askBackground: () => Promise<Background>;

	constructor({options, settings, able, redraw, askBackground}: SwitchableAppearanceOptions) {
		this.#redraw = redraw;
		this.#askBackground = askBackground;
		this.#chosen = {
			messages: messagesFor(options.language),
			theme: options.theme,
			colour: options.color !== 'never' && able.color > 0,
			// What is listened to is words: signs would be spelled out.
			ascii: options.ascii || options.spoken || !able.unicode,
			bindings: settings.bindings,
			calm: options.calm,
			colorLevel: able.color,
			hyperlinks: able.hyperlinks,
			timeZone: null,
		};
		this.#appearance = createAppearance(this.#chosen);
		writeColours(able.color);
	}

	get current(): Appearance {
		return this.#appearance;
	}

	/** Asks for the background where the theme depends on it and it is not known. To be called when the terminal listens. */
	async settle(): Promise<void> {
		if (this.#chosen.background === undefined && asksBackground(this.#chosen.theme)) {
			this.#change({background: await this.#askBackground()});
		}
	}

	#change(changed: Partial<AppearanceOptions>): void {
		this.#chosen = {...this.#chosen, ...changed};
		this.#appearance = createAppearance(this.#chosen);
		this.#redraw();
	}

	/** Changes the theme or the language; false, and nothing, where there is no such one. */
	readonly restyle: SystemAdapter['restyle'] = ({theme, language}) => {
		const newTheme = themeNames.find(name => name === theme);
		const newLanguage = languages.find(name => name === language);

		if ((theme !== undefined && !newTheme) || (language !== undefined && !newLanguage)) {
			return false;
		}

		this.#change({
			...(newTheme && {theme: newTheme}),
			...(newLanguage && {messages: messagesFor(newLanguage)}),
		});
		void this.settle();
		return true;
	};
}
