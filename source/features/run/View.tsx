import {failureCard} from '../../core/failure-card.ts';
import {runState} from '../../core/run-state.ts';
import {isNoLongerPolled} from '../../core/run.ts';
import {typedText} from '../../core/text/sanitize.ts';
import {wrap} from '../../terminal/wrap-text.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import type {PaneTitle} from '../../ui/frame.ts';
import {firstKey} from '../../ui/key-name.ts';
import {blank, span, styleLine, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {joinFields} from '../../ui/widgets/fields.ts';
import {Pane} from '../../ui/widgets/Pane.tsx';
import {Rows} from '../../ui/widgets/Row.tsx';
import {failureRows} from '../failure/failure-text.ts';
import {stateGlyph, stateWord} from '../runs/state-style.ts';
import type {PaneViewProps, ScreenModel} from '../screen-model.ts';
import {fieldRows, idRows, pollProblemRows, type RunDetail} from './field-rows.ts';
import {activityRows, progressRows, stallRows} from './progress-rows.ts';

export function DetailView({screen, box}: PaneViewProps) {
	const appearance = useAppearance();
	const rows = contentRows(screen, box.contentWidth - 2, appearance);
	const end = Math.max(0, rows.length - box.contentHeight);
	const top = Math.min(screen.detailScrollTop, end);
	const visible = rows.slice(top, top + box.contentHeight);
	return (
		<Pane
			box={box}
			title={{
				focusKey: 2,
				...paneTitle(screen, appearance),
				hiddenAbove: top,
				hiddenBelow: end - top,
			}}
			isFocused={screen.focus === 'detail'}
		>
			<Rows lines={visible.map(row => [blank(1), ...row])} width={box.contentWidth} />
		</Pane>
	);
}

/** The texts that identify the run, or else its id. The id after a title is cut if there is no room for it. */
function paneTitle({run, titles}: ScreenModel, appearance: Appearance): PaneTitle {
	if (run === null) {
		return {name: [span(appearance.messages.panes.detail)]};
	}

	const name = joinFields(
		titles.map(text => [span(text)]),
		appearance,
	);
	return {
		name: name.length === 0 ? [span(run.safeId)] : [...name, blank(2), span(run.safeId, 'muted')],
		trailing: [stateGlyph(runState(run), appearance), blank(1), stateWord(run, appearance)],
	};
}

function contentRows(
	{run, list, header, now}: ScreenModel,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	if (run !== null) {
		const {service} = header;
		const nextRequestAt = service?.nextRequestAt ?? null;
		return detailRows({run, now, width, appearance, nextRequestAt});
	}

	// An empty list says why it is empty.
	if (list.matching > 0 || list.total === 0) {
		return [];
	}

	const {noMatch} = appearance.messages.list;
	const sentence = noMatch.sentence(typedText(list.filter), firstKey('back', appearance));
	return wrap(sentence, width, 6).map(row => [span(row)]);
}

function detailRows(detail: RunDetail): readonly Line[] {
	const {run, width, appearance} = detail;
	const {execution, polling} = run;
	const problems = pollProblemRows(detail);

	if (execution === null) {
		const waiting = [[span(appearance.messages.run.waiting, 'muted')]];
		return [...(problems.length === 0 ? waiting : problems), ...idRows(detail)];
	}

	const {error, phase} = execution;
	const card = failureCard(run);
	const lastKnown = [
		...stallRows(detail),
		...(phase === 'queued' ? [] : progressRows(execution, detail)),
		...activityRows(execution, detail),
		...fieldRows(execution, detail),
		...idRows(detail),
	];
	// Data that may be out of date, since polling fails, is dimmed.
	const isOld = polling.problem !== null && !isNoLongerPolled(run);
	return [
		...problems,
		...(card === null && error === null ? [] : failureRows(error, card, width, appearance)),
		...(isOld ? lastKnown.map(row => styleLine(row, 'muted')) : lastKnown),
	];
}
