import {outputKindNames} from '../../core/output/kinds.ts';
import type {Messages} from '../../i18n/index.ts';
import {screenEn} from '../../ui/messages.ts';
import type {Glyphs} from '../../ui/theme/glyphs.ts';
import type {HelpRow} from './groups.ts';

const phases = Object.keys(screenEn.phases) as ReadonlyArray<keyof typeof screenEn.phases>;
const signs = Object.keys(screenEn.signs) as ReadonlyArray<keyof typeof screenEn.signs>;

/** Returns all signs of the screen with their meanings, in every language in the same order. */
export function legend(glyphs: Glyphs, {screen}: Pick<Messages, 'screen'>): readonly HelpRow[] {
	return [
		...phases.map(phase => ({label: glyphs.phases[phase], text: screen.phases[phase]})),
		...signs.map(sign => ({
			label: sign === 'cached' ? glyphs.nodes.cached : glyphs[sign],
			text: screen.signs[sign],
		})),
		...outputKindNames.map(kind => ({label: glyphs.kinds[kind], text: screen.kinds[kind]})),
	];
}
