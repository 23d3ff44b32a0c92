import {isDone, type Run} from '../../core/run.ts';
import {isFinal} from '../../core/execution.ts';
import {countPhases} from '../../core/money/totals.ts';
import {listedRuns} from '../../features/runs/list.ts';
import {selectedRun} from '../../features/runs/selected-run.ts';
import {selectScreen} from '../../store/selectors.ts';
import type {State} from '../../store/state.ts';
import {isTimelineInFront} from '../../features/nodes/select.ts';
import type {ScreenModel} from '../../store/view-model.ts';
import {screenReaderKeys} from '../../ui/key-name.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {overlayText} from '../../ui/view-text.tsx';
import {runState} from '../../features/runs/run-state.ts';
import {selectedIn} from './selection.ts';
import {screenReaderSize, selectedRowText, describeRun, readableRows} from './describe.ts';
import {typedText} from '../../core/text/typed-text.ts';

/** More runs that change at once are counted instead of named. */
const maxNamed = 6;
/** Percent per announcement of progress. */
const progressStep = 10;

export function greeting(appearance: Appearance): string {
	return appearance.messages.screenReader.hello(screenReaderKeys(appearance));
}

/**
 * Returns the differences between two states, each as a line that is clear on its own: runs that start, end or stall,
 * and the results of the user's actions.
 */
export function announcements(
	before: State,
	after: State,
	appearance: Appearance,
): readonly string[] {
	if (before === after) {
		return [];
	}

	const model = selectScreen(after);
	return [
		...announceRuns(before, after, appearance),
		...announceSelection(before, after, appearance),
		...announceFocus(before, after, model, appearance),
		...announcePrompt(before, after, appearance),
		...announceOverlay(before, after, model, appearance),
		...announceNotice(before, after, appearance),
	];
}

/** Announces runs whose state has changed; for the selected run also progress and failed polls. */
function announceRuns(before: State, after: State, appearance: Appearance): readonly string[] {
	if (before.runs === after.runs) {
		return [];
	}

	const {messages} = appearance;
	const changed = [...after.runs.values()].filter(run =>
		hasChangedState(before.runs.get(run.id), run),
	);

	if (changed.length > maxNamed) {
		return [
			[messages.screenReader.many(changed.length), ...countWords(after, appearance)].join(' '),
		];
	}

	const run = selectedRun(after);
	const was = run === null ? undefined : before.runs.get(run.id);
	const own =
		run === null || was === undefined || changed.includes(run)
			? []
			: [...announceProgress(was, run, appearance), ...announceProblem(was, run, appearance)];
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

function countWords({runs}: State, {messages}: Appearance): readonly string[] {
	const counts = countPhases(runs.values());
	return (['running', 'queued', 'succeeded', 'failed', 'canceled'] as const)
		.filter(phase => counts[phase] > 0)
		.map(phase => messages.report.counted(counts[phase], messages.screen.phases[phase]));
}

function announceProgress(before: Run, run: Run, {messages}: Appearance): readonly string[] {
	const steps = (of: Run) => Math.floor((of.execution?.progressPercent ?? 0) / progressStep);
	const isGoingOn = run.execution !== null && !isFinal(run.execution.phase);
	return isGoingOn && steps(run) > steps(before)
		? [`${nameOf(run)}: ${messages.screenReader.percent(steps(run) * progressStep)}`]
		: [];
}

function announceProblem(before: Run, run: Run, {messages}: Appearance): readonly string[] {
	const {problem} = run.polling;
	return problem === null || before.polling.problem !== null || isDone(run)
		? []
		: [`${nameOf(run)}: ${messages.problem.sentence(problem)}`];
}

function nameOf({title, label}: Run): string {
	return title?.safe ?? label;
}

function announceSelection(before: State, after: State, appearance: Appearance): readonly string[] {
	const run = selectedRun(after);

	if (run === null || before.view.selected === after.view.selected) {
		return [];
	}

	const listed = listedRuns(after);
	const {place} = appearance.messages.screenReader;
	return [`${place(listed.indexOf(run) + 1, listed.length)}: ${describeRun(run, appearance)}`];
}

/** Announces a newly focused pane and its selection, or a new selection within the pane. */
function announceFocus(
	before: State,
	after: State,
	model: ScreenModel,
	appearance: Appearance,
): readonly string[] {
	const {focus, overlay} = after.view;
	const {messages} = appearance;
	const inTimeline = isTimelineInFront(after);
	const isNew = focus !== before.view.focus || inTimeline !== isTimelineInFront(before);

	if (isNew) {
		const name = inTimeline ? messages.timeline.name : messages.screen.panes[focus];
		const {text} = selectedIn(after, model, appearance);
		return [text === '' ? name : `${name}: ${text}`];
	}

	if (overlay !== null || focus === 'runs' || focus === 'detail') {
		return [];
	}

	const now = selectedIn(after, model, appearance);
	const isOther = now.key !== selectedIn(before, selectScreen(before), appearance).key;
	return isOther && now.text !== '' ? [now.text] : [];
}

function announcePrompt(before: State, after: State, {messages}: Appearance): readonly string[] {
	const {prompt} = after.view;
	const was = before.view.prompt;

	if (prompt === null) {
		return was === null ? [] : [messages.screenReader.closed];
	}

	const text = messages.screenReader.typed(typedText(prompt.text));
	const isNew = was?.purpose !== prompt.purpose;
	return isNew
		? [[messages.screen.prompts[prompt.purpose], ...(prompt.text === '' ? [] : [text])].join(' ')]
		: was.text === prompt.text
			? []
			: [text];
}

/** Announces a list by its selected row, and any other overlay as a whole, once. */
function announceOverlay(
	before: State,
	after: State,
	model: ScreenModel,
	appearance: Appearance,
): readonly string[] {
	const {overlay} = after.view;
	const was = before.view.overlay;

	if (overlay === null) {
		return was === null || before.view.prompt !== null
			? []
			: [appearance.messages.screenReader.closed];
	}

	const drawn = (of: ScreenModel): readonly string[] =>
		of.overlay === null ? [] : overlayText(of.overlay, screenReaderSize, appearance);

	if (overlay.kind === 'palette' || overlay.kind === 'picker') {
		const now = selectedRowText(drawn(model), appearance);
		const earlier =
			was?.kind === overlay.kind ? selectedRowText(drawn(selectScreen(before)), appearance) : '';
		return now === earlier || now === '' ? [] : [now];
	}

	const now = readableRows(drawn(model), appearance);
	const isSame =
		was?.kind === overlay.kind &&
		isSameText(now, readableRows(drawn(selectScreen(before)), appearance));
	return isSame ? [] : now;
}

/** Ignores digits, so that a running time is not announced again. */
function isSameText(now: readonly string[], before: readonly string[]): boolean {
	const bare = (lines: readonly string[]) =>
		lines.map(line => line.replaceAll(/\d+/g, '0')).join('\n');
	return bare(now) === bare(before);
}

function announceNotice(before: State, after: State, appearance: Appearance): readonly string[] {
	const {notice} = after.view;
	return notice === null || notice === before.view.notice
		? []
		: [appearance.messages.notice(notice.notice, screenReaderKeys(appearance))];
}
