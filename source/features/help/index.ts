import {helpRows} from '../../store/command-registry.ts';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import {noEffects} from '../../store/transition.ts';
import {filterHelp, searchHelp, toggleHelp} from './reduce.ts';
import {overlayMovements} from '../panes/index.ts';
import {closePrompt, editedPrompt, promptFor} from '../prompt/index.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		help: NoArguments;
	}

	interface Bindings {
		help: true;
	}

	interface Overlays {
		help: {readonly state: {readonly filter: string}; readonly model: null};
	}
}

export const help = {
	commands: {
		...overlayMovements('help', ({commands}, {filter}) => helpRows(commands, filter)),
		help: state => noEffects(toggleHelp(state)),
		filter: state => (state.view.overlay?.kind === 'help' ? noEffects(searchHelp(state)) : null),
		submit: state => (promptFor(state, 'help') === null ? null : noEffects(closePrompt(state))),
		back(state) {
			const prompt = promptFor(state, 'help');

			if (prompt !== null) {
				return noEffects(filterHelp(closePrompt(state), prompt.before));
			}

			const {overlay} = state.view;
			return overlay?.kind === 'help' && overlay.filter !== '' && state.view.prompt === null
				? noEffects(filterHelp(state, ''))
				: null;
		},
	},
	overlays: {help: () => null},
	bindings: [bind('everywhere', 'help', ['?', 'f1'], {footer: ['?']})],
	words: {
		help: {
			en: {short: 'help', long: 'this help, searchable'},
			zh: {short: '帮助', long: '显示此帮助，可搜索'},
		},
	},
	derive({state, effects}, previous) {
		const prompt = editedPrompt(state, previous, 'help');
		return {state: prompt === null ? state : filterHelp(state, prompt.text.trim()), effects};
	},
} satisfies Feature;
