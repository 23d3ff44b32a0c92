import {freshLogView, type LogView} from './state.ts';

/** The index of the entry in the top row of a pane of `height` rows, when the log has `length` entries. */
export function firstEntry(view: LogView, length: number, height: number): number {
	const last = Math.max(0, length - height);
	return view.top === null ? last : Math.min(view.top, last);
}

/**
 * The view after scrolling to `target` as the top entry. At the end it follows again; anywhere else it stays where it
 * is, and remembers how long the log was when the reader left the end.
 */
export function scrollLog(view: LogView, target: number, length: number, height: number): LogView {
	const last = Math.max(0, length - height);

	if (target >= last) {
		return followLog(view);
	}

	const top = Math.max(0, target);
	const seen = view.top === null ? length : view.seen;
	return top === view.top ? view : {...view, top, seen};
}

/** The view at the end of the log, moving along with it. */
export function followLog(view: LogView): LogView {
	return view.top === null ? view : {...view, top: freshLogView.top, seen: freshLogView.seen};
}

/** The view held still where it is. */
export function holdLog(view: LogView, length: number, height: number): LogView {
	return view.top === null ? {...view, top: firstEntry(view, length, height), seen: length} : view;
}

/** The view that shows an entry: unmoved where it is in sight already, else with the entry in the middle. */
export function showEntry(view: LogView, index: number, length: number, height: number): LogView {
	const first = firstEntry(view, length, height);
	const inSight = index >= first && index < first + height;
	const held = holdLog(view, length, height);
	return inSight
		? held
		: {...held, top: Math.max(0, Math.min(index - Math.floor(height / 2), length - height))};
}
