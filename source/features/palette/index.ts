import {paletteNotices} from './notices.ts';
import {paletteEn, paletteZh} from './messages.ts';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import {noEffects} from '../../store/transition.ts';
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
				? noEffects(movePalette(state, movementRows(movement, overlayHeight(state.view.size))))
				: null,
		),
		palette: state => noEffects(openPalette(state)),
		complete: state =>
			promptFor(state, 'command') === null ? null : noEffects(completeCommand(state)),
		submit(state, _, at, invoke) {
			if (promptFor(state, 'command') === null) {
				return null;
			}

			const taken = takeFromPalette(state, at);
			return taken.command === null
				? noEffects(taken.state)
				: invoke(taken.state, taken.command, at);
		},
		back: state =>
			promptFor(state, 'command') === null
				? null
				: noEffects(withView(state, {prompt: null, overlay: null})),
	},
	overlays: {palette: selectPalette},
	bindings: [bind('everywhere', 'palette', [':', 'ctrl+p'], {footer: [':']})],
	words: {
		palette: {
			en: {short: 'commands', long: 'run any command by name'},
			zh: {short: '命令', long: '按名称执行任何命令'},
		},
	},
	actions: {
		clicked(state, action, {before}) {
			const {overlay} = before.view;
			const hit = hitOf(before, action);
			const row = hit?.place === 'overlay' ? hit.row : -1;

			if (overlay?.kind !== 'palette' || row < 0) {
				return noEffects(state);
			}

			const target = overlay.top + row;
			const isThere = target < paletteRows(before).length;
			return noEffects(isThere ? movePalette(state, target - overlay.at) : state);
		},
	},
	derive: ({state, effects}, previous) => ({
		state: editedPrompt(state, previous, 'command') === null ? state : retypePalette(state),
		effects,
	}),
	notices: paletteNotices,
	messages: {palette: {en: paletteEn, zh: paletteZh}},
} satisfies Feature;
