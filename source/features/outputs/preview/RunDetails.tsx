import {executionCost} from '../../../core/execution.ts';
import {useAppearance} from '../../../ui/appearance-context.ts';
import {blank, joinLines, span, type Span} from '../../../ui/line.ts';
import {amount} from '../../../ui/units.ts';
import {Rows} from '../../../ui/widgets/Row.tsx';
import {wrap} from '../../../ui/wrap.ts';
import type {PaneBox} from '../../panes/index.ts';
import type {PreviewModel} from '../select.ts';

const maxRowsOfText = 8;

type RunDetailsProps = {
	readonly picture: NonNullable<PreviewModel['picture']>;
	readonly box: PaneBox;
};

/** The title, the label, the cost and the inputs of a run: in a column, or in one or two rows. */
export function RunDetails({picture: {run, label, inputs, detailsSize}, box}: RunDetailsProps) {
	const appearance = useAppearance();
	const cost = executionCost(run.execution);
	const title = span(run.title?.safe ?? run.label, 'title');
	const separator = span(` ${appearance.glyphs.separator} `, 'muted');
	const others = [label, cost === null ? null : amount(cost, appearance)].flatMap(text =>
		text === null ? [] : [[span(text)]],
	);

	if (detailsSize.rows > 0) {
		const lines = [
			[blank(1), ...joinLines([[title], ...others], separator)],
			[
				blank(1),
				...joinLines(
					inputs.map(text => [span(text)]),
					separator,
				),
			],
		];
		return <Rows lines={lines.slice(0, detailsSize.rows)} width={box.contentWidth} />;
	}

	const wrapped = ({text, styleName}: Span) =>
		wrap(text, detailsSize.columns - 1, maxRowsOfText).map(row => [span(row, styleName)]);
	const lines = [
		wrapped(title),
		...others.map(line => [line]),
		[[]],
		...inputs.map(text => wrapped(span(text))),
	];
	return <Rows lines={lines.flat().slice(0, box.contentHeight)} width={detailsSize.columns} />;
}
