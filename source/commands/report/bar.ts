import type {TimeRange} from '../../features/nodes/node-timeline.ts';
import type {StyleName} from '../../ui/theme/theme.ts';
import {markup, type Markup} from './markup.ts';

/** The length of the time axis in units of the drawing. */
const length = 1000;
const minWidth = 4;

/** Draws times on an axis. Styles in attributes would need a weaker policy of the page, so it is a drawing. */
export function barMarkup(
	times: readonly TimeRange[],
	axis: TimeRange,
	styleName: StyleName,
): Markup {
	const scale = length / Math.max(1, axis.to - axis.from);
	return markup`
		<svg class="${styleName}" viewBox="0 0 ${length} 10" preserveAspectRatio="none" aria-hidden="true">
		<rect class="track" width="${length}" height="10"/>
		${times.map(({from, to}) => {
			const width = Math.max(minWidth, Math.round((to - from) * scale));
			const x = Math.min(length - minWidth, Math.round((from - axis.from) * scale));
			return markup`<rect x="${x}" width="${width}" height="10"/>`;
		})}
		</svg>
	`;
}
