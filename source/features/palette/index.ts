import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import {hitOf, movementRows, movements, overlayHeight} from '../panes/index.ts';
import {editedPrompt, promptFor} from '../prompt/index.ts';
import {paletteEn, paletteZh} from './messages.ts';
import {paletteNotices} from './notices.ts';
import {closePalette, completeCommand, openPalette, selectRow, submitPalette} from './reduce.ts';
import {paletteRows, selectPalette, type PaletteModel} from './select.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		palette: NoArguments;
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
		...movements((state, movement) => {
			const {overlay, size} = state.view;
			return overlay?.kind === 'palette'
				? selectRow(state, overlay.at + movementRows(movement, overlayHeight(size)))
				: null;
		}),
		recall(state, {step}) {
			const {overlay} = state.view;
			return overlay?.kind === 'palette' && (step < 0 || overlay.at > 0)
				? selectRow(state, overlay.at - step)
				: null;
		},
		palette: openPalette,
		complete: state => (promptFor(state, 'command') === null ? null : completeCommand(state)),
		submit: (state, _, at, invoke) =>
			promptFor(state, 'command') === null ? null : submitPalette(state, at, invoke),
		back: state => (promptFor(state, 'command') === null ? null : closePalette(state)),
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

			if (overlay?.kind !== 'palette' || hit === null || hit.row < 0) {
				return state;
			}

			const row = overlay.scrollTop + hit.row;
			return row < paletteRows(before).length ? selectRow(state, row) : state;
		},
	},
	derive: (state, previous) =>
		editedPrompt(state, previous, 'command') === null ? state : selectRow(state, 0),
	notices: paletteNotices,
	messages: {palette: {en: paletteEn, zh: paletteZh}},
} satisfies Feature;
