import {cleanName} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {Invoke} from '../../store/feature.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {overlayHeight, paneNames, scrollTopShowing} from '../panes/index.ts';
import {textInput} from '../prompt/index.ts';
import {choicesOf, paletteRows, type PaletteRow} from './select.ts';

export function openPalette(state: State): State {
	const prompt = {purpose: 'command', ...textInput(''), before: ''} as const;
	return selectRow(withView(state, {prompt, overlay: null}), 0);
}

export function selectRow(state: State, row: number): State {
	const {overlay, size} = state.view;
	const {length} = paletteRows(state);
	const at = Math.max(0, Math.min(row, length - 1));
	const scrollTop = scrollTopShowing(at, overlay?.scrollTop ?? 0, length, overlayHeight(size));
	return withView(state, {overlay: {kind: 'palette', at, scrollTop}});
}

/**
 * Closes the palette and runs the selected command, or changes the selected setting. If no value for the setting is
 * typed yet, keeps the palette open and writes the name of the setting into the prompt.
 */
export function submitPalette(state: State, at: Instant, invoke: Invoke): HandlerResult {
	const row = selectedRow(state);

	if (row === null) {
		const text = cleanName(state.view.prompt?.text ?? '');
		return withNotice(state, {kind: 'no-command', text}, at);
	}

	const {item, value} = row;
	const closed = closePalette(state);

	if (item.kind === 'command') {
		const {binding, direction} = item;
		const focus = paneNames.find(pane => pane === binding.where) ?? state.view.focus;
		const command = binding.does[direction]?.command;
		return command === undefined ? closed : invoke(withView(closed, {focus}), command, at);
	}

	if (choicesOf(item, state)?.length === 0) {
		return withNotice(closed, {kind: item.setting === 'profile' ? 'no-profiles' : 'no-views'}, at);
	}

	return value === null
		? completeCommand(state)
		: invoke(closed, {type: 'set', setting: item.setting, value}, at);
}

export function completeCommand(state: State): State {
	const {prompt} = state.view;
	const row = selectedRow(state);

	if (prompt === null || row?.item.kind !== 'setting') {
		return state;
	}

	const [word = ''] = row.item.words;
	const text = `${word} ${row.value ?? ''}`;
	return text === prompt.text
		? state
		: selectRow(withView(state, {prompt: {...prompt, ...textInput(text)}}), 0);
}

export function closePalette(state: State): State {
	return withView(state, {prompt: null, overlay: null});
}

function selectedRow(state: State): PaletteRow | null {
	const {overlay} = state.view;
	return overlay?.kind === 'palette' ? (paletteRows(state)[overlay.at] ?? null) : null;
}
