import type {Feature} from '../../store/feature.ts';
import {bind, type Where} from '../../store/keys/binding.ts';
import type {OverlayState} from '../../store/overlay.ts';
import {withView} from '../../store/with-view.ts';
import {closeOverlay, paneKeys} from '../panes/index.ts';
import {helpEn, helpZh} from './messages.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		help: NoArguments;
	}

	interface Overlays {
		help: {
			/** `behind`: the overlay that was open before, to which closing the help returns. */
			readonly state: {readonly behind: OverlayState | null};
			/** The place whose keys work behind the help. */
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
				: withView(state, {overlay: {kind: 'help', behind: overlay, scrollTop: 0}});
		},
	},
	overlays: {help: ({view, preview}) => (preview === null ? paneKeys(view) : 'output')},
	bindings: [bind('everywhere', 'help', ['?', 'f1'], {footer: ['?'], reach: 'overlays'})],
	messages: {help: {en: helpEn, zh: helpZh}},
	words: {
		help: {en: ['help', 'list all keys and signs'], zh: ['帮助', '列出所有按键和符号']},
	},
} satisfies Feature;
