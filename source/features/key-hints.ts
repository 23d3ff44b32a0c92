import {failureCard} from '../core/failure-card.ts';
import type {Binding, BindingId, FooterTime, KeyPlace, Selectable} from '../store/keys/binding.ts';
import type {Notice} from '../store/notice.ts';
import type {OverlayState} from '../store/overlay.ts';
import type {State} from '../store/state.ts';
import type {KeyName} from '../terminal/input/key.ts';
import {keymap, keyPlaces, overlayKeys} from './keymap.ts';
import {whatNeedsMe} from './needs-me/index.ts';
import {inputPictures} from './outputs/input-pictures.ts';
import {shownText} from './outputs/preview/read-text.ts';
import {isLinkMissing, selectedOutput} from './outputs/reduce.ts';
import {paneKeys} from './panes/index.ts';
import {refusedInReplay} from './replay/index.ts';
import {markedInSight, selectedRow, selectedRun} from './runs/index.ts';

const refused: ReadonlySet<BindingId> = new Set(refusedInReplay);

export type KeyHint = {readonly keys: readonly KeyName[]; readonly id: BindingId};

const isSelected: Readonly<Record<Selectable, (state: State) => boolean>> = {
	run: state => selectedRun(state) !== null,
	failure(state) {
		const run = selectedRun(state);
		return run !== null && failureCard(run) !== null;
	},
	output: state => selectedOutput(state) !== null,
	file(state) {
		const selected = selectedOutput(state);
		return selected !== null && selected.output.address !== null && !isLinkMissing(state, selected);
	},
	picture(state) {
		const run = selectedRun(state);
		return run !== null && inputPictures(state, run).length > 0;
	},
	marks: state => markedInSight(state).length > 0,
};

const missingNotices = {
	run: 'no-run-selected',
	failure: 'no-failure',
	output: 'nothing-to-open',
	file: 'nothing-to-open',
	picture: 'no-input-pictures',
} as const;

/** Returns why a command does not work now; null if it does. */
export function whyUnavailable({id, selected}: Binding, state: State): Notice | null {
	// Commands that act on the marked runs act on the selected one if none is marked.
	const needed = selected === 'marks' ? 'run' : selected;
	return state.replay !== null && refused.has(id)
		? {kind: 'not-in-replay'}
		: needed === undefined || isSelected[needed](state)
			? null
			: {kind: missingNotices[needed]};
}

const isTime: Readonly<Record<FooterTime, (state: State) => boolean>> = {
	'no run': state => selectedRun(state) === null,
	running: state => selectedRun(state)?.execution?.phase === 'running',
	problem: state => whatNeedsMe(state).length > 0,
	pair: state => markedInSight(state).length === 2,
};

const actsOnMarks = ({selected, when}: Binding): boolean => selected === 'marks' || when === 'pair';

/** The order of the keys in the footer, after those of a pane other than the run list. */
const footerOrder: readonly BindingId[] = [
	'enter',
	'failure',
	'timeline',
	'open',
	'add',
	'filter',
	'next-problem',
	'mark',
	'pictures',
];

/**
 * Returns the keys that the footer shows, each with the id of its binding. First those that act on marked runs, then
 * those that this user probably needs now, in the order of `footerOrder`, at the end those that are always shown.
 */
export function footerHints(
	state: State,
	bindings: readonly Binding[] = keymap,
): readonly KeyHint[] {
	const {view, replay} = state;
	const {prompt, overlay} = view;

	if (overlay !== null && prompt === null) {
		return overlayHints(bindings, overlay, state);
	}

	const here: KeyPlace = prompt === null ? paneKeys(view) : 'prompt';
	const own = bindings.filter(
		({where, purposes}) =>
			(where === here || (where === 'replay' && replay !== null && prompt === null)) &&
			(purposes === undefined || (prompt !== null && purposes.includes(prompt.purpose))),
	);
	const taken = new Set(own.flatMap(keysOf));
	const isPane = here !== 'prompt';
	const general = bindings.filter(
		({where, footer}) =>
			isPane && where === 'everywhere' && footer?.every(key => !taken.has(key)) === true,
	);
	// All keys of the panes act on runs.
	const hasOwn = !isPane || selectedRun(state) !== null;
	return [
		...own.filter(actsOnMarks),
		...[...own.filter(binding => !actsOnMarks(binding)), ...general].toSorted(
			(a, b) => footerRank(a) - footerRank(b),
		),
	]
		.filter(
			({id, where, selected, when}) =>
				(hasOwn || where !== here) &&
				(selected === undefined || isSelected[selected](state)) &&
				(when === undefined || isTime[when](state)) &&
				(replay === null || !refused.has(id)),
		)
		.flatMap(footerHint)
		.map(hint => (here === 'runs' && hint.id === 'enter' ? {...hint, id: enterWord(state)} : hint));
}

function footerRank({id, where}: Binding): number {
	const rank = footerOrder.indexOf(id);
	return where !== 'runs' && where !== 'everywhere' ? -1 : rank === -1 ? footerOrder.length : rank;
}

/** Returns the binding whose word says what Enter does in the run list. */
function enterWord(state: State): BindingId {
	const fold = selectedRow(state)?.fold ?? null;
	return fold === null ? 'enter' : fold.isOpen ? 'fold-runs' : 'show';
}

const ofTexts: ReadonlySet<BindingId> = new Set(['search', 'next-hit', 'wrap', 'sideways']);
const ofChoosing: ReadonlySet<BindingId> = new Set(['mark', 'save-chosen', 'thumbnails']);

/**
 * Returns the keys that the footer shows while an overlay is open. Most keys do not work then, so they are left out. In
 * the output viewer, the keys for search and scrolling are shown only if the output is a text, those for choosing only
 * while the user chooses among pictures, and that for thumbnails only in a terminal that draws pixels.
 */
function overlayHints(
	bindings: readonly Binding[],
	overlay: OverlayState,
	{preview, hasPixels}: State,
): readonly KeyHint[] {
	const isViewer = overlay.kind === 'output';
	const scrolls = !isViewer || shownText({preview}) !== null;
	const {commands = []} = overlayKeys[overlay.kind] ?? {};
	// The key that opened the overlay closes it too, as `back` does.
	const others = commands.filter(id => id !== overlay.kind);
	const isList = 'marked' in overlay;
	const general = [scrolls && !isList ? 'move' : null, ...others, 'back'].flatMap(id => {
		const binding = bindings.find(
			one => one.id === id && (one.where === 'everywhere' || one.where === 'runs'),
		);
		const keys = binding?.footer ?? binding?.does.flatMap(({keys: all}) => all.slice(0, 1)) ?? [];
		// Enter opens what is selected; `enter` in the run list goes to the log.
		const word = id === 'enter' && overlay.kind === 'history' ? 'show' : binding?.id;
		return word === undefined || keys.length === 0 ? [] : [{keys, id: word}];
	});
	const own = bindings.filter(
		({id, where}) =>
			where === overlay.kind &&
			(!isViewer ||
				((scrolls || !ofTexts.has(id)) &&
					(hasPixels === true || id !== 'thumbnails') &&
					((preview?.choice ?? null) !== null || !ofChoosing.has(id)))),
	);
	const hints = own.flatMap(footerHint);
	// The own keys of a list come early, so that a narrow footer shows them.
	return isList ? [...general.slice(0, 3), ...hints, ...general.slice(3)] : [...general, ...hints];
}

function footerHint({footer, id}: Binding): readonly KeyHint[] {
	return footer === undefined ? [] : [{keys: footer, id}];
}

/** Returns the bindings that have keys, by the place where they work. Other commands are in the palette only. */
export function helpGroups(bindings: readonly Binding[] = keymap) {
	const withKeys = bindings.filter(binding => keysOf(binding).length > 0);
	return keyPlaces
		.map(where => ({where, bindings: withKeys.filter(binding => binding.where === where)}))
		.filter(({bindings: ofPlace}) => ofPlace.length > 0);
}

export function keysOf({does}: Binding): readonly KeyName[] {
	return [...new Set(does.flatMap(({keys}) => keys))];
}
