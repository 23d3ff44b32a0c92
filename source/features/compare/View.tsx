import {scrolledView} from '../../ui/widgets/Overlay.tsx';
import {comparisonLines} from './lines.ts';

export const CompareView = scrolledView<'compare'>(
	({compare}) => compare.title,
	({content}, width, appearance) =>
		content === null ? [] : comparisonLines(content, width, appearance),
);
