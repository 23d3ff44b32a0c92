import {paletteNotices} from './notices.ts';
import {paletteEn, paletteZh} from './messages.ts';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import {withView} from '../../store/with-view.ts';
import {
	completeCommand,
	movePalette,
	openPalette,
	retypePalette,
	takeFromPalette,
} from './reduce.ts';
import {paletteRows, selectPalette, type PaletteModel} from './select.ts';
import {hitOf, movementRows, movements, overlayHeight} from '../panes/index.ts';
import {editedPrompt, promptFor} from '../prompt/index.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		palette: NoArguments;
	}

	interface Bindings {
		palette: true;
	}

	interface Overlays {
		palette: {readonly state: {readonly at: number}; readonly model: PaletteModel | null};
	}

	interface FeatureMessages {
		palette: typeof paletteEn;
	}
}

export const palette = {
	commands: {
		...movements((state, movement) =>
			state.view.overlay?.kind === 'palette'
				? movePalette(state, movementRows(movement, overlayHeight(state.view.size)))
				: null,
		),
		palette: openPalette,
		complete: state => (promptFor(state, 'command') === null ? null : completeCommand(state)),
		submit(state, _, at, invoke) {
			if (promptFor(state, 'command') === null) {
				return null;
			}

			const taken = takeFromPalette(state, at);
			return taken.command === null ? taken.state : invoke(taken.state, taken.command, at);
		},
		back: state =>
			promptFor(state, 'command') === null ? null : withView(state, {prompt: null, overlay: null}),
	},
	overlays: {palette: selectPalette},
	bindings: [bind('everywhere', 'palette', [':', 'ctrl+p'], {footer: [':']})],
	words: {
		palette: {en: ['commands', 'run any command by name'], zh: ['命令', '按名称执行任何命令']},
	},
	actions: {
		clicked(state, action, {before}) {
			const {overlay} = before.view;
			const hit = hitOf(before, action);
			const row = hit?.place === 'overlay' ? hit.row : -1;

			if (overlay?.kind !== 'palette' || row < 0) {
				return state;
			}

			const target = overlay.top + row;
			const isThere = target < paletteRows(before).length;
			return isThere ? movePalette(state, target - overlay.at) : state;
		},
	},
	derive: ({state}, previous) =>
		editedPrompt(state, previous, 'command') === null ? state : retypePalette(state),
	notices: paletteNotices,
	messages: {palette: {en: paletteEn, zh: paletteZh}},
} satisfies Feature;
