import {withMembers} from '../../core/saved-state.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {Feature, Invoke} from '../../store/feature.ts';
import type {OverlayKind, OverlayOf, OverlayState} from '../../store/overlay.ts';
import type {Overlays} from '../../store/registry.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withView} from '../../store/with-view.ts';
import {hitOf, movementRows, movements, overlayHeight, scrollTopShowing} from '../panes/index.ts';
import {closePrompt, editedPrompt, promptFor, textInput, type Prompt} from '../prompt/index.ts';

/** The part of the state that all lists in overlays have. */
export type ListState = {
	/** The id of the selected row; null without rows. */
	readonly selected: string | null;
	/** The ids of the marked rows in the order in which the user marked them. */
	readonly marked: ReadonlySet<string>;
	/** The typed text that filters the list. */
	readonly filter: string;
};

/** What the view draws: the rows in sight, where they are in the list, and how many are marked. */
export type ListModel<Row> = {
	readonly rows: ReadonlyArray<ShownRow<Row>>;
	/** All rows that the filter finds. */
	readonly all: readonly Row[];
	readonly scrollTop: number;
	readonly total: number;
	readonly markedCount: number;
};

export type ShownRow<Row> = {
	readonly row: Row;
	readonly isSelected: boolean;
	readonly isMarked: boolean;
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
	/** Whether the list opens with its rows in focus and `/` types the filter. Default: typing filters at once. */
	readonly isBrowsed?: boolean;
	/** All rows that the filter finds. */
	readonly rows: (state: State, overlay: OverlayOf<Kind>) => readonly Row[];
	readonly idOf: (row: Row) => string;
	/** The screen rows above and below the list that it cannot use. */
	readonly rowsAbove?: number;
	readonly rowsBelow?: number;
	/** Enter: acts on `targets`, the marked rows that the filter finds, or else the selected one. */
	readonly submit: (
		state: State,
		list: {readonly overlay: OverlayOf<Kind>; readonly targets: readonly Row[]},
		at: Instant,
		invoke: Invoke,
	) => HandlerResult;
	/** What Tab does. Default: it marks the selected row. */
	readonly complete?: (state: State, selected: Row | null) => State;
	/** Called after the filter or the selection has changed, for example to load more rows. */
	readonly changed?: (state: State, isNewFilter: boolean) => HandlerResult;
};

/** A list that covers the panes, with a filter, a selection and marks. Each feature declares its rows and what enter does. */
export function listOverlay<Kind extends ListKind, Row>(options: ListOptions<Kind, Row>) {
	const {kind, purpose, isBrowsed = false, rows, idOf, rowsAbove = 0, rowsBelow = 0} = options;
	const {submit, complete, changed = state => state} = options;

	const height = ({view}: State) => Math.max(1, overlayHeight(view.size) - rowsAbove - rowsBelow);
	const opened = ({view}: State) =>
		view.overlay?.kind === kind ? (view.overlay as OverlayOf<Kind> & ListState) : null;

	function listed(state: State) {
		const overlay = opened(state);
		const all = overlay === null ? [] : rows(state, overlay);
		return {overlay, all, at: all.findIndex(row => idOf(row) === overlay?.selected)};
	}

	function targets(state: State): readonly Row[] {
		const {overlay, all, at} = listed(state);
		const marked = all.filter(row => overlay?.marked.has(idOf(row)));
		return marked.length > 0 || at === -1 ? marked : all.slice(at, at + 1);
	}

	function withList(state: State, change: Change<Kind>): State {
		const overlay = opened(state);
		return overlay === null
			? state
			: withView(state, {overlay: {...overlay, ...change} as unknown as OverlayState});
	}

	/** Selects the row at an index, or the nearest row. `scrollTop`: the scroll position of the list before. */
	function selectAt(state: State, index: number, scrollTop?: number): State {
		const {overlay, all} = listed(state);
		const at = Math.max(0, Math.min(index, all.length - 1));
		const row = all[at];
		const top = scrollTop ?? overlay?.scrollTop ?? 0;
		return withList(state, {
			selected: row === undefined ? null : idOf(row),
			scrollTop: scrollTopShowing(at, top, all.length, height(state)),
		});
	}

	function filterBy(state: State, filter: string): HandlerResult {
		return changed(selectAt(withList(state, {filter}), 0, 0), true);
	}

	function close(state: State): State {
		return withView(state, {prompt: null, overlay: null});
	}

	function moveBy(state: State, by: number): HandlerResult | null {
		return opened(state) === null ? null : changed(selectAt(state, listed(state).at + by), false);
	}

	function mark(state: State): HandlerResult | null {
		const {overlay, all, at} = listed(state);
		const row = all[at];
		const ids = row === undefined ? [] : [idOf(row)];
		const isMarked = ids.some(id => overlay?.marked.has(id));
		return (
			overlay &&
			moveBy(withList(state, {marked: withMembers(overlay.marked, ids, !isMarked)}), ids.length)
		);
	}

	/** Opens the list with the first row selected. `more`: the further state of the overlay. */
	function open(
		state: State,
		more: Omit<OverlayOf<Kind>, keyof ListState | 'kind' | 'scrollTop' | 'end'>,
		filter = '',
	): HandlerResult {
		const overlay = {...more, kind, scrollTop: 0, selected: null, marked: new Set(), filter};
		const prompt = isBrowsed ? null : {purpose, ...textInput(filter), before: filter};
		return filterBy(withView(state, {prompt, overlay: overlay as unknown as OverlayState}), filter);
	}

	/** Keeps the selected row in the same line of the screen, after the rows have changed by themselves. */
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
			all,
			scrollTop,
			total: all.length,
			markedCount: overlay.marked.size,
		};
	}

	const submitTargets: NonNullable<Feature['commands']>['submit'] = (state, _, at, invoke) => {
		const overlay = opened(state);
		return overlay === null ? null : submit(state, {overlay, targets: targets(state)}, at, invoke);
	};

	const common = movements((state, movement) =>
		moveBy(state, movementRows(movement, height(state))),
	);

	const typing = {
		// On the first row, the key recalls what was typed before.
		recall: (state, {step}) => (step > 0 && listed(state).at <= 0 ? null : moveBy(state, -step)),
		complete(state) {
			const {all, at} = listed(state);
			return opened(state) !== null && complete !== undefined
				? complete(state, all[at] ?? null)
				: mark(state);
		},
		submit: submitTargets,
		back: state => (opened(state) === null ? null : close(state)),
	} satisfies Feature['commands'];

	const browsing = {
		enter: (state, _, at, invoke) => submitTargets(state, {type: 'submit'}, at, invoke),
		mark,
		'mark-all'(state) {
			const {overlay, all} = listed(state);
			return overlay === null
				? null
				: withList(state, {marked: new Set([...overlay.marked, ...all.map(idOf)])});
		},
		filter(state) {
			const overlay = opened(state);
			return overlay === null
				? null
				: withView(state, {
						prompt: {purpose, ...textInput(overlay.filter), before: overlay.filter},
					});
		},
		submit: state => (promptFor(state, purpose) === null ? null : closePrompt(state)),
		back(state) {
			const prompt = promptFor(state, purpose);
			return prompt !== null
				? filterBy(closePrompt(state), prompt.before)
				: opened(state) === null
					? null
					: close(state);
		},
	} satisfies Feature['commands'];

	return {
		close,
		withList,
		opened,
		targets,
		open,
		keepInPlace,
		isNearEnd,
		select,
		commands: {...common, ...(isBrowsed ? browsing : typing)} as typeof common &
			Partial<typeof browsing & typeof typing>,
		actions: {
			clicked(state, action, {before}) {
				const {overlay, all} = listed(before);
				const row = (hitOf(before, action)?.row ?? -1) - rowsAbove;
				const at = (overlay?.scrollTop ?? 0) + row;
				return overlay !== null && row >= 0 && row < height(before) && at < all.length
					? changed(selectAt(state, at), false)
					: state;
			},
		} satisfies Feature['actions'],
		derive(state: State, previous: State): HandlerResult {
			const prompt = editedPrompt(state, previous, purpose);
			return prompt === null ? state : filterBy(state, prompt.text);
		},
	};
}
