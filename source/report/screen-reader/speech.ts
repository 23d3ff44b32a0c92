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
import {spokenKeysIn} from '../../ui/key-name.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {frontLines} from '../../ui/pane-drawers.ts';
import {runState} from '../../features/run/status-text.ts';
import {selectedIn} from './selection.ts';
import {screenReaderExtent, pickedRow, sayRun, spokenLines} from './words.ts';
import {typedText} from '../../features/prompt/typed-text.ts';

/** When more runs than this change at once they are counted instead of named. */
const maxNamed = 6;
/** The progress of the selected run is told in steps of so many percent. */
const step = 10;

/** What is said first: what is to be expected, and the keys for it. */
export function greeting(appearance: Appearance): string {
	return appearance.messages.speech.hello(spokenKeysIn(appearance));
}

/**
 * What happened between two states, for ears: runs that begin, end or stand still, and what the reader did, each as a
 * line that can be understood alone. Nothing where nothing is worth a word.
 */
export function speech(before: State, after: State, appearance: Appearance): readonly string[] {
	if (before === after) {
		return [];
	}

	const model = selectScreen(after);
	return [
		...saysOfRuns(before, after, appearance),
		...saysOfSelection(before, after, appearance),
		...saysOfFocus(before, after, model, appearance),
		...saysOfPrompt(before, after, appearance),
		...saysOfOverlay(before, after, model, appearance),
		...saysOfNotice(before, after, appearance),
	];
}

/** Each run whose state is another one; of the selected one also how far it is, and that it cannot be asked. */
function saysOfRuns(before: State, after: State, appearance: Appearance): readonly string[] {
	if (before.runs === after.runs) {
		return [];
	}

	const {messages} = appearance;
	const changed = [...after.runs.values()].filter(run => hasTurned(before.runs.get(run.id), run));

	if (changed.length > maxNamed) {
		return [[messages.speech.many(changed.length), ...countWords(after, appearance)].join(' ')];
	}

	const run = selectedRun(after);
	const was = run === null ? undefined : before.runs.get(run.id);
	const own =
		run === null || was === undefined || changed.includes(run)
			? []
			: [...saysOfProgress(was, run, appearance), ...saysOfTrouble(was, run, appearance)];
	return [...changed.map(one => sayRun(one, appearance)), ...own];
}

function hasTurned(before: Run | undefined, run: Run): boolean {
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

function saysOfProgress(before: Run, run: Run, {messages}: Appearance): readonly string[] {
	const steps = (of: Run) => Math.floor((of.execution?.progressPercent ?? 0) / step);
	const isGoingOn = run.execution !== null && !isFinal(run.execution.phase);
	return isGoingOn && steps(run) > steps(before)
		? [`${nameOf(run)}: ${messages.speech.percent(steps(run) * step)}`]
		: [];
}

function saysOfTrouble(before: Run, run: Run, {messages}: Appearance): readonly string[] {
	const {problem} = run.polling;
	return problem === null || before.polling.problem !== null || isDone(run)
		? []
		: [`${nameOf(run)}: ${messages.problem.sentence(problem)}`];
}

function nameOf({title, label}: Run): string {
	return title?.safe ?? label;
}

function saysOfSelection(before: State, after: State, appearance: Appearance): readonly string[] {
	const run = selectedRun(after);

	if (run === null || before.view.selected === after.view.selected) {
		return [];
	}

	const listed = listedRuns(after);
	const {place} = appearance.messages.speech;
	return [`${place(listed.indexOf(run) + 1, listed.length)}: ${sayRun(run, appearance)}`];
}

/** The pane that the keys go to now, and what is selected in it; within a pane what is selected now. */
function saysOfFocus(
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

function saysOfPrompt(before: State, after: State, {messages}: Appearance): readonly string[] {
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
function saysOfOverlay(
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

	const drawn = (of: ScreenModel): readonly Line[] =>
		frontLines(of, screenReaderExtent, appearance);

	if (overlay.kind === 'palette' || overlay.kind === 'picker') {
		const now = pickedRow(drawn(model), appearance);
		const earlier =
			was?.kind === overlay.kind ? pickedRow(drawn(selectScreen(before)), appearance) : '';
		return now === earlier || now === '' ? [] : [now];
	}

	const now = spokenLines(drawn(model), appearance);
	const isSame =
		was?.kind === overlay.kind &&
		isSameText(now, spokenLines(drawn(selectScreen(before)), appearance));
	return isSame ? [] : now;
}

/** A time that goes on in what is read out is no news; that there are other lines is. */
function isSameText(now: readonly string[], before: readonly string[]): boolean {
	const bare = (lines: readonly string[]) =>
		lines.map(line => line.replaceAll(/\d+/g, '0')).join('\n');
	return bare(now) === bare(before);
}

function saysOfNotice(before: State, after: State, appearance: Appearance): readonly string[] {
	const {notice} = after.view;
	return notice === null || notice === before.view.notice
		? []
		: [appearance.messages.screen.notice(notice.notice, spokenKeysIn(appearance))];
}
