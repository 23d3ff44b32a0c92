import {withMembers} from '../../core/saved-state.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {Feature, Invoke} from '../../store/feature.ts';
import type {OverlayKind, OverlayOf, OverlayState} from '../../store/overlay.ts';
import type {Overlays} from '../../store/registry.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withView} from '../../store/with-view.ts';
import {hitOf, movementRows, movements, overlayHeight, scrollTopShowing} from '../panes/index.ts';
import {editedPrompt, textInput, type Prompt} from '../prompt/index.ts';

/** The part of the state that all lists in overlays have. The text that filters the list is that of the prompt. */
export type ListState = {
	/** The id of the selected row; null without rows. */
	readonly selected: string | null;
	/** The ids of the marked rows in the order in which the user marked them. */
	readonly marked: ReadonlySet<string>;
};

/** What the view draws: the rows in sight, where they are in the list, and how many are marked. */
export type ListModel<Row> = {
	readonly rows: ReadonlyArray<{
		readonly row: Row;
		readonly isSelected: boolean;
		readonly isMarked: boolean;
	}>;
	readonly scrollTop: number;
	readonly total: number;
	readonly markedCount: number;
};

type ListKind = {
	[Kind in OverlayKind]: Overlays[Kind]['state'] extends ListState ? Kind : never;
}[OverlayKind];

type Change<Kind extends ListKind> = Partial<Overlays[Kind]['state'] | ListState> & {
	readonly scrollTop?: number;
};

type ListOptions<Kind extends ListKind, Row> = {
	readonly kind: Kind;
	readonly purpose: Exclude<Prompt['purpose'], 'confirm'>;
	/** All rows that the text of the prompt finds. */
	readonly rows: (state: State, overlay: OverlayOf<Kind>) => readonly Row[];
	readonly idOf: (row: Row) => string;
	/** The screen rows above and below the list that it cannot use. */
	readonly rowsAbove?: number;
	readonly rowsBelow?: number;
	/** Enter: acts on the rows, of which `selected` is the selected one. */
	readonly submit: (
		state: State,
		list: {readonly overlay: OverlayOf<Kind>; readonly selected: Row | null},
		at: Instant,
		invoke: Invoke,
	) => HandlerResult;
	/** Tab, if it does not mark the selected row. */
	readonly complete?: (state: State, selected: Row | null) => State;
	/** Whether tab can mark a row. Default: all rows. */
	readonly isMarkable?: (state: State, row: Row) => boolean;
	/** Called after the user has typed or moved the selection, for example to load more rows. */
	readonly moved?: (state: State) => HandlerResult;
};

/** A list that covers the panes: typing filters it, tab marks rows, enter acts on them. A feature for each kind of list. */
export function listOverlay<Kind extends ListKind, Row>(options: ListOptions<Kind, Row>) {
	const {kind, purpose, rows, idOf, rowsAbove = 0, rowsBelow = 0, submit, complete} = options;
	const {isMarkable = () => true, moved = state => state} = options;

	const height = ({view}: State) => Math.max(1, overlayHeight(view.size) - rowsAbove - rowsBelow);
	const opened = ({view}: State) =>
		view.overlay?.kind === kind ? (view.overlay as OverlayOf<Kind> & ListState) : null;

	function listed(state: State) {
		const overlay = opened(state);
		const all = overlay === null ? [] : rows(state, overlay);
		return {overlay, all, at: all.findIndex(row => idOf(row) === overlay?.selected)};
	}

	function withList(state: State, change: Change<Kind>): State {
		const overlay = opened(state);
		return overlay === null
			? state
			: withView(state, {overlay: {...overlay, ...change} as unknown as OverlayState});
	}

	/** Selects the row at an index, or the nearest one. `scrollTop`: where the list is before. */
	function selectAt(state: State, index: number, scrollTop?: number): State {
		const {overlay, all} = listed(state);
		const at = Math.max(0, Math.min(index, all.length - 1));
		const row = all[at];
		return withList(state, {
			selected: row === undefined ? null : idOf(row),
			scrollTop: scrollTopShowing(
				at,
				scrollTop ?? overlay?.scrollTop ?? 0,
				all.length,
				height(state),
			),
		});
	}

	function close(state: State): State {
		return withView(state, {prompt: null, overlay: null});
	}

	function moveBy(state: State, by: number): HandlerResult | null {
		return opened(state) === null ? null : moved(selectAt(state, listed(state).at + by));
	}

	function mark(state: State): HandlerResult {
		const {overlay, all, at} = listed(state);
		const row = all[at];

		if (overlay === null || row === undefined) {
			return state;
		}

		const isMarked = !overlay.marked.has(idOf(row)) && isMarkable(state, row);
		const marked = withMembers(overlay.marked, [idOf(row)], isMarked);
		return moved(selectAt(withList(state, {marked}), at + 1));
	}

	/** Opens the list with the first row selected. `more`: the further state of the overlay. */
	function open(
		state: State,
		more: Omit<OverlayOf<Kind>, keyof ListState | 'kind' | 'scrollTop' | 'end'>,
	): HandlerResult {
		const overlay = {...more, kind, scrollTop: 0, selected: null, marked: new Set()};
		const prompt = {purpose, ...textInput(''), before: ''};
		const shown = withView(state, {prompt, overlay: overlay as unknown as OverlayState});
		return moved(selectAt(shown, 0));
	}

	/** After the rows have changed by themselves: the selected row stays in its line of the screen. */
	function keepInPlace(state: State, before: State): State {
		const old = listed(before);
		const {at} = listed(state);
		return at === -1 || old.overlay === null
			? selectAt(state, 0)
			: selectAt(state, at, old.overlay.scrollTop + at - old.at);
	}

	/** Whether the selected row is near the end of the list, so that more rows should be loaded. */
	function isNearEnd(state: State): boolean {
		const {all, at} = listed(state);
		return Math.max(0, at) + 2 * height(state) >= all.length;
	}

	function select(state: State, overlay: OverlayOf<Kind> & ListState): ListModel<Row> {
		const all = rows(state, overlay);
		const scrollTop = Math.max(0, Math.min(overlay.scrollTop, all.length - height(state)));
		return {
			rows: all.slice(scrollTop, scrollTop + height(state)).map(row => ({
				row,
				isSelected: idOf(row) === overlay.selected,
				isMarked: overlay.marked.has(idOf(row)),
			})),
			scrollTop,
			total: all.length,
			markedCount: overlay.marked.size,
		};
	}

	return {
		close,
		withList,
		opened,
		open,
		keepInPlace,
		isNearEnd,
		select,
		commands: {
			...movements((state, movement) => moveBy(state, movementRows(movement, height(state)))),
			// On the first row, the key recalls what was typed before.
			recall: (state, {step}) => (step > 0 && listed(state).at <= 0 ? null : moveBy(state, -step)),
			complete(state) {
				const {overlay, all, at} = listed(state);
				return overlay === null
					? null
					: complete === undefined
						? mark(state)
						: complete(state, all[at] ?? null);
			},
			submit(state, _, time, invoke) {
				const {overlay, all, at} = listed(state);
				return overlay === null
					? null
					: submit(state, {overlay, selected: all[at] ?? null}, time, invoke);
			},
			back: state => (opened(state) === null ? null : close(state)),
		} satisfies Feature['commands'],
		actions: {
			clicked(state, action, {before}) {
				const {overlay, all} = listed(before);
				const row = (hitOf(before, action)?.row ?? -1) - rowsAbove;
				const at = (overlay?.scrollTop ?? 0) + row;
				return overlay !== null && row >= 0 && row < height(before) && at < all.length
					? moved(selectAt(state, at))
					: state;
			},
		} satisfies Feature['actions'],
		derive: (state: State, previous: State): HandlerResult =>
			editedPrompt(state, previous, purpose) === null ? state : moved(selectAt(state, 0, 0)),
	};
}
