import {countPhases} from '../../../core/money/totals.ts';
import {runState} from '../../../core/run-state.ts';
import {hasEnded, isNoLongerPolled, type Run} from '../../../core/run.ts';
import {typedText} from '../../../core/text/sanitize.ts';
import {countTexts, runFieldTexts} from '../../../events/run-texts.ts';
import {isTimelineInFront} from '../../../features/nodes/timeline.ts';
import {listedRows, selectedRow} from '../../../features/runs/list.ts';
import {markedInSight, selectedRun} from '../../../features/runs/selection.ts';
import {stateWord} from '../../../features/runs/state-style.ts';
import {selectScreen} from '../../../features/screen-model.ts';
import type {OverlayModel} from '../../../store/overlay.ts';
import type {State} from '../../../store/state.ts';
import {keysIn} from '../../../ui/key-name.ts';
import type {Appearance} from '../../../ui/theme/appearance.ts';
import {promptLabel} from '../prompt-line.ts';
import {overlayText, paneText} from './view-text.tsx';

/** If more runs than this change state at once, one line with numbers is announced instead of one line per run. */
const maxNamed = 6;
/** Progress is announced when it passes a multiple of this percentage. */
const progressStep = 10;
/** Overlays with a list that a text filters. Only their selected row is announced. */
const lists: ReadonlySet<OverlayModel['kind']> = new Set(['palette', 'picker', 'history']);

export function greeting(appearance: Appearance): string {
	return appearance.messages.screenReader.hello(keysIn(appearance));
}

/**
 * Returns the lines to announce between two states: runs that have started, ended or stalled, a new selection, and the
 * result of an action. Each line can be understood without the others.
 */
export function announcements(
	before: State,
	after: State,
	appearance: Appearance,
): readonly string[] {
	const parts = [announceRuns, announceSelection, announcePrompt, announceOverlay];
	const {notice, marked} = after.view;
	return before === after
		? []
		: [
				...parts.flatMap(part => part(before, after, appearance)),
				...(marked === before.view.marked
					? []
					: [appearance.messages.list.marked(markedInSight(after).length, marked.size)]),
				...(notice === null || notice === before.view.notice
					? []
					: [appearance.messages.notice(notice.notice, keysIn(appearance))]),
			];
}

/** Describes all runs whose state has changed. For the selected run, also announces progress and failed polls. */
function announceRuns(before: State, after: State, appearance: Appearance): readonly string[] {
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
	const lines = changed.map(one => describeRun(one, appearance));

	if (run === null || was === undefined || changed.includes(run)) {
		return lines;
	}

	const name = run.title?.safe ?? run.safeId;
	const steps = (of: Run) => Math.floor((of.execution?.progressPercent ?? 0) / progressStep);
	const {problem} = run.polling;
	return [
		...lines,
		...(!hasEnded(run) && steps(run) > steps(was)
			? [`${name}: ${messages.numbers.percent(steps(run) * progressStep)}`]
			: []),
		...(problem === null || was.polling.problem !== null || isNoLongerPolled(run)
			? []
			: [`${name}: ${messages.problem.sentence(problem)}`]),
	];
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

/** Names a run, and says its state, with the place in the queue, the progress or how it ended. */
function describeRun(run: Run, appearance: Appearance): string {
	const {title, safeId, execution} = run;
	const {messages} = appearance;
	const name = title === null ? safeId : `${title.safe} ${safeId}`;
	const {queuePosition = null, progressPercent = null} = execution ?? {};
	const fields = hasEnded(run)
		? runFieldTexts(run, messages)
		: [
				stateWord(run, appearance).text,
				queuePosition === null ? null : messages.events.place(queuePosition),
				progressPercent === null ? null : messages.numbers.percent(Math.floor(progressPercent)),
			];
	return `${name}: ${fields.filter(field => field !== null).join(', ')}`;
}

/** Announces another pane in focus, and the selected item of the pane. */
function announceSelection(before: State, after: State, appearance: Appearance): readonly string[] {
	const [was, now] = [selectedIn(before), selectedIn(after)];
	const isOtherPane = now.pane !== was.pane;

	if (!isOtherPane && (after.view.overlay !== null || now.key === was.key)) {
		return [];
	}

	const {timeline, panes} = appearance.messages;
	const text = selectedText(after, now.pane, appearance);
	const name = now.pane === 'timeline' ? timeline.name : panes[now.pane];
	return [isOtherPane ? [name, text].filter(Boolean).join(': ') : text].filter(Boolean);
}

/** Returns the identity of the selected item of the pane in focus, since its text can change while it is selected. */
function selectedIn(state: State) {
	const pane = isTimelineInFront(state) ? ('timeline' as const) : state.view.focus;
	const row = selectedRow(state);
	const model = selectScreen(state);
	const entry = model.log.rows.find(each => each.kind === 'entry' && each.current);
	const keys = {
		runs: row === null ? null : `${row.id} ${row.fold?.isOpen}`,
		detail: null,
		log: entry?.kind === 'entry' ? `${entry.run ?? ''} ${entry.index}` : null,
		outputs: model.outputs.rows.find(({selected}) => selected)?.output.key.exact,
		timeline: model.timeline?.rows.find(({selected}) => selected)?.name,
	};
	return {pane, key: keys[pane]};
}

function selectedText(
	state: State,
	pane: ReturnType<typeof selectedIn>['pane'],
	appearance: Appearance,
): string {
	const model = selectScreen(state);
	const row = selectedRow(state);
	const entry = model.log.rows.find(each => each.kind === 'entry' && each.current);

	if (pane === 'log' && entry?.kind === 'entry') {
		const {level, nodeId} = entry.entry;
		return [level?.safe, nodeId?.safe, entry.text].filter(Boolean).join(' ');
	}

	const rows = paneText(pane === 'detail' ? 'runs' : pane, model, appearance);

	if (row !== null && (pane === 'runs' || pane === 'detail')) {
		const all = listedRows(state);
		const index = all.findIndex(({id}) => id === row.id);
		const place = appearance.messages.screenReader.place(index + 1, all.length);
		const text =
			row.fold === null ? describeRun(row.run, appearance) : selectedRowText(rows, appearance);
		return `${place}: ${text}`;
	}

	const kind = model.outputs.rows.find(({selected}) => selected)?.output.kind;
	const glyph = pane === 'outputs' && kind !== undefined ? `${appearance.glyphs.kinds[kind]} ` : '';
	// The first row below the title is the text of an empty pane.
	return (
		selectedRowText(rows, appearance).replace(glyph, '') ||
		(readableRows(rows.slice(1), appearance)[0] ?? '')
	);
}

function announcePrompt(before: State, after: State, {messages}: Appearance): readonly string[] {
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

/** Announces the selected row of a list when it changes, and the whole text of another overlay. */
function announceOverlay(before: State, after: State, appearance: Appearance): readonly string[] {
	const {overlay} = after.view;
	const was = before.view.overlay;

	if (overlay === null) {
		return was === null || before.view.prompt !== null
			? []
			: [appearance.messages.screenReader.closed];
	}

	const textOf = (state: State): readonly string[] => {
		const {overlay: shown} = selectScreen(state);
		const rows = shown === null ? [] : overlayText(withoutPicture(shown), appearance);
		return lists.has(overlay.kind)
			? [selectedRowText(rows, appearance)].filter(Boolean)
			: readableRows(rows, appearance);
	};
	// Without digits, so that a running time that changes is not announced.
	const bare = (rows: readonly string[]) =>
		lists.has(overlay.kind) ? rows.join('\n') : rows.join('\n').replaceAll(/\d+/g, '0');
	const now = textOf(after);
	return was?.kind === overlay.kind && bare(now) === bare(textOf(before)) ? [] : now;
}

/** Leaves out the rows of a picture, which say nothing: the title says what it is. */
function withoutPicture(overlay: OverlayModel): OverlayModel {
	if (overlay.kind !== 'output' || overlay.content?.content.kind !== 'image') {
		return overlay;
	}

	const {content} = overlay.content;
	const bare = {...content, image: {...content.image, rows: 0}};
	return {...overlay, content: {...overlay.content, content: bare}};
}

/** Returns the drawn rows as plain text. Removes borders, gaps and empty rows. */
function readableRows(rows: readonly string[], {glyphs}: Appearance): readonly string[] {
	return rows.map(row => readableText(row, glyphs.horizontal)).filter(row => row !== '');
}

/** Returns the text of the selected row without its pointer symbol; an empty text if no row is selected. */
function selectedRowText(rows: readonly string[], {glyphs}: Appearance): string {
	// Skips the title: in the focused pane it has a pointer too.
	const row = rows.slice(1).find(text => text.startsWith(glyphs.pointer));
	return row === undefined ? '' : readableText(row.replace(glyphs.pointer, ' '), glyphs.horizontal);
}

/**
 * Removes borders and collapses white space. Only three or more `rule` characters in a row are a border: the character
 * can be `-`, so that one or two of them may belong to the text.
 */
function readableText(text: string, rule: string): string {
	const words = text.split(rule.repeat(3)).join(' ').replaceAll(/\s+/g, ' ').trim();
	return [...words].every(character => character === rule) ? '' : words;
}
