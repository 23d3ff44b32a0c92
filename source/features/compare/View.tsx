import {useAppearance} from '../../ui/appearance-context.ts';
import {span} from '../../ui/line.ts';
import type {OverlayViewProps} from '../../ui/view-props.ts';
import {ScrolledOverlay} from '../../ui/widgets/Overlay.tsx';
import {comparisonLines} from './lines.ts';

export function CompareView({overlay: {content, state}, box}: OverlayViewProps<'compare'>) {
	const appearance = useAppearance();
	const width = Math.max(1, box.contentWidth - 2);
	return (
		<ScrolledOverlay
			box={box}
			title={{name: [span(appearance.messages.compare.title)]}}
			lines={content === null ? [] : comparisonLines(content, width, appearance)}
			state={state}
		/>
	);
}
