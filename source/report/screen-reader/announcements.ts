import {countPhases} from '../../core/money/totals.ts';
import {runState} from '../../core/run-state.ts';
import {hasEnded, isNoLongerPolled, type Run} from '../../core/run.ts';
import {typedText} from '../../core/text/typed-text.ts';
import {isTimelineInFront} from '../../features/nodes/timeline.ts';
import {sortKeyOf, sortName} from '../../features/runs/columns.ts';
import {foldTexts} from '../../features/runs/lines.ts';
import {listedRows, selectedRow} from '../../features/runs/list.ts';
import {markedInSight, selectedRun} from '../../features/runs/selection.ts';
import type {Messages} from '../../i18n/index.ts';
import type {OverlayModel} from '../../store/overlay.ts';
import {selectScreen} from '../../store/selectors.ts';
import type {State} from '../../store/state.ts';
import {keysIn} from '../../ui/key-name.ts';
import {promptLabel} from '../../ui/prompt-line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {overlayText} from '../../ui/view-text.tsx';
import {countTexts} from '../run-texts.ts';
import {describeRun, readableRows, selectedIn, selectedRowText} from './describe.ts';

/** If more runs than this change state at once, one line with numbers is announced instead of one line per run. */
const maxNamed = 6;
/** Progress is announced when it passes a multiple of this percentage. */
const progressStep = 10;

export function greeting(appearance: Appearance): string {
	return appearance.messages.screenReader.hello(keysIn(appearance));
}

/** Two states of the program: `before` is the last one that was announced, `after` the current one. */
type Change = {readonly before: State; readonly after: State; readonly appearance: Appearance};

/**
 * Returns the lines to announce: runs that have started, ended or stalled, a new selection, and the result of an
 * action. Each line can be understood without the others.
 */
export function announcements(
	before: State,
	after: State,
	appearance: Appearance,
): readonly string[] {
	const change: Change = {before, after, appearance};
	return before === after
		? []
		: [
				...announceRuns(change),
				...announceSelection(change),
				...announceList(change),
				...announceFocus(change),
				...announcePrompt(change),
				...announceOverlay(change),
				...announceNotice(change),
			];
}

/** Describes all runs whose state has changed. Of the selected run, also describes progress and failed polls. */
function announceRuns({before, after, appearance}: Change): readonly string[] {
	if (before.runs === after.runs) {
		return [];
	}

	const {messages} = appearance;
	const changed = [...after.runs.values()].filter(run =>
		hasChangedState(before.runs.get(run.id), run),
	);

	if (changed.length > maxNamed) {
		const counts = countTexts({...countPhases(after.runs.values()), waiting: 0}, messages);
		return [[messages.screenReader.many(changed.length), ...counts].join(' ')];
	}

	const run = selectedRun(after);
	const was = run === null ? undefined : before.runs.get(run.id);
	const own =
		run === null || was === undefined || changed.includes(run)
			? []
			: [...announceProgress(was, run, messages), ...announceProblem(was, run, messages)];
	return [...changed.map(one => describeRun(one, appearance)), ...own];
}

function hasChangedState(before: Run | undefined, run: Run): boolean {
	const isHeardOf = run.execution !== null || run.polling.gaveUp !== null;
	return (
		isHeardOf &&
		(before === undefined ||
			runState(before) !== runState(run) ||
			before.polling.gaveUp !== run.polling.gaveUp)
	);
}

function announceProgress(before: Run, run: Run, {screenReader}: Messages): readonly string[] {
	const steps = (of: Run) => Math.floor((of.execution?.progressPercent ?? 0) / progressStep);
	return !hasEnded(run) && steps(run) > steps(before)
		? [`${nameOf(run)}: ${screenReader.percent(steps(run) * progressStep)}`]
		: [];
}

function announceProblem(before: Run, run: Run, messages: Messages): readonly string[] {
	const {problem} = run.polling;
	return problem === null || before.polling.problem !== null || isNoLongerPolled(run)
		? []
		: [`${nameOf(run)}: ${messages.problem.sentence(problem)}`];
}

function nameOf({title, label}: Run): string {
	return title?.safe ?? label;
}

function announceSelection({before, after, appearance}: Change): readonly string[] {
	const row = selectedRow(after);
	const was = selectedRow(before);

	if (row === null || (row.id === was?.id && row.fold?.isOpen === was.fold?.isOpen)) {
		return [];
	}

	const rows = listedRows(after);
	const {place} = appearance.messages.screenReader;
	const {name, sums} = row.fold === null ? {} : foldTexts(row.fold, appearance);
	const text = name === undefined ? describeRun(row.run, appearance) : `${name}, ${sums}`;
	// By id: `listedRows` makes new rows when it was called for the state before, with other folds.
	const index = rows.findIndex(({id}) => id === row.id);
	return [`${place(index + 1, rows.length)}: ${text}`];
}

/** Announces what else a key changed in the run list: marks and the order. */
function announceList({before, after, appearance}: Change): readonly string[] {
	const {messages} = appearance;
	const {marked} = after.view;
	const {sort} = after.saved;
	return [
		...(marked === before.view.marked
			? []
			: [messages.list.marked(markedInSight(after).length, marked.size)]),
		...(sort === before.saved.sort
			? []
			: [
					messages.screenReader.sorted(
						sortName(sortKeyOf(sort.key), messages.language),
						sort.descending,
					),
				]),
	];
}

function announceFocus({before, after, appearance}: Change): readonly string[] {
	const {focus, overlay} = after.view;
	const {messages} = appearance;
	const inTimeline = isTimelineInFront(after);
	const isNew = focus !== before.view.focus || inTimeline !== isTimelineInFront(before);

	if (isNew) {
		const name = inTimeline ? messages.timeline.name : messages.screen.panes[focus];
		const {text} = selectedIn(after, appearance);
		return [text === '' ? name : `${name}: ${text}`];
	}

	if (overlay !== null || focus === 'runs' || focus === 'detail') {
		return [];
	}

	const now = selectedIn(after, appearance);
	const isOther = now.key !== selectedIn(before, appearance).key;
	return isOther && now.text !== '' ? [now.text] : [];
}

function announcePrompt({before, after, appearance: {messages}}: Change): readonly string[] {
	const {prompt} = after.view;
	const was = before.view.prompt;

	if (prompt === null) {
		return was === null ? [] : [messages.screenReader.closed];
	}

	const text = messages.screenReader.typed(typedText(prompt.text));

	if (was?.purpose === prompt.purpose) {
		return was.text === prompt.text ? [] : [text];
	}

	const label = promptLabel(prompt, messages);
	return [prompt.text === '' ? label : `${label} ${text}`];
}

/**
 * For the lists that a text filters, announces only the selected row when it changes. For any other overlay, announces the
 * whole text when the overlay opens or its text changes.
 */
function announceOverlay({before, after, appearance}: Change): readonly string[] {
	const {overlay} = after.view;
	const was = before.view.overlay;

	if (overlay === null) {
		return was === null || before.view.prompt !== null
			? []
			: [appearance.messages.screenReader.closed];
	}

	const isOpen = was?.kind === overlay.kind;
	const textOf = (state: State): readonly string[] => {
		const {overlay: shown} = selectScreen(state);
		return shown === null ? [] : overlayText(withoutPicture(shown), appearance);
	};

	if (['palette', 'picker', 'history'].includes(overlay.kind)) {
		const now = selectedRowText(textOf(after), appearance);
		const earlier = isOpen ? selectedRowText(textOf(before), appearance) : '';
		return now === earlier || now === '' ? [] : [now];
	}

	const now = readableRows(textOf(after), appearance);
	return isOpen && isSameText(now, readableRows(textOf(before), appearance)) ? [] : now;
}

/** The title says what a picture is; its rows of characters say nothing. */
function withoutPicture(overlay: OverlayModel): OverlayModel {
	if (overlay.kind !== 'output' || overlay.content?.content.kind !== 'image') {
		return overlay;
	}

	const {content} = overlay.content;
	const bare = {...content, image: {...content.image, rows: 0}};
	return {...overlay, content: {...overlay.content, content: bare}};
}

/** Compares texts without their digits, so that a running time that changes is not announced. */
function isSameText(now: readonly string[], before: readonly string[]): boolean {
	const bare = (lines: readonly string[]) => lines.join('\n').replaceAll(/\d+/g, '0');
	return bare(now) === bare(before);
}

function announceNotice({before, after, appearance}: Change): readonly string[] {
	const {notice} = after.view;
	return notice === null || notice === before.view.notice
		? []
		: [appearance.messages.notice(notice.notice, keysIn(appearance))];
}
