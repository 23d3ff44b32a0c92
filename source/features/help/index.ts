import type {Feature} from '../../store/feature.ts';
import {bind, type Where} from '../../store/keys/binding.ts';
import type {OverlayState} from '../../store/overlay.ts';
import type {State} from '../../store/state.ts';
import {withView} from '../../store/with-view.ts';
import {closeOverlay, paneKeys} from '../panes/index.ts';
import {closePrompt, editedPrompt, promptFor, textInput} from '../prompt/index.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		help: NoArguments;
	}

	interface Overlays {
		help: {
			readonly state: {
				readonly filter: string;
				/** The overlay that was open before, to which closing the help returns. */
				readonly behind: OverlayState | null;
			};
			readonly model: Where | null;
		};
	}
}

export const help = {
	commands: {
		help(state) {
			const {overlay} = state.view;
			return overlay?.kind === 'help'
				? closeOverlay(state)
				: withView(state, {overlay: {kind: 'help', filter: '', behind: overlay, scrollTop: 0}});
		},
		filter(state) {
			const {overlay} = state.view;
			return overlay?.kind === 'help'
				? withView(state, {
						prompt: {purpose: 'help', ...textInput(overlay.filter), before: overlay.filter},
					})
				: null;
		},
		submit: state => (promptFor(state, 'help') === null ? null : closePrompt(state)),
		back(state) {
			const prompt = promptFor(state, 'help');

			if (prompt !== null) {
				return filterHelp(closePrompt(state), prompt.before);
			}

			const {overlay} = state.view;
			return overlay?.kind === 'help' && overlay.filter !== '' && state.view.prompt === null
				? filterHelp(state, '')
				: null;
		},
	},
	overlays: {help: helpPane},
	bindings: [bind('everywhere', 'help', ['?', 'f1'], {footer: ['?']})],
	words: {
		help: {en: ['help', 'list all keys and signs'], zh: ['帮助', '列出所有按键和符号']},
	},
	derive(state, previous) {
		const prompt = editedPrompt(state, previous, 'help');
		return prompt === null ? state : filterHelp(state, prompt.text.trim());
	},
} satisfies Feature;

/** Returns the place whose keys work behind the help. */
function helpPane({view, preview}: State): Where | null {
	return preview === null ? paneKeys(view) : 'viewer';
}

function filterHelp(state: State, filter: string): State {
	const {overlay} = state.view;
	return overlay?.kind === 'help' && overlay.filter !== filter
		? withView(state, {overlay: {...overlay, filter, scrollTop: 0}})
		: state;
}
