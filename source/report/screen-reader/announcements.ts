import {isDone, type Run} from '../../core/run.ts';
import {isFinal} from '../../core/execution.ts';
import {countPhases} from '../../core/money/totals.ts';
import {listedRuns} from '../../features/runs/list.ts';
import {selectedRun} from '../../features/runs/selected-run.ts';
import {selectScreen} from '../../store/selectors.ts';
import type {State} from '../../store/state.ts';
import {isTimelineInFront} from '../../features/nodes/select.ts';
import type {ScreenModel} from '../../store/view-model.ts';
import type {Line} from '../../ui/line.ts';
import {screenReaderKeys} from '../../ui/key-name.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {frontLines} from '../../ui/pane-drawers.ts';
import {runState} from '../../features/run/run-state.ts';
import {selectedIn} from './selection.ts';
import {screenReaderSize, selectedRowText, describeRun, screenReaderLines} from './describe.ts';
import {typedText} from '../../features/prompt/typed-text.ts';

/** When more runs than this change at once they are counted instead of named. */
const maxNamed = 6;
/** The progress of the selected run is told in steps of so many percent. */
const progressStep = 10;

/** What is said first: what is to be expected, and the keys for it. */
export function greeting(appearance: Appearance): string {
	return appearance.messages.speech.hello(screenReaderKeys(appearance));
}

/**
 * What happened between two states, for ears: runs that begin, end or stand still, and what the reader did, each as a
 * line that can be understood alone. Nothing where nothing is worth a word.
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

/** Each run whose state is another one; of the selected one also how far it is, and that it cannot be asked. */
function announceRuns(before: State, after: State, appearance: Appearance): readonly string[] {
	if (before.runs === after.runs) {
		return [];
	}

	const {messages} = appearance;
	const changed = [...after.runs.values()].filter(run =>
		hasChangedState(before.runs.get(run.id), run),
	);

	if (changed.length > maxNamed) {
		return [[messages.speech.many(changed.length), ...countWords(after, appearance)].join(' ')];
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
		? [`${nameOf(run)}: ${messages.speech.percent(steps(run) * progressStep)}`]
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
	const {place} = appearance.messages.speech;
	return [`${place(listed.indexOf(run) + 1, listed.length)}: ${describeRun(run, appearance)}`];
}

/** The pane that the keys go to now, and what is selected in it; within a pane what is selected now. */
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
		return was === null ? [] : [messages.speech.closed];
	}

	const text = messages.speech.typed(typedText(prompt.text));
	const isNew = was?.purpose !== prompt.purpose;
	return isNew
		? [[messages.screen.prompts[prompt.purpose], ...(prompt.text === '' ? [] : [text])].join(' ')]
		: was.text === prompt.text
			? []
			: [text];
}

/** What lies over the panes is read out once, as a whole; in a list the row that is selected now. */
function announceOverlay(
	before: State,
	after: State,
	model: ScreenModel,
	appearance: Appearance,
): readonly string[] {
	const {overlay} = after.view;
	const was = before.view.overlay;

	if (overlay === null) {
		return was === null || before.view.prompt !== null ? [] : [appearance.messages.speech.closed];
	}

	const drawn = (of: ScreenModel): readonly Line[] => frontLines(of, screenReaderSize, appearance);

	if (overlay.kind === 'palette' || overlay.kind === 'picker') {
		const now = selectedRowText(drawn(model), appearance);
		const earlier =
			was?.kind === overlay.kind ? selectedRowText(drawn(selectScreen(before)), appearance) : '';
		return now === earlier || now === '' ? [] : [now];
	}

	const now = screenReaderLines(drawn(model), appearance);
	const isSame =
		was?.kind === overlay.kind &&
		isSameText(now, screenReaderLines(drawn(selectScreen(before)), appearance));
	return isSame ? [] : now;
}

/** A time that goes on in what is read out is no news; that there are other lines is. */
function isSameText(now: readonly string[], before: readonly string[]): boolean {
	const bare = (lines: readonly string[]) =>
		lines.map(line => line.replaceAll(/\d+/g, '0')).join('\n');
	return bare(now) === bare(before);
}

function announceNotice(before: State, after: State, appearance: Appearance): readonly string[] {
	const {notice} = after.view;
	return notice === null || notice === before.view.notice
		? []
		: [appearance.messages.screen.notice(notice.notice, screenReaderKeys(appearance))];
}
