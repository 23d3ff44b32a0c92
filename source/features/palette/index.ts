import {cleanName} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {Feature, Invoke} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {listOverlay, type ListModel, type ListState} from '../list-overlay/index.ts';
import {paneNames} from '../panes/index.ts';
import {textInput} from '../prompt/index.ts';
import {paletteEn, paletteNotices, paletteZh} from './messages.ts';
import {
	emptyRegistry,
	paletteId,
	paletteRows,
	type CommandRegistry,
	type PaletteRow,
} from './rows.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		palette: NoArguments;
	}

	interface Overlays {
		palette: {readonly state: ListState; readonly model: ListModel<PaletteRow>};
	}

	interface StateParts {
		commands: CommandRegistry;
	}

	interface StateOptions {
		commands?: CommandRegistry | undefined;
	}

	interface Prompts {
		command: NoArguments;
	}
}

const {open, close, select, ...list} = listOverlay<'palette', PaletteRow>({
	kind: 'palette',
	purpose: 'command',
	rows: (state, {filter}) => paletteRows(state, filter),
	idOf: paletteId,
	submit: (state, {targets: [row]}, at, invoke) => run(state, row ?? null, at, invoke),
	complete,
});

/** All commands and settings by name. */
export const palette = {
	...list,
	commands: {...list.commands, palette: state => open(state, {})},
	overlays: {palette: select},
	initial: ({commands = emptyRegistry}) => ({state: {commands}}),
	bindings: [bind('everywhere', 'palette', [':', 'ctrl+p'], {footer: [':'], reach: 'overlays'})],
	words: {
		palette: {en: ['commands', 'run any command by name'], zh: ['命令', '按名称执行任何命令']},
	},
	notices: paletteNotices,
	messages: {palette: {en: paletteEn, zh: paletteZh}},
} satisfies Feature;

/**
 * Runs the selected command, or changes the selected setting. If no value for the setting is typed yet, keeps the palette
 * open and writes the name of the setting into the prompt.
 */
function run(state: State, row: PaletteRow | null, at: Instant, invoke: Invoke): HandlerResult {
	if (row === null) {
		const text = cleanName(state.view.prompt?.text ?? '');
		return withNotice(state, {kind: 'no-command', text}, at);
	}

	const {item, value} = row;
	const closed = close(state);

	if (item.kind === 'command') {
		const {binding, direction} = item;
		const focus = paneNames.find(pane => pane === binding.where) ?? state.view.focus;
		const command = binding.does[direction]?.command;
		return command === undefined ? closed : invoke(withView(closed, {focus}), command, at);
	}

	return value === null
		? complete(state, row)
		: invoke(closed, {type: 'set', setting: item.setting, value}, at);
}

/** Writes the name of the selected command into the prompt, or the name of the setting and its value. */
function complete(state: State, row: PaletteRow | null): State {
	const {prompt} = state.view;

	if (prompt === null || row === null) {
		return state;
	}

	const [word = ''] = row.item.words;
	const text = row.item.kind === 'setting' ? `${word} ${row.value ?? ''}` : word;
	return withView(state, {prompt: {...prompt, ...textInput(text)}});
}
