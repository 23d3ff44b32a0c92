import type {Instant} from '../../core/time/clock.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {Command} from '../../store/command.ts';
import {paletteRows, type PaletteRow} from './select.ts';
import type {State} from '../../store/state.ts';
import type {OverlayState} from '../../store/overlay.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {overlayHeight, paneNames} from '../panes/index.ts';

export function openPalette(state: State): State {
	const opened = withView(state, {
		prompt: {purpose: 'command', text: '', before: ''},
		overlay: {kind: 'palette', at: 0, top: 0},
	});
	return movePalette(opened, 0);
}

/**
 * Moves the selection by `rows` and scrolls to it. With 0 rows, corrects the selection after the typed text has
 * changed.
 */
export function movePalette(state: State, rows: number): State {
	const {overlay, size} = state.view;

	if (overlay?.kind !== 'palette') {
		return state;
	}

	const {length} = paletteRows(state);
	const at = Math.max(0, Math.min(overlay.at + rows, length - 1));
	return withView(state, {overlay: withSelectedRow(overlay, at, length, overlayHeight(size))});
}

export function retypePalette(state: State): State {
	const {overlay} = state.view;
	return overlay?.kind === 'palette'
		? movePalette(withView(state, {overlay: {...overlay, at: 0, top: 0}}), 0)
		: state;
}

/**
 * Closes the palette and returns the command of the selected row. If the row is a setting without a value, completes
 * its name instead and returns no command.
 */
export function takeFromPalette(
	state: State,
	at: Instant,
): {readonly state: State; readonly command: Command | null} {
	const row = selectedRow(state);

	if (row === null) {
		const text = cleanName(state.view.prompt?.text ?? '');
		return {state: withNotice(state, {kind: 'no-command', text}, at), command: null};
	}

	const {item, value} = row;

	if (item.kind === 'setting') {
		// Only the list of profiles can be empty.
		if (item.choices?.length === 0) {
			return {state: withNotice(closePalette(state), {kind: 'no-profiles'}, at), command: null};
		}

		return value === null
			? {state: completeCommand(state), command: null}
			: {state: closePalette(state), command: {type: 'set', setting: item.setting, value}};
	}

	const {binding, direction} = item;
	const focus = paneNames.find(pane => pane === binding.where) ?? state.view.focus;
	const command = binding.does[direction]?.command ?? null;
	return {state: withView(closePalette(state), {focus}), command};
}

export function completeCommand(state: State): State {
	const {prompt} = state.view;
	const row = selectedRow(state);

	if (prompt === null || row === null || row.item.kind !== 'setting') {
		return state;
	}

	const [word = ''] = row.item.words;
	const text = `${word} ${row.value ?? ''}`;
	return text === prompt.text ? state : retypePalette(withView(state, {prompt: {...prompt, text}}));
}

function selectedRow(state: State): PaletteRow | null {
	const {overlay} = state.view;
	return overlay?.kind === 'palette' ? (paletteRows(state)[overlay.at] ?? null) : null;
}

function closePalette(state: State): State {
	return withView(state, {prompt: null, overlay: null});
}

function withSelectedRow(
	overlay: Extract<OverlayState, {kind: 'palette'}>,
	at: number,
	length: number,
	height: number,
): OverlayState {
	const top = Math.max(at - height + 1, Math.min(overlay.top, at));
	return {...overlay, at, top: Math.max(0, Math.min(top, length - height))};
}
